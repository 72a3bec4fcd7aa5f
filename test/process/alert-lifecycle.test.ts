import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import type { AnAlertBot } from '../handlers/alerts/an-alert-bot.ts';
import { type AlertmanagerWorld, alertmanagerWorld, projectRoot as root } from './alertmanager-world.ts';

let world: AlertmanagerWorld;
let it: AnAlertBot;
let targetIsUp = true;

const amtool = (...args: readonly string[]): string => world.amtool(...args);
const room = (words: string, timeout = 30_000) =>
  expect.poll(() => it.shows().find((each) => each.includes(words)) ?? it.shows().join('\n---\n'), {
    timeout,
    interval: 50,
  });

beforeAll(async () => {
  world = await alertmanagerWorld({ groupInterval: '500ms' });
  it = world.it;
  const targetPort = await world.listen((_request, response) =>
    targetIsUp ? response.end('uplifted_requests_total{status="200"} 1\n') : response.writeHead(500).end(),
  );
  const rules = readFileSync(join(root, 'config/prometheus/uplifted.rules.yml'), 'utf8');
  writeFileSync(
    join(world.folder, 'rules.yml'),
    rules.replaceAll(/for: \d+m/g, 'for: 500ms').replaceAll('system: uplifted', 'system: demo'),
  );
  writeFileSync(
    join(world.folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
      rule_files: ['rules.yml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [world.api.replace('http://', '')] }] }] },
      scrape_configs: [{ job_name: 'uplifted', static_configs: [{ targets: [`127.0.0.1:${targetPort}`] }] }],
    }),
  );
  const own = await freePort();
  await world.start(
    'prometheus',
    ['--config.file=prometheus.yml', '--storage.tsdb.path=prom', `--web.listen-address=127.0.0.1:${own}`],
    `http://127.0.0.1:${own}/-/ready`,
  );
});

afterAll(() => world?.close());

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

  test('A2: maintenance is a silence there as well, which ends with it; what fired there meanwhile is listed', async () => {
    const before = it.shows().length;
    expect(await it.say1('alice', '/maintenance start demo 30m "new disk"')).toContain('Silenced at Alertmanager too');
    expect(amtool('silence', 'query', 'system=demo')).toContain('new disk');
    const fires = (name: string, system: string) =>
      amtool('alert', 'add', name, `system=${system}`, 'instance=h2', 'severity=critical', '--annotation=summary=gone');
    fires('DiskGone', 'demo');
    fires('OtherDisk', 'other');
    const silenced = () => amtool('alert', 'query', '--silenced', 'alertname=DiskGone');
    await expect.poll(silenced, { timeout: 20_000, interval: 100 }).toContain('DiskGone');
    // What is of no system of ours is not silenced, and not ours to keep quiet.
    await room('OtherDisk').toContain('OtherDisk');
    expect(await it.say1('alice', '/maintenance end demo')).toMatch(/Fired meanwhile +alert \d+ · critical · DiskGone/);
    await expect
      .poll(() => amtool('silence', 'query', '-q', 'system=demo').trim(), { timeout: 10_000, interval: 100 })
      .toBe('');
    await room('DiskGone h2').toMatch(/^■ demo · DiskGone h2: gone/);
    const shown = it.shows().filter((words) => words.includes('DiskGone h2'));
    expect(shown).toHaveLength(1);
    expect(it.shows().length).toBeGreaterThan(before);
  });
});
