import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { logSpec } from '../../../src/actions/logs/log-spec.ts';
import { type LogQuery, readLogs } from '../../../src/actions/logs/read-logs.ts';
import { onlyPath } from '../../actions/logs/only-reader.ts';
import { folder, thisMachine } from '../../actions/logs/this-machine.ts';
import { examples } from '../../examples.ts';

const room = folder();
afterAll(() => room.remove());

interface Entry {
  readonly atMs: number;
  readonly message: string;
  readonly priority: number;
  readonly pid: number;
}

const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
/** The form of `journalctl -o export`: a value that is not of one printable line has its length before it. */
function exported({ atMs, message, priority, pid }: Entry, at: number): Buffer {
  const text = Buffer.from(message);
  const plain = [...message].every((letter) => letter >= ' ' || letter === '\t'); // as journald tells them apart
  const field = plain
    ? Buffer.concat([Buffer.from('MESSAGE='), text])
    : Buffer.concat([Buffer.from('MESSAGE\n'), uint64(text.length), text]);
  const head = `__CURSOR=s=a;i=${at}\n__REALTIME_TIMESTAMP=${atMs * 1_000}\n_BOOT_ID=0123\nPRIORITY=${priority}\n_PID=${pid}\nSYSLOG_IDENTIFIER=app\n`;
  return Buffer.concat([Buffer.from(head), field, Buffer.from('\n\n')]);
}
const asJson = ({ atMs, message, priority, pid }: Entry, at: number): string =>
  `${JSON.stringify({ __CURSOR: `s=a;i=${at}`, __REALTIME_TIMESTAMP: String(atMs * 1_000), PRIORITY: String(priority), _PID: String(pid), SYSLOG_IDENTIFIER: 'app', MESSAGE: message })}\n`;

let made = 0;
/** A machine whose journal has these entries, whatever it is asked for. */
function journalOf(entries: readonly Entry[], reader: 'perl' | 'python3') {
  made += 1;
  const place = join(room.path, String(made));
  mkdirSync(place);
  writeFileSync(join(place, 'export'), Buffer.concat(entries.map(exported)));
  writeFileSync(join(place, 'json'), entries.map(asJson).join(''));
  const program = `#!/bin/sh\ncase " $* " in *" json "*) exec cat '${place}/json' ;; *) exec cat '${place}/export' ;; esac\n`;
  writeFileSync(join(place, 'journalctl'), program);
  chmodSync(join(place, 'journalctl'), 0o755);
  symlinkSync('/bin/cat', join(place, 'cat'));
  return thisMachine({ path: [place, onlyPath(reader)].join(delimiter), tz: 'Europe/Berlin' });
}
async function ask(entries: readonly Entry[], query: LogQuery, reader: 'perl' | 'python3' = 'perl') {
  const log = { ...logSpec.parse({ host: 'here', journal: 'app.service' }), id: 'journal', system: 'demo' };
  const context = { hosts: journalOf(entries, reader), now: () => Date.now(), signal: AbortSignal.timeout(60_000) };
  const [one] = await readLogs([log], query, context);
  if (one?.result.ok !== true) throw new Error(JSON.stringify(one));
  return one.result.value.read;
}

const start = Date.UTC(2026, 9, 24, 23);
const messages = [
  'started',
  'GET /health 200',
  'there was no ERROR at all',
  'Out of memory: Killed process 7',
  'INFO:     127.0.0.1:5 - "GET / HTTP/1.1" 200 OK',
  'ERROR:    Exception in ASGI application',
  'Traceback (most recent call last):',
  '  File "main.py", line 42',
  'TimeoutError: no answer',
  '{"level":50,"time":1795305599000,"msg":"refused"}',
  '{"level":"info","msg":"PRIORITY=3"}',
  'two\nlines\n\n__CURSOR=forged\nMESSAGE=ERROR forged',
  'warn: slow',
  'fatal: gone',
  '',
  '[error] of nginx',
  'Segfault at 0',
  'quite usual',
];
const entry = fc.record({
  gapMs: fc.constantFrom(0, 1, 40, 999, 1_001, 60_000),
  message: fc.constantFrom(...messages, ...Array.from({ length: 12 }, (_, n) => `request ${n}`)),
  priority: fc.constantFrom(6, 6, 6, 6, 6, 7, 5, 4, 3, 2),
  pid: fc.constantFrom(7, 7, 7, 8),
});
const journals = fc.array(entry, { maxLength: 400, size: 'max' }).map((all) => {
  let atMs = start;
  return all.map(({ gapMs, ...one }) => {
    atMs += gapMs;
    return { ...one, atMs };
  });
});
const window = { sinceMs: start - 1, untilMs: start + 400 * 60_000 };

describe('the journal of a unit', () => {
  test.each(['perl', 'python3'] as const)(
    'faults alone, for which most entries are passed over by %s, are those of a look at every entry',
    async (reader) => {
      await fc.assert(
        fc.asyncProperty(journals, async (entries) => {
          const faults = await ask(entries, { window, level: 40, signatures: 40, keep: 1_000 }, reader);
          const every = await ask(entries, { window, hours: true, modules: true, keep: 1_000 });
          const wanted = every.entries.filter(({ level }) => level >= 40);
          expect(faults.entries).toEqual(wanted);
          expect(faults.matched).toBe(every.hours.reduce((sum, { errors }) => sum + errors, 0));
        }),
        { numRuns: examples(40) },
      );
    },
  );

  test('many megabytes, and entries of several, are read in bounded room', async () => {
    const entries = Array.from({ length: 40_000 }, (_, at) => ({
      atMs: start + at * 100,
      message:
        at % 1_000 === 0
          ? `ERROR ${at}`
          : at === 20_001
            ? 'x'.repeat(9_000_000)
            : at === 20_002
              ? `\n${'y'.repeat(9_000_000)}`
              : `request ${at}`,
      priority: 6,
      pid: 7,
    }));
    const read = await ask(entries, { window, level: 40, keep: 1_000 });
    expect(read.matched).toBe(40);
    expect(read.cutLines).toBe(1);
  });

  test('when a clock was set back, its entries are still those of their moments', async () => {
    // 25 October 2026, 01:00 UTC: 03:00 becomes 02:00 in Berlin.
    const entries = Array.from({ length: 24 }, (_, at) => ({
      ...{ atMs: start + at * 600_000, message: `ERROR ${at}`, priority: 3, pid: 7 },
    }));
    const read = await ask(entries, {
      window: { sinceMs: start + 2 * 3_600_000, untilMs: start + 3 * 3_600_000 - 1 },
      level: 40,
      keep: 99,
    });
    expect(read.entries.map(({ atMs }) => atMs)).toEqual(
      entries.map(({ atMs }) => atMs).filter((atMs) => atMs >= start + 7_200_000 && atMs < start + 10_800_000),
    );
    expect(read.entries[0]?.text).toMatch(/^2026-10-25 02:00:00 app\[7\]: ERROR 12/);
  });
});
