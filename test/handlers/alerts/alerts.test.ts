import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renderText } from '../../../src/bot/platforms/terminal/render.ts';
import { alertmanagerSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { type AnAlertBot, anAlertBot, ended, firing } from './an-alert-bot.ts';

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot({ people: ['bob', 'alice'] });
});
afterEach(() => it.close());

describe('an alert', () => {
  test('is one message in its room that changes until it is over', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    expect(it.shows()[0]).toMatch(/■ demo · llm: not running · critical · since .* · alert 1/);
    await it.take(firing('backend', { level: 'warning' }));
    await it.shown(1);
    expect(it.shows()[0]).toContain('2 problems: llm and backend');
    await it.take(ended('llm'), ended('backend'));
    await it.shown(1);
    expect(it.shows()).toHaveLength(1);
    expect(it.shows()[0]).toMatch(/^● demo · .*resolved .* · lasted /);
    expect(it.shows()[0]).not.toContain('/ack');
  });

  test('is never joined to one that is over: it is a new message', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    await it.take(ended('llm'));
    await it.shown(1);
    await it.take(firing('llm', { startsAtMs: 2_000 }));
    await it.shown(2);
    expect(it.shows()[0]).toMatch(/^● .*alert 1/);
    expect(it.shows()[1]).toMatch(/^■ .*alert 2/);
  });

  test('began when its first trouble began, which is before it was an alert: in the list, too', async () => {
    const startsAtMs = it.clock.now() - 95_000;
    await it.take(firing('llm', { startsAtMs }), firing('backend', { startsAtMs: startsAtMs + 60_000 }));
    await it.shown(1);
    const [, at = ''] = /since (\S+ CST)/.exec(it.shows()[0] ?? '') ?? [];
    expect(at).not.toBe('');
    expect(await it.say1('bob', '/alert 1')).toContain(`since ${at}`);
    expect(await it.say1('bob', '/alerts')).toContain(at);
  });

  test('said again changes nothing', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    const edits = it.chat.in('ops')[0]?.edits;
    await it.take(firing('llm'), firing('llm'));
    await it.shown(1);
    expect(it.chat.in('ops')[0]?.edits).toBe(edits);
  });

  test('is acknowledged by who did it, once, and those who may not are refused', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    expect(await it.say1('carol', '/ack 1')).toContain('You may not: it needs alert:ack on demo');
    it.clock.advance(120_000);
    expect(await it.say1('bob', '/ack 1')).toContain('alert 1 is yours');
    expect(await it.say1('alice', '/ack 1')).toContain('acknowledged by Bob after 2 min');
    await it.shown(1);
    expect(it.shows()[0]).toMatch(/acknowledged by Bob after 2 min/);
    expect(it.shows()[0]).not.toContain('/ack 1');
  });

  test('shows only the buttons somebody in the room may press, and each person only their own', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    expect(it.shows()[0]).toContain('/ack 1');
    expect(await it.say1('carol', '/alert 1')).not.toContain('/ack 1');
    expect(await it.say1('bob', '/alert 1')).toContain('/silence 1 1h');
    expect(await it.say1('mallory', '/alert 1')).not.toContain('llm');
  });
});

test('what flaps is one message until it was quiet for ten minutes', async () => {
  for (let time = 1; time <= 6; time++) {
    await it.take(firing('llm', { startsAtMs: time * 1_000 }));
    await it.pass(1_000);
    await it.take(ended('llm', { startsAtMs: time * 1_000 }));
    await it.pass(1_000);
  }
  await it.shown(3);
  expect(it.shows()).toHaveLength(3);
  expect(it.shows()[2]).toContain('flapping');
  expect((await it.desk.store.alerts.list({ states: ['firing'], limit: 9 })).length).toBe(1);
  await it.later(601_000);
  await it.shown(3);
  expect(it.shows()[2]).toMatch(/^● .*resolved/);
});

describe('services that are killed and started again and again', () => {
  const all = ['llm', 'backend', 'frontend'];
  const round = async (time: number, ...subjects: readonly string[]): Promise<void> => {
    for (const id of subjects) await it.take(firing(id, { startsAtMs: time * 1_000 }));
    await it.pass(1_000);
    for (const id of subjects) await it.take(ended(id, { startsAtMs: time * 1_000 }));
    await it.pass(1_000);
  };

  test('are each counted and listed once, as they are now', async () => {
    await it.take(firing('frontend', { startsAtMs: 1 }));
    await round(1, 'llm', 'backend');
    await round(2, 'llm', 'backend');
    await it.take(firing('llm', { startsAtMs: 3_000 }));
    await it.shown(1);
    expect(await it.desk.store.alerts.get(1)).toMatchObject({ firing: 2, ended: 1 });
    const said = await it.say1('bob', '/alert 1');
    for (const id of all) expect(said.match(new RegExp(`^\\S ${id} `, 'gm'))).toHaveLength(1);
    expect(said).toContain('2 problems');
  });

  test('are said to be well again at once, tell nobody more, and their alert ends', async () => {
    for (const time of [1, 2, 3, 4]) await round(time, ...all);
    await it.settled();
    const [open] = await it.desk.store.alerts.list({ states: ['firing'], limit: 9 });
    const said = await it.say1('bob', `/alert ${open?.id}`);
    expect(said).toMatch(/^● demo · 3 problems: .* · well again, closes .* unless it fires again/);
    expect(said).not.toMatch(/critical|not running/);
    expect(await it.say1('bob', '/alerts')).not.toContain('critical');
    const nextMs = (open?.tellAtMs ?? 0) + 1;
    expect(await it.desk.store.alerts.due(nextMs)).toEqual([]);
    await it.later(601_000);
    await it.settled();
    expect(await it.desk.store.alerts.list({ states: ['firing'], limit: 9 })).toEqual([]);
  });
});

test('an alert of no system that anybody knows goes to every room', async () => {
  const { system: _, ...nowhere } = firing('disk', { fingerprint: 'am:1', group: 'am:x', source: 'am' });
  await it.take(nowhere);
  await it.shown(1);
  expect(it.shows()[0]).toContain('disk: not running');
});

test('what fires when the bot starts again goes on in the same message', async () => {
  await it.take(firing('llm'));
  await it.shown(1);
  await it.stopServing();
  await it.desk.store.instances.leave('this');
  const again = await anAlertBot({
    folder: it.folder,
    clock: it.clock,
    instance: 'other',
    people: ['bob'],
    platforms: () => [it.chat],
  } as never);
  await again.take(ended('llm'));
  await again.pass(3_000);
  await again.until(() => again.shows()[0]?.startsWith('●'));
  expect(again.shows()).toHaveLength(1);
  await again.close();
});

test('is said in the language of its reader', async () => {
  await it.take(firing('llm', { service: 'llm' }), firing('backend', { level: 'unknown' }));
  await it.shown(1);
  await it.say1('bob', '/ack 1');
  await it.shown(1);
  const zh = (): string => {
    const [message] = it.chat.in('ops');
    if (message === undefined) throw new Error('nothing is shown');
    const reader = { language: 'zh', timeZone: 'Asia/Shanghai', nowMs: it.clock.now(), colour: false } as const;
    return renderText(message.message, reader);
  };
  expect(zh()).toMatch(/^■ Demo · 2 个问题:llm 和 backend · 严重 · 始于 .* · 告警 1/);
  expect(zh()).toMatch(/\? backend/);
  expect(zh()).toMatch(/Bob 在 .*后认领/);
  expect(zh()).toContain('[静默 1 小时]');
  await it.take(ended('llm'), ended('backend'));
  await it.shown(1);
  expect(zh()).toMatch(/^● Demo · .* · 已恢复 .* · 持续 /);
});

test('a secret in words from outside is masked before anything is kept', async () => {
  await it.close();
  const secret = 'Kr7-pelican-Tq93-orchard';
  it = await anAlertBot({
    secrets: [{ name: 'one', value: secret }],
    intake: { am: alertmanagerSource.parse({ kind: 'alertmanager', system: 'demo' }) },
  });
  const annotations = { summary: `login failed with ${secret}` };
  const body = { alerts: [{ status: 'firing', labels: { alertname: 'Login', password: secret }, annotations }] };
  await it.desk.store.intake.put('am', JSON.stringify(body), it.clock.now());
  await it.shown(1);
  expect(it.shows()[0]).toContain('login failed with');
  expect(it.shows()[0]).not.toContain(secret);
  expect(JSON.stringify(await it.desk.store.alerts.members(1, 10))).not.toContain(secret);
});
