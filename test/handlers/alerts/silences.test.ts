import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeAlertmanager } from '../../fakes/fake-alertmanager.ts';
import { type AnAlertBot, anAlertBot, ended, firing, policy } from './an-alert-bot.ts';

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot({ people: ['bob', 'alice'] });
});
afterEach(() => it.close());

describe('a silence', () => {
  test('keeps a new alert unsaid until it ends, and it is said then if it still fires', async () => {
    expect(await it.say1('bob', '/silence demo 10m "moving"')).toContain('demo is silent until');
    await it.take(firing('llm'));
    await it.pass(5_000);
    expect(it.shows()).toEqual([]);
    expect(await it.say1('bob', '/alerts')).toContain('llm');
    await it.later(600_000);
    await it.until(() => it.shows().length === 1);
    expect(it.shows()[0]).toContain('llm: not running');
  });

  test('of an alert stands in its message, and ends by hand', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    expect(await it.say1('bob', '/静默 1 1小时')).toContain('alert 1 is silent until');
    await it.shown(1);
    expect(it.shows()[0]).toMatch(/silenced until .* by Bob/);
    await it.later(1_300_000);
    expect(it.reads('alice')).toEqual([]);
    expect(await it.say1('carol', '/unsilence 1')).toContain('You may not');
    expect(await it.say1('bob', '/silences')).toMatch(/alert 1/);
    expect(await it.say1('bob', '/unsilence 1')).toContain('is heard again');
    await it.shown(1);
    expect(it.shows()[0]).not.toContain('silenced until');
  });

  test('of an alert of no system needs a right over all systems: naming one beside it gives none', async () => {
    const grants = policy.grants.flatMap((grant) =>
      grant.role === 'on-call'
        ? [
            { ...grant, may: ['alert:read'] },
            { ...grant, may: ['alert:*'], systems: ['demo'] },
          ]
        : [grant],
    );
    const own = await anAlertBot({ policy: { ...policy, grants } });
    try {
      const asked: unknown[] = [];
      Object.assign(own.desk, {
        silencesElsewhere: {
          ...fakeAlertmanager().elsewhere,
          make: async (alert: unknown) => {
            asked.push(alert);
            return undefined;
          },
        },
      });
      const { system: _, ...rest } = firing('the network');
      await own.take({ ...rest, group: 'outside:network' });
      expect(await own.say1('bob', '/silence 1 1h')).toContain('You may not');
      expect(await own.say1('bob', '/silence 1 demo 1h')).toContain('You may not');
      expect(await own.desk.store.silences.open(own.clock.now())).toEqual([]);
      expect(asked).toEqual([]);
      expect(await own.say1('bob', '/silence demo 1h')).toContain('is silent until');
    } finally {
      await own.close();
    }
  });

  test('of an alert that is over before it ends is never said', async () => {
    await it.say1('bob', '/silence demo 10m');
    await it.take(firing('llm'));
    await it.pass(2_000);
    await it.take(ended('llm'));
    await it.later(700_000);
    expect(it.shows()).toEqual([]);
  });
});

test('maintenance keeps alerts quiet', async () => {
  const atMs = it.clock.now();
  await it.desk.store.maintenance.start(
    { system: 'demo', reason: 'new disk', by: 'person:bob', startedAtMs: atMs, untilMs: atMs + 600_000 },
    { atMs, principal: 'person:bob', via: 'test', event: 'maintenance.started', configuration: 'test' },
  );
  await it.take(firing('llm'));
  await it.pass(5_000);
  expect(it.shows().filter((words) => words.includes('llm'))).toEqual([]);
  await it.later(600_000);
  await it.until(() => it.shows().some((words) => words.includes('llm: not running')));
});

test('the timeline says what fired of what, and until when it is silenced as its reader says times', async () => {
  const bot = await anAlertBot({ people: ['bob'] });
  try {
    await bot.take(firing('llm', { name: 'service', service: 'llm', source: 'monitor' }));
    await bot.say1('bob', '/silence 1 1h "moving"');
    const shown = await bot.say1('alice', '/timeline demo 1h');
    expect(shown).toContain('fired: alert 1: service llm');
    expect(shown).toMatch(/alert silenced: alert 1 until .*: moving/);
    expect(shown).not.toMatch(/\d\dT\d\d:/);
  } finally {
    await bot.close();
  }
});
