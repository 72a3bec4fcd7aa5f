import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { logForms } from '../../../src/bot/doctor/log-forms.ts';
import { type Form, type Happened, lineOf, ownPattern } from '../../actions/logs/generated-log.ts';
import { folder, thisMachine } from '../../actions/logs/this-machine.ts';
import { lines, patientOf, systemOf } from '../../bot/doctor/cast.ts';

const room = folder();
afterAll(() => room.remove());
const start = Date.UTC(2026, 10, 21, 3);
const hour = 3_600_000;

const all = Array.from(
  { length: 400 },
  (_, at): Happened => ({ atMs: start + at * 1_000, level: 'INFO', module: 'app', text: `line ${at}`, trace: false }),
);
const textOf = (form: Form, offset = 0, entries = all): string =>
  entries.map((one) => `${lineOf(one, form, offset)}\n`).join('');

/** One log of such lines, as `zhiban check` tells it. */
async function told(
  text: string,
  more: Readonly<Record<string, unknown>> = {},
  tz = 'UTC',
): Promise<readonly string[]> {
  const path = join(room.path, 'app.log');
  writeFileSync(path, text);
  const end = start / 1_000 + 400;
  utimesSync(path, end, end);
  const patient = patientOf({ systems: [systemOf('demo', { logs: { app: { host: 'h1', path, ...more } } })] });
  const context = { hosts: thisMachine({ tz }), now: () => start, signal: AbortSignal.timeout(30_000) };
  return lines(await logForms(patient, context));
}

const mixed = [...all.slice(200), ...all.slice(0, 200).map((one) => ({ ...one, atMs: one.atMs - hour }))];
test.each([
  [
    'a log by the clock of the host',
    textOf('python', 28_800),
    {},
    "lines with date and time, the host's zone, +08:00 from UTC, times rise throughout",
  ],
  [
    'a log with its own zone',
    textOf('python', 19_800),
    { zone: 'Asia/Kolkata' },
    'lines with date and time, zone Asia/Kolkata, times rise throughout',
  ],
  [
    'a log whose lines name theirs',
    textOf('utc'),
    {},
    'lines with date and time, the zone in each line, times rise throughout',
  ],
  ['an access log', textOf('nginx', 28_800), {}, 'access log, the zone in each line, times rise throughout'],
  ['JSON lines', textOf('pino'), {}, 'JSON lines, the zone in each line, times rise throughout'],
  [
    'a form of its own',
    textOf('own', 28_800),
    { pattern: ownPattern },
    "its own pattern, the host's zone, +08:00 from UTC, times rise throughout",
  ],
  [
    'one that is out of order',
    textOf('utc', 0, mixed),
    {},
    'lines with date and time, the zone in each line, times do not rise throughout',
  ],
])('zhiban check tells of %s its form, zone and order', async (_what, text, more, words) => {
  expect(await told(text, more, 'Asia/Shanghai')).toEqual([`ok demo/app: ${words}`]);
});

test('an empty log is called so', async () => {
  expect(await told('')).toEqual(['ok demo/app: empty']);
});

test('lines without a time are a finding that says what to write', async () => {
  const [only] = await told('something\nhappened\n'.repeat(50));
  expect(only).toMatch(
    /^warning demo\/app: its lines say no time.* → in config\/systems\/demo\.yaml: logs\.app\.pattern/,
  );
});

test('a zone that cannot be is a finding: a line would have been written before its time', async () => {
  const [only] = await told(textOf('python', 28_800), {}, 'UTC');
  expect(only).toMatch(/^warning demo\/app: its last line lies 8 h after it was written.* → .*logs\.app\.zone/);
});
