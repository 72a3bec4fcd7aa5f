import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { known } from '../../../src/bot/compose.ts';
import type { Known } from '../../../src/bot/config/checks/check.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';

const strange: Known = { commandWords: [], permissions: ['service:restart', 'status:read', 'bot:talk'] };

/** The demo with these schedules, and a scheduler that may read. */
function load(schedules: string, known: Known = strange) {
  const dir = mkdtempSync(join(tmpdir(), 'zhiban-schedules-'));
  cpSync(resolve('config/demo'), dir, { recursive: true });
  const file = join(dir, 'zhiban.yaml');
  const written = parse(readFileSync(file, 'utf8')) as Record<string, unknown>; // a mapping, as the loader wants it
  const grant = { role: 'clockwork', may: ['*:read', 'bot:talk'] };
  const roles = { admin: {}, 'on-call': {}, viewer: {}, clockwork: {} };
  const grants = [{ role: 'admin', may: ['bot:talk'] }, grant];
  const rest = { roles, machines: { scheduler: ['clockwork'] }, grants, schedules: parse(schedules) as unknown };
  writeFileSync(file, stringify({ ...written, ...rest }));
  const loaded = loadConfiguration(dir, {}, known);
  rmSync(dir, { recursive: true, force: true });
  return loaded;
}

test('a schedule is read strictly, in the zone of the team unless told', () => {
  const loaded = load(
    'nightly: { cron: "0 2 * * *", command: /health demo, timeZone: Asia/Shanghai }\nnoon: { cron: "0 12 * * *", command: /health }',
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  expect(loaded.configuration.warnings).toEqual([]);
  expect(loaded.configuration.settings.schedules).toMatchObject([
    { id: 'nightly', timeZone: 'Asia/Shanghai', days: 'every', say: 'always', catchUp: true },
    { id: 'noon', timeZone: 'UTC' },
  ]);
});

describe('what a schedule names is looked at when the configuration is read', () => {
  test.each([
    ['{ cron: "0 2 * * *", command: /helth demo }', 'helth'],
    ['{ cron: "0 2 * * *", command: /restart llm }', 'needs service:restart on demo, which the scheduler may not'],
    ['{ cron: "0 2 * * *", command: /freeze "at night" }', 'needs bot:freeze'],
    ['{ cron: "0 2 * * *", command: /health demo, post: { platform: web, space: nowhere } }', 'no channel web nowhere'],
  ])('%s is a fault', (schedule, words) => {
    const loaded = load(`nightly: ${schedule}`, known);
    if (loaded.ok) throw new Error('it loaded');
    expect(loaded.faults.map(({ message }) => message).join('\n')).toContain(words);
  });

  test('what the scheduler may do is none', () => {
    const schedule = '{ cron: "0 2 * * *", command: /health, post: { platform: web, space: on-call } }';
    expect(load(`nightly: ${schedule}`, known)).toMatchObject({ ok: true });
  });
});

test.each([
  ['{ cron: "61 2 * * *", command: /health }', 'five fields'],
  ['{ cron: "0 2 * * *", command: health }', 'slash'],
  ['{ cron: "0 2 * * *", command: /health, timeZone: Mars/Olympus }', 'time zone'],
  ['{ cron: "0 2 * * *" }', 'command'],
])('%s is a fault with its place', (schedule, words) => {
  const loaded = load(`nightly: ${schedule}`);
  if (loaded.ok) throw new Error('it loaded');
  expect(
    loaded.faults.some(
      ({ file, line, message }) => file.endsWith('zhiban.yaml') && line > 1 && message.includes(words),
    ),
  ).toBe(true);
});
