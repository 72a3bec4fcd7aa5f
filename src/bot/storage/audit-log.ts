import type { KeyObject } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { inertJson } from '../../handlers/language/inert.ts';
import type { AuditEntry, AuditLog, AuditRow } from '../../handlers/store/audit-log.ts';
import type { Append } from './audit-append.ts';
import type { ChainRow } from './audit-chain.ts';
import type { AuditHead } from './audit-head.ts';
import { foreignTriggers } from './audit-triggers.ts';
import { verifyTrail } from './audit-verify.ts';
import type { Connection } from './database.ts';
import { storeAnswer } from './deliveries.ts';
import { read, type Write } from './write.ts';

const pageRows = 500;
const maxListed = 1_000;

export function sqliteAuditLog(
  write: Write,
  reads: Connection,
  append: Append,
  key: KeyObject,
  head: AuditHead,
): AuditLog {
  return {
    append: (entry) => write((connection) => append(connection, entry)),
    close: (entry, delivery) =>
      write((connection) => {
        if (delivery !== undefined) storeAnswer(connection, delivery.key, delivery.answer);
        return append(connection, entry);
      }),
    list: ({ limit, system, principal, beforeSeq }) =>
      read(reads, (connection) => {
        const wanted = [
          { where: 'system = ?', value: system },
          { where: 'principal = ?', value: principal },
          { where: 'seq < ?', value: beforeSeq },
        ].filter(({ value }) => value !== undefined);
        const where = wanted.length === 0 ? '' : `WHERE ${wanted.map((each) => each.where).join(' AND ')}`;
        return connection
          .sql<ChainRow>(`SELECT seq, entry, mac FROM audit ${where} ORDER BY seq DESC LIMIT ?`)
          .all(...wanted.map(({ value }) => value), Math.min(limit, maxListed))
          .map(auditRow);
      }),
    verify: () =>
      verifyTrail(key, {
        pages: () => auditPages(reads),
        head: head.read,
        triggers: () => read(reads, foreignTriggers),
        row: (seq) =>
          read(reads, (connection) =>
            connection.sql<ChainRow>('SELECT seq, entry, mac FROM audit WHERE seq = ?').get(seq),
          ),
      }),
  };
}

/** The whole trail as JSON lines, oldest first, each with its seq and mac. Holds one page. */
export async function* exportAudit(reads: Connection): AsyncIterable<string> {
  for await (const page of auditPages(reads)) for (const row of page) yield `${inertJson(auditRow(row))}\n`;
}

/** Rows written meanwhile are included; a long transaction would keep SQLite from tidying its log. */
async function* auditPages(reads: Connection): AsyncIterable<readonly ChainRow[]> {
  for (let after = 0; ; ) {
    const page = await read(reads, (connection) =>
      connection
        .sql<ChainRow>('SELECT seq, entry, mac FROM audit WHERE seq > ? ORDER BY seq LIMIT ?')
        .all(after, pageRows),
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.seq;
    await turn();
  }
}

export function auditRow({ seq, entry, mac }: ChainRow): AuditRow {
  const written = JSON.parse(entry) as AuditEntry; // `append` wrote it from one
  return { ...written, seq, mac };
}
