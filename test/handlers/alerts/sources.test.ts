import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import {
  alertmanagerSource,
  grafanaSource,
  jsonSource,
  type Source,
  zkAgentSource,
} from '../../../src/handlers/alerts/alert-settings.ts';
import { bodyFault, signalsOf } from '../../../src/handlers/alerts/sources/signals-of.ts';
import { labSettings } from '../../fakes/lab-settings.ts';

const inventory = systemsToInventory(labSettings().systems);
const nowMs = Date.UTC(2026, 10, 22);
const read = (body: unknown, source: Source) => signalsOf(body, { source, name: 'src', inventory, nowMs, digest: 'd' });
const payload = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'payloads', `${name}.json`), 'utf8'));

describe('Alertmanager, as it really posts', () => {
  const source = alertmanagerSource.parse({ kind: 'alertmanager' });
  test('A2: what fires and what is resolved is the same thing, of the system its labels name', () => {
    const [fires] = read(payload('alertmanager-firing'), source);
    const [over] = read(payload('alertmanager-resolved'), source);
    expect(fires).toMatchObject({
      fingerprint: 'src:9ddf7ca97d40c718',
      state: 'firing',
      level: 'critical',
      system: 'talentlens',
      service: 'nginx',
      host: 'h1',
      name: 'NginxDown',
      text: { outside: 'nginx on h1 does not answer' },
      link: 'https://runbooks.example.com/nginx-down',
    });
    expect(fires).not.toHaveProperty('endsAtMs'); // of year 1 while it fires
    expect(over).toMatchObject({ fingerprint: fires?.fingerprint, group: fires?.group, state: 'resolved' });
    expect(over?.startsAtMs).toBe(fires?.startsAtMs);
    expect(over?.endsAtMs).toBe(Date.parse('2026-11-21T22:29:57.158Z'));
  });

  test('a body of another form is refused before it is kept', () => {
    expect(bodyFault('alertmanager', payload('alertmanager-firing'))).toBeUndefined();
    expect(bodyFault('alertmanager', { alerts: [{ status: 'maybe' }] })).toContain('alerts.0.status');
    expect(bodyFault('alertmanager', [])).toContain('expected object');
    expect(bodyFault('json', 'words')).toContain('object or list is wanted');
  });

  test('what is kept of one alert is small, whatever it brings', () => {
    const long = 'x'.repeat(100_000);
    const labels = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`label${at}`, long.slice(0, 2_000)]));
    const alert = { status: 'firing', labels: { alertname: 'Many', host: long, ...labels }, panelURL: long };
    const body = { receiver: long, groupKey: long, alerts: [alert, { ...alert, fingerprint: long }] };
    const signals = read(body, source);
    expect(signals).toHaveLength(2);
    for (const signal of signals) {
      expect(signal.name).toBe('Many');
      expect(JSON.stringify(signal).length).toBeLessThan(150_000);
    }
  });

  test('a system it does not know is not taken over from outside', () => {
    const body = { alerts: [{ status: 'firing', labels: { alertname: 'X', system: 'nowhere' } }] };
    expect(read(body, source)[0]).not.toHaveProperty('system');
    expect(read(body, { ...source, system: 'teaching' })[0]).toMatchObject({ system: 'teaching' });
  });
});

test('A2: Grafana posts the same form with its own fields', () => {
  const [signal] = read(payload('grafana-firing'), grafanaSource.parse({ kind: 'grafana', system: 'teaching' }));
  expect(signal).toMatchObject({ state: 'firing', name: 'High latency', system: 'teaching', level: 'warning' });
  expect(signal?.link).toContain('viewPanel');
});

describe('any JSON, as the configuration maps it', () => {
  const source = jsonSource.parse({
    kind: 'json',
    system: 'teaching',
    map: {
      alerts: 'data.items',
      name: 'monitor.name',
      id: 'monitor.id',
      text: 'msg',
      severity: 'level',
      state: 'status',
      resolvedValues: [1, 'up'],
      labels: { service: 'monitor.name' },
    },
  });
  const body = {
    data: {
      items: [
        { monitor: { name: 'llm', id: 7 }, msg: 'timeout', level: 'CRITICAL', status: 0 },
        { monitor: { name: 'backend', id: 8 }, status: 1 },
        { status: 0 },
      ],
    },
  };
  test('reads the words where they are, and what has no name is no alert', () => {
    expect(read(body, source)).toMatchObject([
      { fingerprint: 'src:7', state: 'firing', level: 'critical', service: 'llm', text: { outside: 'timeout' } },
      { fingerprint: 'src:8', state: 'resolved', service: 'backend' },
    ]);
  });

  test.each([[null], [[]], [{ data: 1 }], [{ data: { items: 'x' } }]])('%j is no alert and no error', (odd) => {
    expect(read(odd, source)).toEqual([]);
  });

  test('reaches nothing that is not in the body', () => {
    const odd = jsonSource.parse({ kind: 'json', map: { name: 'constructor.name' } });
    expect(read({}, odd)).toEqual([]);
  });
});

describe("A3: ZK-Agent's error webhook", () => {
  const source = zkAgentSource.parse({ kind: 'zk-agent', system: 'teaching' });
  test.each([
    [{ type: 'DatabaseError', message: 'connect ECONNREFUSED 10.0.0.12:5432', module: 'prisma', level: 'error' }],
    [{ error: { name: 'DatabaseError', message: 'connect ECONNREFUSED 10.0.0.12:5432' }, component: 'prisma' }],
    [[{ code: 'DatabaseError', msg: 'connect ECONNREFUSED 10.0.0.12:5432', source: 'prisma' }]],
  ])('A3: %j is an error of its sort and place', (body) => {
    expect(read(body, source)).toMatchObject([
      {
        name: 'DatabaseError',
        state: 'firing',
        level: 'critical',
        system: 'teaching',
        title: { outside: 'DatabaseError prisma' },
      },
    ]);
  });

  test('A3: the same error with other numbers is the same one', () => {
    const [one] = read({ message: 'task 4711 failed after 31 s', type: 'Task' }, source);
    const [other] = read({ message: 'task 4712 failed after 3 s', type: 'Task' }, source);
    expect(one?.fingerprint).toBe(other?.fingerprint);
    expect(read({ message: 'another', type: 'Task' }, source)[0]?.fingerprint).not.toBe(one?.fingerprint);
  });

  test('a body without any words of an error is none', () => {
    expect(read({ hello: 1 }, source)).toEqual([]);
  });
});
