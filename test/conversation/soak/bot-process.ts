import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Chats, secretsOf } from '../cast.ts';

const root = join(import.meta.dirname, '../../roots/bot-in-the-soak.ts');

export interface BotProcess {
  /** As `kill -9`; another one is started at once. */
  kill(): Promise<void>;
  /** As it is ended by those who run it. */
  end(): Promise<void>;
  /** Whatever became of it, it is gone. */
  clear(): void;
}

/** A bot in a process of its own, on the configuration in `dir`. */
export function botProcess(
  dir: string,
  chats: Chats,
  clock: { readonly speed: number; readonly sinceMs: number },
): BotProcess {
  const start = (): ChildProcess =>
    spawn(process.execPath, [root, dir, String(clock.speed), String(clock.sinceMs)], {
      env: { ...process.env, ...secretsOf(chats) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  let child = start();
  /** What ended by itself, or not as it should, is a fault of the bot. */
  const gone = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the bot ended: ${child.exitCode}`);
    const closed = once(child, 'close');
    child.kill(signal);
    const limit = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await closed;
    clearTimeout(limit);
    if (signal === 'SIGTERM' && child.exitCode !== 0) throw new Error(`the bot did not end well: ${child.exitCode}`);
  };
  return {
    async kill() {
      await gone('SIGKILL');
      child = start();
    },
    end: () => gone('SIGTERM'),
    clear: () => void child.kill('SIGKILL'),
  };
}
