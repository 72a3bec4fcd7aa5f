// Rows of the audit trail a second, each on the disk before the next is asked for, against the disk's own rate: a file
// of the size SQLite's log has, overwritten piece by piece with what one row takes there, flushed (fdatasync) each time.
// Turn and turn about; medians.
//   npm run bench -- audit [rounds]
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databaseName, openStore } from '../src/bot/storage/open-store.ts';
import type { AuditEntry } from '../src/handlers/store/audit-log.ts';
import { median, printMachine, printTable } from './peers/table.ts';

const rounds = Number(process.argv[2] ?? '15');
const perRound = 300;
/** The state lies on a disk; /tmp is memory on many machines. */
const folder = mkdtempSync(join(resolve(import.meta.dirname, '..'), '.zhiban-bench-audit-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const opened = await openStore({ folder: join(folder, 'state'), instance: 'bench', now: Date.now });
const row: AuditEntry = {
  atMs: Date.UTC(2026, 10, 21),
  principal: 'bob',
  via: 'telegram:12345',
  event: 'query.ended',
  action: 'health',
  system: 'teaching',
  outcome: 'ok',
  configuration: 'a326217d8b41',
};
const log = join(folder, 'state', `${databaseName}-wal`);

/** What one row adds to SQLite's log. */
async function bytesOfARow(): Promise<number> {
  const before = statSync(log).size;
  for (let n = 0; n < 20; n += 1) await opened.store.audit.append(row);
  return Math.round((statSync(log).size - before) / 20);
}
const rowBytes = await bytesOfARow();

/** SQLite begins its log anew at a thousand pages: from then on it overwrites. */
const logBytes = 4 * 1024 * 1024;
const file = openSync(join(folder, 'flat'), 'w');
writeSync(file, Buffer.alloc(logBytes + 2 * rowBytes));
fdatasyncSync(file);
let at = 0;
const flush = (bytes: number) => () => {
  writeSync(file, Buffer.alloc(bytes, 1), 0, bytes, at);
  at = (at + bytes) % logBytes;
  fdatasyncSync(file);
};

const plain = new Sqlite(join(folder, 'plain.db'));
plain.pragma('journal_mode = WAL');
plain.pragma('synchronous = FULL');
plain.exec('CREATE TABLE audit (seq INTEGER PRIMARY KEY, entry TEXT NOT NULL, mac TEXT NOT NULL) STRICT');
const insert = plain.prepare('INSERT INTO audit (entry, mac) VALUES (?, ?)');
const text = JSON.stringify(row);

const ways: Readonly<Record<string, () => unknown>> = {
  'the disk, 512 bytes': flush(512),
  [`the disk, ${rowBytes} bytes (a row of ours)`]: flush(rowBytes),
  'SQLite, a table of three columns': () => insert.run(text, 'x'.repeat(64)),
  'an audit row of ours': () => opened.store.audit.append(row),
};
const rates = new Map<string, number[]>();
const add = (name: string, rate: number) => rates.set(name, [...(rates.get(name) ?? []), rate]);
const names = Object.keys(ways);
// A thousand of each, unmeasured: then each log has its full size.
for (const work of Object.values(ways)) for (let n = 0; n < 1_000; n += 1) await work();
for (let round = 0; round < rounds; round += 1) {
  for (let turn = 0; turn < names.length; turn += 1) {
    const name = names[(turn + round) % names.length] ?? '';
    const startedAt = performance.now();
    for (let n = 0; n < perRound; n += 1) await ways[name]?.();
    add(name, (perRound / (performance.now() - startedAt)) * 1_000);
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: perRound }, () => opened.store.audit.append(row)));
  add('ours, asked for together', (perRound / (performance.now() - startedAt)) * 1_000);
}
await opened.close();
plain.close();
closeSync(file);

const rate = (name: string): number => median(rates.get(name) ?? []);
const disk = names[1] ?? '';
printMachine();
printTable([
  ['rows a second', 'median', 'the disk = 1'],
  ...[...rates.keys()].map((name) => [name, rate(name).toFixed(0), (rate(name) / rate(disk)).toFixed(2)]),
]);
console.log(`\none at a time: ${(rate('an audit row of ours') / rate(disk)).toFixed(2)} x the disk (goal 0.9)`);
