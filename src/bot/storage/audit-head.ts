import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import * as z from 'zod';
import type { Connection } from './database.ts';
import { writeWhole } from './state-folder.ts';

/** The end of the trail. */
export interface HeadRow {
  readonly seq: number;
  readonly mac: string;
}

/** The end of the trail kept outside the database: what shows that its tail was cut or an old copy put back. */
export interface AuditHead {
  /**
   * `undefined`: there is none, or not one that was written with this key. Never earlier than this process has seen it: an
   * older file and an older database put back together fit each other, but not what is remembered here.
   */
  read(): HeadRow | undefined;
  /** Makes the file, flushed to the disk. */
  create(head: HeadRow): void;
  /** Brings the file to the end of the trail. Never throws: a head that lags leaves rows unproven, not lost. */
  follow(trail: Connection): void;
}

const headFile = z.strictObject({ seq: z.int().min(0), mac: z.string(), seal: z.string() });

/** One disk sector: overwritten in place it is the old one or the new one, needs no space, and costs no flush. */
const fileBytes = 512;

export function auditHead(path: string, key: KeyObject, warn: (message: string) => void): AuditHead {
  let known: { readonly text: string; readonly head: HeadRow } | undefined;
  let latest: HeadRow | undefined;
  const notBefore = (head: HeadRow): HeadRow => {
    if (latest === undefined || head.seq > latest.seq) latest = head;
    return latest;
  };

  const keep = (head: HeadRow, write: (text: string) => void): void => {
    const text = `${JSON.stringify({ ...head, seal: seal(key, head) }).padEnd(fileBytes - 1)}\n`;
    write(text);
    known = { text, head };
    notBefore(head);
  };
  const create = (head: HeadRow): void => keep(head, (text) => writeWhole(path, text, true));

  return {
    create,
    read() {
      // A read may meet a write of another process half-way; three times in a row it does not.
      for (let attempt = 0; attempt < 3; attempt++) {
        const text = readText(path);
        if (text === undefined) return undefined;
        if (text === known?.text) return notBefore(known.head);
        const head = parse(key, text);
        if (head !== undefined) return notBefore(head);
      }
      return undefined;
    },
    // Several processes write it; each looks again after its write, so the last one to write has seen the last row.
    follow(trail) {
      try {
        for (let turn = 0; turn < 100; turn++) {
          const tail = tailOf(trail);
          if (tail === undefined || tail.seq === known?.head.seq || tail.seq < (latest?.seq ?? 0)) return;
          keep(tail, (text) => {
            if (!overwrite(path, text)) writeWhole(path, text, true);
          });
        }
      } catch (error) {
        known = undefined;
        warn(`the audit head ${path} could not be written: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

export const tailOf = (trail: Connection): HeadRow | undefined =>
  trail.sql<HeadRow>('SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1').get();

/** Without the key nobody can write a head for rows of his choice. */
const seal = (key: KeyObject, { seq, mac }: HeadRow): string =>
  createHmac('sha256', key).update(`head ${seq} ${mac}`).digest('hex');

function parse(key: KeyObject, text: string): HeadRow | undefined {
  try {
    const { seq, mac, seal: found } = headFile.parse(JSON.parse(text));
    const wanted = Buffer.from(seal(key, { seq, mac }));
    const given = Buffer.from(found);
    return wanted.length === given.length && timingSafeEqual(wanted, given) ? { seq, mac } : undefined;
  } catch {
    return undefined;
  }
}

/** Other errors, such as no file handle left, say nothing about the file and are thrown. */
const isLost: ReadonlySet<unknown> = new Set(['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP']);
const lost = (error: unknown): boolean => error instanceof Error && 'code' in error && isLost.has(error.code);

function readText(path: string): string | undefined {
  try {
    return withFile(path, constants.O_RDONLY, (file) => {
      const bytes = Buffer.allocUnsafe(fileBytes);
      return bytes.toString('utf8', 0, readSync(file, bytes));
    });
  } catch (error) {
    if (lost(error)) return undefined;
    throw error;
  }
}

function overwrite(path: string, text: string): boolean {
  try {
    return withFile(path, constants.O_RDWR, (file) => writeSync(file, text, 0) === fileBytes);
  } catch (error) {
    if (lost(error)) return false;
    throw error;
  }
}

/** Never through a link: where root works on a user's state, that user could have any file overwritten. */
function withFile<T>(path: string, flags: number, use: (file: number) => T): T {
  const file = openSync(path, flags | constants.O_NOFOLLOW);
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
