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

const storm = () =>
  Array.from({ length: 3 * mine.length }, (_, at) => {
    const system = mine[at % mine.length] ?? '';
    return firing(`x${at}`, { fingerprint: `x${at}`, group: `x${at}`, source: 'am', system });
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
