import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';

const known = { commandWords: [], permissions: ['service:restart', 'status:read', 'bot:talk'] };

function load(schedules: string) {
  const dir = mkdtempSync(join(tmpdir(), 'zhiban-schedules-'));
  cpSync(resolve('config/demo'), dir, { recursive: true });
  writeFileSync(join(dir, 'schedules.yaml'), schedules);
  const loaded = loadConfiguration(dir, {}, known);
  rmSync(dir, { recursive: true, force: true });
  return loaded;
}

test('a schedule is read strictly and, until something runs it, warned of', () => {
  const loaded = load('schedules:\n  nightly: { cron: "0 2 * * *", command: /health demo, timeZone: Asia/Shanghai }\n');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  expect(loaded.configuration.warnings.map(({ message }) => message)).toContain(
    'schedule nightly is not run by this version',
  );
});

test.each([
  ['{ cron: "61 2 * * *", command: /health }', 'five fields'],
  ['{ cron: "0 2 * * *", command: health }', 'slash'],
  ['{ cron: "0 2 * * *", command: /health, timeZone: Mars/Olympus }', 'time zone'],
  ['{ cron: "0 2 * * *" }', 'command'],
])('%s is a fault with its place', (schedule, words) => {
  const loaded = load(`schedules:\n  nightly: ${schedule}\n`);
  if (loaded.ok) throw new Error('it loaded');
  expect(
    loaded.faults.some(
      ({ file, line, message }) => file.endsWith('schedules.yaml') && line === 2 && message.includes(words),
    ),
  ).toBe(true);
});
