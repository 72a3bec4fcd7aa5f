import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Ways of answering `/whoami` with one message on one platform, each against an emulator of its own on this machine. */
export interface ChatContest {
  readonly name: string;
  /** The way the others are compared with comes first. Resolves when the answer can be seen there. */
  readonly ways: Readonly<Record<string, ChatWay>>;
  close(): Promise<void>;
}

export interface ChatWay {
  answer(): Promise<void>;
  /** What it is compared with, where that is not the first one. */
  readonly beside?: string;
  /** Flushed commits so far; left out: it keeps nothing. */
  commits?(): number;
}

/** Looks at every turn of the event loop, as nobody's timer is as fine as that. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setImmediate(done));
}

/** A file system in memory, where a flush costs nothing; Linux has one. */
const memory = '/dev/shm';

/** The same bot with its state in memory: what is left is our own work. Undefined where there is no such place. */
export async function inMemory<T>(open: () => Promise<T>): Promise<T | undefined> {
  if (!existsSync(memory)) return undefined;
  const folder = mkdtempSync(join(memory, 'zhiban-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await open();
  } finally {
    process.env.TMPDIR = before;
  }
}
