import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as tcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { silencesThere } from '../../src/bot/alertmanager/silences-there.ts';
import { intakeHandler } from '../../src/bot/http/intake/intake-server.ts';
import { alertmanagerSource } from '../../src/handlers/alerts/alert-settings.ts';
import type { FakeClock } from '../fakes/fake-clock.ts';
import { type AnAlertBot, anAlertBot } from '../handlers/alerts/an-alert-bot.ts';

const token = 'life-cycle-token-of-a-test';
const root = join(import.meta.dirname, '../..');

const clock: FakeClock = {
  now: Date.now,
  monotonic: () => performance.now(),
  advance: () => {},
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', stop, { once: true });
      function done(): void {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
      function stop(): void {
        clearTimeout(timer);
        reject(signal?.reason);
      }
      if (signal?.aborted === true) stop();
    }),
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = tcpServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // it listens
      server.close(() => resolve(port));
    });
  });
const portOf = (server: Server): number => (server.address() as AddressInfo).port; // it listens
const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));

let folder: string;
let it: AnAlertBot;
let intake: Server;
let target: Server;
let targetIsUp = true;
let api: string;
const children: ChildProcess[] = [];

const start = async (command: string, args: readonly string[], ready: string): Promise<void> => {
  const child = spawn(command, args, { cwd: folder, stdio: 'ignore' });
  children.push(child);
  await vi.waitFor(async () => expect((await fetch(ready)).status).toBe(200), { timeout: 40_000, interval: 100 });
};
const amtool = (...args: readonly string[]): string =>
  execFileSync('amtool', ['--alertmanager.url', api, ...args], { encoding: 'utf8' });
const room = (words: string, timeout = 30_000) =>
  expect.poll(() => it.shows().find((each) => each.includes(words)) ?? it.shows().join('\n---\n'), {
    timeout,
    interval: 50,
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-alertmanager-'));
  const port = await freePort();
  api = `http://127.0.0.1:${port}`;
  const source = alertmanagerSource.parse({ kind: 'alertmanager', api });
  it = await anAlertBot({ clock, intake: { am: source } });
  Object.assign(it.desk, {
    silencesElsewhere: silencesThere({
      sources: () => ({ am: source }),
      members: (id) => it.desk.store.alerts.members(id, 100),
      now: Date.now,
    }),
  });
  const handle = intakeHandler({
    intake: it.desk.store.intake,
    source: (name) => (name === 'am' ? { source, token } : undefined),
    now: Date.now,
    log: () => {},
  });
  intake = createServer((incoming, outgoing) => void (handle(incoming, outgoing) || outgoing.writeHead(404).end()));
  target = createServer((_request, response) =>
    targetIsUp ? response.end('uplifted_requests_total{status="200"} 1\n') : response.writeHead(500).end(),
  );
  await Promise.all([listening(intake), listening(target)]);
  const webhook = `http://127.0.0.1:${portOf(intake)}/intake/am`;
  // The shipped routing with times for a test.
  const routing = readFileSync(join(root, 'config/prometheus/alertmanager.yml'), 'utf8')
    .replace('http://127.0.0.1:8377/intake/alertmanager', webhook)
    .replace('/etc/alertmanager/zhiban-token', join(folder, 'token'))
    .replace('group_wait: 5s', 'group_wait: 0s')
    .replace('group_interval: 30s', 'group_interval: 500ms');
  writeFileSync(join(folder, 'token'), token);
  writeFileSync(join(folder, 'alertmanager.yml'), routing);
  const rules = readFileSync(join(root, 'config/prometheus/uplifted.rules.yml'), 'utf8');
  writeFileSync(
    join(folder, 'rules.yml'),
    rules.replaceAll(/for: \d+m/g, 'for: 500ms').replaceAll('system: uplifted', 'system: demo'),
  );
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
      rule_files: ['rules.yml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${port}`] }] }] },
      scrape_configs: [{ job_name: 'uplifted', static_configs: [{ targets: [`127.0.0.1:${portOf(target)}`] }] }],
    }),
  );
  const own = await freePort();
  await Promise.all([
    start(
      'prometheus-alertmanager',
      [
        '--config.file=alertmanager.yml',
        '--storage.path=am',
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      `${api}/-/ready`,
    ),
    start(
      'prometheus',
      ['--config.file=prometheus.yml', '--storage.tsdb.path=prom', `--web.listen-address=127.0.0.1:${own}`],
      `http://127.0.0.1:${own}/-/ready`,
    ),
  ]);
});

afterAll(async () => {
  await Promise.all(
    children.map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.kill('SIGKILL');
        }),
    ),
  );
  await it?.close();
  for (const server of [intake, target]) {
    server?.closeAllConnections();
    server?.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('A2: real Prometheus and Alertmanager', () => {
  test('A2: the shipped rules are good rules', () => {
    const files = ['uplifted', 'zk'].map((name) => join(root, `config/prometheus/${name}.rules.yml`));
    expect(execFileSync('promtool', ['check', 'rules', ...files], { encoding: 'utf8' })).toContain('SUCCESS');
    expect(amtool('check-config', join(root, 'config/prometheus/alertmanager.yml'))).toContain('SUCCESS');
  });

  test('A2: a target that goes down is one message in the room of its system, resolved when it is back', async () => {
    targetIsUp = false;
    await room('Uplifted does not answer').toMatch(/^■ demo · UpliftedDown .* · critical · since/);
    expect(await it.say1('bob', '/ack 1')).toContain('alert 1 is yours');
    await room('acknowledged by Bob').toContain('alert 1');
    targetIsUp = true;
    await room('resolved').toMatch(/^● demo · UpliftedDown .* · resolved .* · lasted/);
    expect(it.shows()).toHaveLength(1);
  });

  test('A2: what amtool adds arrives, is silenced there as well, and ends there when the silence ends', async () => {
    amtool(
      'alert',
      'add',
      'NginxDown',
      'system=demo',
      'instance=h1',
      'severity=critical',
      '--annotation=summary=no answer',
    );
    await room('NginxDown').toMatch(/NginxDown h1: no answer/);
    const id = /alert (\d+)/.exec(it.shows().find((words) => words.includes('NginxDown')) ?? '')?.[1];
    expect(await it.say1('bob', `/silence ${id} 1h "on it"`)).toContain('Silenced at Alertmanager too');
    const there = amtool('silence', 'query', 'alertname=NginxDown');
    expect(there).toContain('bob');
    expect(there).toContain('on it');
    await room('NginxDown').toContain('silenced until');
    expect(await it.say1('bob', '/unsilence 1')).toContain('is heard again');
    await expect
      .poll(() => amtool('silence', 'query', '-q', 'alertname=NginxDown').trim(), { timeout: 10_000 })
      .toBe('');
    amtool(
      'alert',
      'add',
      'NginxDown',
      'system=demo',
      'instance=h1',
      'severity=critical',
      `--end=${new Date(Date.now() - 1).toISOString()}`,
    );
    await room('NginxDown').toMatch(/^● .*resolved/);
  });

  const seconds = process.env.TEST_ALL === '1' ? 10 : 1;
  test(`A2: a thousand alerts a second, for ${seconds} s, are all there, in a few messages`, async () => {
    const before = it.shows().length;
    const kept = async (): Promise<number> => {
      const all = await it.desk.store.alerts.list({ states: ['firing'], limit: 1_000 });
      return all.reduce((sum, { firing }) => sum + firing, 0);
    };
    for (let second = 0; second < seconds; second++) {
      const alerts = Array.from({ length: 1_000 }, (_, at) => ({
        labels: {
          alertname: `Storm${at % 250}`,
          system: 'demo',
          instance: `10.${second}.${at >> 8}.${at & 255}`,
          severity: 'warning',
        },
      }));
      const begunMs = performance.now();
      const posted = await fetch(`${api}/api/v2/alerts`, {
        method: 'POST',
        body: JSON.stringify(alerts),
        headers: { 'Content-Type': 'application/json' },
      });
      expect(posted.status).toBe(200);
      if (second < seconds - 1)
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_000 - (performance.now() - begunMs))));
    }
    await expect.poll(kept, { timeout: 100_000, interval: 100 }).toBe(1_000 * seconds);
    await room('alerts at once').toMatch(/Storm\d+ × \d+/);
    expect(it.shows().length - before).toBeLessThanOrEqual(6);
  }, 180_000);
});
