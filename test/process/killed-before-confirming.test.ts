import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';

const root = join(import.meta.dirname, '../roots/bot-on-telegram.ts');
const alice = 1001;

/** Tests run side by side here: each ends what is its own. */
type AtEnd = (end: () => Promise<void>) => void;

async function bot(atEnd: AtEnd, folder: string, { apiRoot, token }: TelegramEmulator, killAt = '') {
  const child = spawn(process.execPath, [root, folder, apiRoot, token, killAt], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>; // as node tells it
  atEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('it ended before it was ready'))),
  ]);
  return { child, ended };
}

async function until(holds: () => unknown): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never came about: ${String(holds)}`);
    await wait(10);
  }
}

function waiting(folder: string): unknown {
  const database = new Sqlite(join(folder, 'zhiban.db'), { readonly: true });
  const count = database.prepare(`SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')`).pluck().get();
  database.close();
  return count;
}

test.concurrent.for(['kept', 'answered'] as const)(
  'a bot killed with -9 when an update is %s and not yet confirmed gets it again, and does it and answers it once',
  async (moment, { onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), 'zhiban-unconfirmed-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const telegram = await startTelegram();
    onTestFinished(() => telegram.close());
    telegram.user(alice);
    const effects = (): readonly string[] => {
      const file = join(folder, 'effects');
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    };
    const answers = () => telegram.shown(alice).map(({ text }) => text);

    const first = await bot(onTestFinished, folder, telegram, moment);
    await until(() => telegram.world.updates.polled());
    // The request that waits brings the update; the next one, which would confirm it, never arrives.
    telegram.faults.outage('cut', 'getUpdates');
    const { update } = telegram.type(alice, '/put demo values="once"');
    if (moment === 'answered') {
      // Shown, and written down that it is: what lies between is another test's.
      await until(() => answers().some((text) => text.includes('done in')) && waiting(folder) === 0);
      first.child.kill('SIGKILL');
    }
    expect((await first.ended)[1]).toBe('SIGKILL');
    expect(telegram.world.updates.waiting()).toEqual([update]);
    expect(effects()).toEqual(moment === 'answered' ? ['put once'] : []);
    const before = telegram.calls.filter(({ method }) => method === 'sendMessage').length;

    telegram.faults.outage(undefined);
    const second = await bot(onTestFinished, folder, telegram);
    await until(() => telegram.world.updates.waiting().length === 0);
    await until(() => answers().some((text) => text.includes('done in')));
    // What comes after it is answered too: nothing of the first is still on its way.
    telegram.type(alice, '/whoami');
    await until(() => answers().some((text) => text.includes('You are Alice')));
    expect(effects()).toEqual(['put once']);
    expect(answers()).toHaveLength(2);
    expect(answers()[0]).toContain('done in');
    expect(answers().join('\n')).not.toContain('may have seen this before');
    const posted = telegram.calls.filter(({ method }) => method === 'sendMessage').length - before;
    expect(posted).toBe(moment === 'answered' ? 1 : 2);
    second.child.kill('SIGKILL');
    await second.ended;
  },
);
