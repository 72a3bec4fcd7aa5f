import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../contract/storage/temp-folder.ts';
import { type ChatServer, chatServer } from './chat-server.ts';

const root = join(import.meta.dirname, '../roots/bot-killed-anywhere.ts');

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function bot(folder: string, chat: ChatServer, tellsRepeats: boolean, killAt: number): Promise<Ended> {
  const child = spawn(process.execPath, [root, folder, chat.url, String(tellsRepeats), String(killAt)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGTERM'), 30_000);
  onTestFinished(() => void child.kill('SIGKILL'));
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

/** Asks for a change of two steps, lets the bot be killed at a point, and starts another. */
async function killedAt(point: number, tellsRepeats: boolean) {
  const folder = tempFolder();
  const chat = await chatServer({ tellsRepeats });
  chat.type('tg:1', '/put demo values="a,b"');
  const first = await bot(folder, chat, tellsRepeats, point);
  const second = first.signal === 'SIGKILL' ? await bot(folder, chat, tellsRepeats, 0) : first;
  const effects = join(folder, 'effects');
  const done = existsSync(effects) ? readFileSync(effects, 'utf8').trim().split('\n') : [];
  return { first, second, chat, done };
}

/** About as many as there are; the last one tells that there are no more. */
const points = 52;
const third = Math.floor(Date.now() / 86_400_000) % 3;
const chosen = Array.from({ length: points }, (_, at) => at + 1).filter(
  (point) => process.env.TEST_ALL === '1' || point % 3 === third || point === points,
);

/** Where the next process can tell only that the other one is gone, this is what there is to say. */
const truths = [/done in/, /Run 1 .* was interrupted.*\/resume 1/s, /I was restarted while I worked on this/];

describe.concurrent(`a bot killed with -9 at any of ${points} points between a message and its answer`, () => {
  test.each(chosen)('point %i: the next one answers, in one message, and nothing is done twice', async (point) => {
    const { first, second, chat, done } = await killedAt(point, true);
    expect(second, second.err).toMatchObject({ code: 0, signal: null });
    expect(chat.shown.length, JSON.stringify(chat)).toBe(1);
    const [{ text = '' } = {}] = chat.shown;
    const told = truths.findIndex((truth) => truth.test(text));
    expect(told, text).toBeGreaterThanOrEqual(0);
    expect(done.filter((effect) => effect === 'put a').length).toBeLessThanOrEqual(1);
    expect(done.filter((effect) => effect === 'put b').length).toBeLessThanOrEqual(1);
    if (told === 0) expect(done).toEqual(['put a', 'put b']);
    if (told === 2) expect(done).toEqual([]);
    if (point === points) expect(first.signal, first.out).toBe(null);
    else if (point < points / 2) expect(first.signal).toBe('SIGKILL');
  });
});

test('between the sending and its row: where the chat cannot tell, the second one says that it may be a repetition', async () => {
  let doubled = 0;
  for (const point of Array.from({ length: points }, (_, at) => at + 1)) {
    if (doubled > 0) break;
    const { second, chat } = await killedAt(point, false);
    expect(second, second.err).toMatchObject({ code: 0, signal: null });
    for (const { text } of chat.shown.slice(1)) {
      doubled += 1;
      expect(text).toContain('You may have seen this before');
    }
    expect(chat.shown.length).toBeLessThanOrEqual(2);
  }
  expect(doubled).toBe(1);
});
