import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { entry, openRun, plan } from '../../contract/storage/rows.ts';
import { FakeHosts } from '../../fakes/fake-hosts.ts';
import { labSettings } from '../../fakes/lab-settings.ts';
import { type AnAlertBot, anAlertBot, ended, firing } from './an-alert-bot.ts';

let it: AnAlertBot;
let hosts: FakeHosts;
const minuteMs = 60_000;

beforeEach(async () => {
  hosts = new FakeHosts();
  it = await anAlertBot({
    hosts,
    channels: [{ platform: 'test', tenant: '', space: 'ops', system: 'talentlens' }],
  });
  const inventory = systemsToInventory(labSettings().systems);
  Object.assign(it.desk, { inventory: () => inventory });
});
afterEach(() => it.close());

const busy = (more = {}) =>
  firing('cpu', {
    system: 'talentlens',
    service: 'api',
    source: 'monitor',
    labels: { monitor: 'cpu', subject: 'h1' },
    ...more,
  });
const runAt = async (atMs: number, summary: string, action = 'restart') => {
  const opened = await it.desk.store.runs.open(
    openRun({
      plan: plan({ action, system: 'talentlens', summary: { outside: summary }, plannedAtMs: atMs }),
      requester: 'person:bob',
      owner: 'this',
      audit: entry({ atMs, event: 'run.opened' }),
    }),
  );
  if (!opened.opened) throw new Error('expected the run to open');
  await it.desk.store.runs.close({
    runId: opened.run.runId,
    state: 'succeeded',
    audit: entry({ atMs: atMs + 1_000, event: 'run.closed', outcome: 'ok' }),
  });
};
const evidence = async () => {
  await it.pass(2_000);
  await it.until(async () => ((await it.desk.store.alerts.get(1))?.evidence.length ?? 0) > 0);
  await it.settled();
  const alert = await it.desk.store.alerts.get(1);
  return alert?.evidence ?? [];
};

test('under an alert stands what was changed lately, the last words of its service, and how the value went', async () => {
  const nowMs = it.clock.now();
  hosts.on((argv) => argv.includes('-n') || argv.includes('journalctl'), {
    stdout: 'one\ntwo\nTimeoutError: no answer\n',
  });
  await runAt(nowMs - 30 * minuteMs, 'upgrade to 2.4.1');
  for (let at = 50; at >= 0; at--)
    await it.desk.store.samples.add(
      [{ system: 'talentlens', monitor: 'cpu', subject: 'h1', value: 50 + (50 - at) }],
      nowMs - at * minuteMs,
    );
  await it.take(busy());
  const blocks = await evidence();
  const [shown] = it.shows();
  expect(shown).toMatch(/what changed: .* upgrade to 2\.4\.1 by Bob \(run 1\)/);
  expect(shown).toContain('TimeoutError: no answer');
  const chart = blocks.find((block) => block.type === 'chart');
  expect(chart?.series[0]?.points.length).toBeGreaterThan(40);
  expect(chart?.thresholds?.map(({ mark }) => mark)).toContain('warning');
  expect(chart?.events?.map(({ label }) => ('key' in label ? label.key : ''))).toEqual([
    'alert.evidence.runAt',
    'alert.evidence.fired',
  ]);
  // Where no picture can be sent, a line of bars stands for it.
  expect(shown).toMatch(/[▁-█]{10}/);
});

test('that nothing was changed is said too, and a host that is silent takes nothing else away', async () => {
  hosts.silent('h1');
  await runAt(it.clock.now() - 3 * 3_600_000, 'long ago');
  await it.take(busy());
  await evidence();
  expect(it.shows()[0]).toContain('nothing was changed through me in the last 2 h');
  expect(it.shows()[0]).not.toContain('long ago');
});

test('a change that came between the fault and its alert is told, and backups do not crowd it out', async () => {
  hosts.silent('h1');
  await runAt(it.clock.now() - 2 * minuteMs, 'restart nginx');
  for (const at of [9, 6, 3]) await runAt(it.clock.now() - (60 + at) * 1_000, `Back up ${at}`, 'backup now');
  await it.take(busy({ startsAtMs: it.clock.now() - 10 * minuteMs }));
  await evidence();
  expect(it.shows()[0]).toMatch(/what changed: .* restart nginx by Bob/);
  expect(it.shows()[0]).not.toContain('Back up');
});

test('what was done while it lasted stands there once it is over', async () => {
  hosts.silent('h1');
  await it.take(busy());
  await evidence();
  it.clock.advance(5 * minuteMs);
  await runAt(it.clock.now(), 'restart api');
  it.clock.advance(minuteMs);
  await it.take({ ...ended('cpu'), ...busy(), state: 'resolved' });
  await it.settled();
  await it.until(() => it.pass(500).then(() => it.shows()[0]?.includes('restart api')));
  expect(it.shows()[0]).toMatch(/^● .*resolved[\s\S]*restart api by Bob \(run 1\)/);
});
