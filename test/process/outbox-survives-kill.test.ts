import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rotatingThird } from '../rotating-third.ts';
import { type ChatServer, chatServer } from './chat-server.ts';

const root = join(import.meta.dirname, '../roots/bot-killed-anywhere.ts');

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Tests run side by side here: each ends what is its own. */
type AtEnd = (end: () => void) => void;

function bot(
  folder: string,
  chat: ChatServer,
  tellsRepeats: boolean,
  killAt: number | 'posted',
  atEnd: AtEnd,
): Promise<Ended> {
  const child = spawn(process.execPath, [root, folder, chat.url, String(tellsRepeats), String(killAt)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGTERM'), 30_000);
  atEnd(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err = `${err}${chunk}`.slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code, signal, out, err });
    });
  });
}

/** Asks for a change of one step, lets the bot be killed at a point, and starts another. */
async function killedAt(point: number | 'posted', tellsRepeats: boolean, atEnd: AtEnd) {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-kill-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const chat = await chatServer({ tellsRepeats, atEnd });
  chat.type('tg:1', '/put demo values="a"');
  const first = await bot(folder, chat, tellsRepeats, point, atEnd);
  const second = first.signal === 'SIGKILL' ? await bot(folder, chat, tellsRepeats, 0, atEnd) : first;
  const effects = join(folder, 'effects');
  const done = existsSync(effects) ? readFileSync(effects, 'utf8').trim().split('\n') : [];
  return { first, second, chat, done };
}

/** About as many as there are; the last one tells that there are no more. */
const points = 40;
const chosen = rotatingThird(points);

/** Where the next process can tell only that the other one is gone, this is what there is to say. */
const truths = [/done in/, /Run 1 .* was interrupted.*\/resume 1/s, /I was restarted while I worked on this/];

describe.concurrent(`a bot killed with -9 at any of ${points} points between a message and its answer`, () => {
  test.for(chosen)(
    'point %i: the next one answers, in one message, and nothing is done twice',
    async (point, { onTestFinished }) => {
      const { first, second, chat, done } = await killedAt(point, true, onTestFinished);
      expect(second, second.err).toMatchObject({ code: 0, signal: null });
      expect(chat.shown.length, JSON.stringify(chat)).toBe(1);
      const [{ text = '' } = {}] = chat.shown;
      const told = truths.findIndex((truth) => truth.test(text));
      expect(told, text).toBeGreaterThanOrEqual(0);
      expect(done.filter((effect) => effect === 'put a').length).toBeLessThanOrEqual(1);
      if (told === 0) expect(done).toEqual(['put a']);
      if (told === 2) expect(done).toEqual([]);
      if (point === points) expect(first.signal, first.out).toBe(null);
      else if (point < points / 2) expect(first.signal).toBe('SIGKILL');
    },
  );
});

test('between the sending and its row: where the chat cannot tell, the second one says that it may be a repetition', async ({
  onTestFinished,
}) => {
  const { first, second, chat } = await killedAt('posted', false, onTestFinished);
  expect(first.signal).toBe('SIGKILL');
  expect(second, second.err).toMatchObject({ code: 0, signal: null });
  expect(chat.shown.length).toBe(2);
  expect(chat.shown[0]?.text).not.toContain('You may have seen this before');
  expect(chat.shown[1]?.text).toContain('You may have seen this before');
  expect(chat.shown[1]?.text).toMatch(/Run 1 .* was interrupted/);
});
