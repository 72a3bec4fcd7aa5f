import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';

const holders = globalThis as { zhibanLabHeld?: Promise<void> };

/**
 * Tests of two processes never meet on one lab: whoever calls this holds it until its process ends, however it ends.
 * Waits for whoever holds it now.
 */
export function holdLab(home: string): Promise<void> {
  holders.zhibanLabHeld ??= hold(join(home, 'tests.lock'));
  return holders.zhibanLabHeld;
}

async function hold(file: string): Promise<void> {
  // `cat` ends with the pipe that this process holds open.
  const holder = spawn('flock', ['-w', '1200', file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(holder, 'exit').then(([code]) => {
    throw new Error(`somebody else held the lab for 20 minutes (flock ended with ${code})`);
  });
  ended.catch(() => {}); // after it was held nobody asks any more
  await Promise.race([once(holder.stdout, 'data'), ended]);
  holder.unref();
  for (const pipe of [holder.stdin, holder.stdout]) (pipe as unknown as Socket).unref(); // pipes of a child are sockets
}
