import { expect, onTestFinished, test } from 'vitest';
import { anAlertBot, firing, policy } from './an-alert-bot.ts';

/** Bob looks after all of them but the last. */
const systems = Array.from({ length: 20 }, (_, at) => `s${at}`);
const mine = systems.slice(0, -1);

const inMany = () =>
  anAlertBot({
    systems,
    policy: {
      ...policy,
      grants: policy.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, systems: mine } : grant)),
    },
    channels: [{ platform: 'test', tenant: '', space: 'all' }],
  });

const storm = (over = mine) =>
  Array.from({ length: 3 * over.length }, (_, at) => {
    const system = over[at % over.length] ?? '';
    return firing(`x${at}`, {
      name: `check of ${system}`,
      fingerprint: `x${at}`,
      group: `x${at}`,
      source: 'am',
      system,
    });
  });

test('the silence of a fold over several systems would reach those that join it, so it takes a grant for all', async () => {
  const bot = await inMany();
  onTestFinished(bot.close);
  await bot.take(...storm());
  await bot.settled();
  const fold = (await bot.desk.store.alerts.list({ limit: 100 })).find(({ folds }) => folds);
  expect(fold?.systems).toHaveLength(mine.length);
  expect(await bot.say1('bob', `/alert ${fold?.id}`)).not.toContain('/silence');
  expect(await bot.say1('bob', `/silence ${fold?.id} 1h`)).toContain('You may not');
  expect(await bot.desk.store.silences.open(bot.clock.now())).toEqual([]);
  expect(await bot.say1('bob', '/silence s0 1h')).toContain('is silent until');
  expect(await bot.say1('bob', `/ack ${fold?.id}`)).toContain('is yours');
  expect(await bot.say1('alice', `/silence ${fold?.id} 1h`)).toContain('is silent until');
});

test('of a fold over systems that a reader may not see not even the names of their alerts are shown', async () => {
  const bot = await inMany();
  onTestFinished(bot.close);
  // So few systems that every name has room.
  const [hidden = ''] = systems.slice(-1);
  await bot.take(...storm(systems).slice(0, 15), ...storm([hidden, ...mine.slice(0, 2)]).map(renamed));
  await bot.settled();
  const fold = (await bot.desk.store.alerts.list({ limit: 100 })).find(({ folds }) => folds);
  expect(fold?.systems).toContain(hidden);
  expect(await bot.say1('alice', `/alert ${fold?.id}`)).toContain(`check of ${hidden}`);
  const seen = await bot.say1('bob', `/alert ${fold?.id}`);
  expect(seen).toContain(`check of ${mine[0]}`);
  expect(seen).not.toContain(hidden);
});

/** Another fault of the same system. */
const renamed = (signal: ReturnType<typeof firing>) => ({
  ...signal,
  fingerprint: `y${signal.fingerprint}`,
  group: `y${signal.group}`,
});
