import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { secretsOf, settleIn, telegramIds } from '../conversation/cast.ts';
import { openShop } from '../conversation/shop.ts';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';
import { projectRoot } from './cli.ts';

async function until(holds: () => unknown, said: () => string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never came about: ${String(holds)}; said: ${said()}`);
    await wait(10);
  }
}

async function aTelegram(): Promise<TelegramEmulator> {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  settleIn({ telegram });
  return telegram;
}

test('a bot whose Telegram is configured elsewhere goes there by SIGHUP and by /reconfigure, without ending', async () => {
  const [here, there] = await Promise.all([aTelegram(), aTelegram()]);
  // Nothing said in one has the number of something said in the other.
  there.world.updates.allowed = ['none'];
  for (let said = 0; said < 20; said += 1) there.type(telegramIds.alice, 'to nobody');
  const { home, clear } = await openShop({ telegram: here });
  onTestFinished(clear);
  const file = join(home, 'config/zhiban.yaml');
  const move = (from: TelegramEmulator, to: TelegramEmulator): void =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(from.apiRoot, to.apiRoot));

  const child = spawn(process.execPath, ['src/bot/main.ts', 'start', '--config', join(home, 'config')], {
    cwd: projectRoot,
    env: { ...process.env, ...secretsOf({ telegram: here }) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  const comes = (holds: () => unknown): Promise<void> => until(holds, () => said);
  const shown = (telegram: TelegramEmulator) => telegram.shown(telegramIds.alice).map(({ text }) => text);
  const isAnswered = async (telegram: TelegramEmulator): Promise<void> => {
    await comes(() => telegram.world.updates.polled());
    const before = shown(telegram).length;
    telegram.type(telegramIds.alice, '/whoami');
    await comes(() => shown(telegram).length > before);
  };

  await isAnswered(here);
  move(here, there);
  child.kill('SIGHUP');
  await comes(() => said.includes('connected anew: telegram'));
  await isAnswered(there);
  expect(here.world.updates.polled()).toBe(false);

  move(there, here);
  there.type(telegramIds.alice, '/reconfigure');
  // It is answered where the bot is then.
  await comes(() => shown(here).some((text) => text.includes('Connecting anew: telegram')));
  await isAnswered(here);
  expect(child.exitCode).toBe(null);
});
