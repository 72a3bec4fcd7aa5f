import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { monitorsOf } from '../../../../src/actions/monitors/monitors-of.ts';
import { known } from '../../../../src/bot/compose.ts';
import { loadConfiguration } from '../../../../src/bot/config/load-configuration.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-monitors-'));
  cpSync(join(import.meta.dirname, '../../../../config/demo'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (yaml: string) => {
  writeFileSync(join(folder, 'monitors.yaml'), yaml);
  return loadConfiguration(folder, { ZHIBAN_DEMO_HOME: join(tmpdir(), 'zhiban-no-such-state') }, known);
};
const faults = (yaml: string): readonly string[] => {
  const loaded = load(yaml);
  return loaded.ok ? [] : loaded.faults.map(({ line, message }) => `${line}: ${message}`);
};

describe('a monitor that could never be right is a fault of the configuration', () => {
  test.each<[string, string]>([
    [
      'metric: process_cpu_seconds_total, critical: 0.8',
      'compares the counter process_cpu_seconds_total bare: it only rises, so this would fire for ever',
    ],
    ['metric: http_requests_count, critical: 5', 'compares the counter http_requests_count bare'],
    ['metric: up', 'has no limit'],
    ['critical: 1', 'needs metric'],
  ])('%s: %s', (fields, words) => {
    const all = faults(`monitors:\n  it: { kind: metric, url: "http://localhost/metrics", ${fields} }\n`);
    expect(all).toHaveLength(1);
    expect(all[0]).toContain(words);
    expect(all[0]).toMatch(/^2: /);
  });

  test.each([
    ['it: { every: 1m }', 'monitor it of demo has no kind'],
    ['it: { kind: cpu, warning: 90, critical: 80 }', 'critical is not above warning'],
    ['it: { kind: error-rate, log: nowhere, critical: 5 }', 'there is no log "nowhere" in demo'],
    ['it: { kind: service, services: [llmm] }', 'there is no service "llmm" in demo'],
    ['it: { kind: load }', 'has no limit'],
    ['host: { kind: cpu }', 'no monitor may be called host'],
    ['it: { kind: cpus }', '2: '],
  ])('%s: %s', (yaml, words) => {
    expect(faults(`monitors:\n  ${yaml}\n`).join('\n')).toContain(words);
  });

  test('people and systems that are named must be there', () => {
    expect(faults('alerts: { people: [bobb], systems: { demmo: { people: [alicee] } } }\n').length).toBe(3);
  });

  test.each<[string, string | undefined]>([
    ['systems: [demo]', undefined],
    ['systems: [demo], system: demo', undefined],
    ['systems: [demmo]', 'there is no system "demmo"'],
    ['system: demmo', 'there is no system "demmo"'],
    ['systems: []', 'systems'],
  ])('a token bound to systems: %s', (fields, words) => {
    const yaml = `intake:\n  am: { kind: alertmanager, secret: { file: ../../nowhere }, ${fields} }\n`;
    const all = faults(yaml).filter((each) => !each.includes('the file of this secret'));
    if (words === undefined) expect(all).toEqual([]);
    else expect(all.join('\n')).toContain(words);
  });

  test('no source may speak with the name of the monitors, or its token could end their alerts', () => {
    const yaml = 'intake:\n  monitor: { kind: alertmanager, secret: { file: ../../nowhere } }\n';
    expect(faults(yaml).join('\n')).toContain('2: no source may be called monitor');
  });

  test('a counter whose rise is compared is fine', () => {
    expect(
      faults(
        'monitors:\n  it: { kind: metric, url: "http://localhost/metrics", metric: x_total, rate: true, critical: 1 }\n',
      ),
    ).toEqual([]);
  });
});

test('a system inherits field by field, from its thresholds where nothing is said, and may turn one off', () => {
  const loaded = load(
    'monitors:\n  cpu: { kind: cpu, every: 5s, for: 2m }\n  disk: { kind: disk, warning: 70, critical: 95 }\n  load: { kind: load, warning: 4 }\n',
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const [demo] = loaded.configuration.settings.systems;
  if (demo === undefined) throw new Error('no system');
  const own = { ...demo, monitors: { ...demo.monitors, load: { ...demo.monitors.load, off: true } } };
  expect(monitorsOf(own)).toMatchObject([
    { id: 'cpu', everyMs: 5_000, forMs: 120_000, limits: { warning: 80, clears: 4 } },
    { id: 'disk', everyMs: 60_000, forMs: 0, limits: { warning: 70, critical: 95, clears: 3.5 } },
  ]);
});
