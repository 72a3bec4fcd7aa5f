import { expect, onTestFinished, test } from 'vitest';
import { cast } from '../../fakes/a-desk.ts';
import { type AnAlertBot, anAlertBot, firing } from '../alerts/an-alert-bot.ts';

/** Bob may look at the one system alone. */
const policy = {
  ...cast,
  grants: cast.grants.map((grant) =>
    grant.role === 'on-call' ? { ...grant, may: ['*:read', 'alert:*'], systems: ['mine'] } : grant,
  ),
};

async function aBot(): Promise<AnAlertBot> {
  const bot = await anAlertBot({ systems: ['mine', 'theirs'], policy, environment: 'lab' });
  onTestFinished(bot.close);
  return bot;
}

/** One alert of hers, and then as many of another system as are ever read at once. */
async function aStormElsewhere(bot: AnAlertBot, count: number, system = 'theirs'): Promise<void> {
  await bot.take(firing('own', { name: 'own', fingerprint: 'own', group: 'own', source: 'am', system: 'mine' }));
  const { list } = bot.desk.store.alerts;
  const [own] = await list({ limit: 5 });
  if (own === undefined) throw new Error('nothing fires');
  const others = Array.from({ length: count }, (_, at) => ({ ...own, id: own.id + 1 + at, system })).toReversed();
  const among = ({ systems, limit }: Parameters<typeof list>[0]) =>
    [...others, own].filter((one) => systems === undefined || systems.includes(one.system ?? '')).slice(0, limit);
  const alerts = { ...bot.desk.store.alerts, list: async (query: Parameters<typeof list>[0]) => among(query) };
  Object.assign(bot.desk, { store: { ...bot.desk.store, alerts } });
}

test('of a storm elsewhere nobody is told that nothing fires in her own system', async () => {
  const bot = await aBot();
  await aStormElsewhere(bot, 1_000);
  const seen = await bot.say1('bob', '/alerts');
  expect(seen).toContain('1 alert fires');
  expect(seen).not.toContain('theirs');
});

test('more alerts than are listed, and more than were read, are said', async () => {
  const bot = await aBot();
  await aStormElsewhere(bot, 60, 'mine');
  expect(await bot.say1('bob', '/alerts')).toMatch(/61 alerts fire[\s\S]*Only the newest 30 are listed\./);
  await aStormElsewhere(bot, 1_000, 'mine');
  expect(await bot.say1('bob', '/alerts')).toMatch(/Only the newest 30 are listed; there may be older ones/);
});

test('what happens elsewhere takes no room from what happened in the system one may see', async () => {
  const bot = await aBot();
  const row = (system: string, at: number) => ({
    atMs: bot.clock.now() - 60_000 + at,
    principal: 'person:alice',
    via: 'test:alice',
    event: 'maintenance.started',
    reason: `work in ${system}`,
    system,
    configuration: 'test',
  });
  await bot.desk.store.audit.append(row('mine', 0));
  await Promise.all(Array.from({ length: 400 }, (_, at) => bot.desk.store.audit.append(row('theirs', 1 + at))));
  const seen = await bot.say1('bob', '/timeline 1h');
  expect(seen).toContain('work in mine');
  expect(seen).not.toContain('theirs');
  // Of what was cut off nobody says that it is all.
  expect(await bot.say1('alice', '/timeline 1h')).toMatch(/the newest 40 of what happened/);
});
