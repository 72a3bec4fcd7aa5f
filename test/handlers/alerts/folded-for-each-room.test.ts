import { expect, onTestFinished, test } from 'vitest';
import { restart } from '../../../src/actions/services/restart.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { labSettings } from '../../fakes/lab-settings.ts';
import { type AnAlertBot, anAlertBot, firing, policy } from './an-alert-bot.ts';

/** Many systems, among them two of the lab with services; `talentlens` has the one room. */
async function aFold(): Promise<AnAlertBot> {
  const fillers = Array.from({ length: 18 }, (_, at) => `s${at}`);
  const channels = [{ platform: 'test', tenant: '', space: 'ops', system: 'talentlens' }];
  const bot = await anAlertBot({ systems: fillers, policy, channels });
  onTestFinished(bot.close);
  const systems = [...bot.desk.settings().systems, ...labSettings().systems];
  const [settings, inventory] = [{ ...bot.desk.settings(), systems }, systemsToInventory(systems)];
  const commands = [...bot.desk.commands, restart];
  Object.assign(bot.desk, { settings: () => settings, inventory: () => inventory, commands });
  const storm = Array.from({ length: 54 }, (_, at) => other(`x${at}`, fillers[at % fillers.length] ?? ''));
  await bot.take(...storm);
  await bot.take({ ...other('secret-plan', 'teaching'), service: 'llm' }, other('own', 'talentlens'));
  return bot;
}
const other = (name: string, system: string) =>
  firing(name, { name, fingerprint: name, group: name, source: 'am', system });

test('a fold over several systems offers the room of one no button about the services of another', async () => {
  const bot = await aFold();
  await bot.settled();
  const [fold] = (await bot.desk.store.alerts.list({ limit: 100 })).filter(({ folds }) => folds);
  expect(fold?.systems).toEqual(expect.arrayContaining(['teaching', 'talentlens']));
  const shown = bot.chat.in('ops').map(({ message }) => JSON.stringify(message));
  expect(shown.join('\n')).toContain('own');
  expect(shown.join('\n')).not.toMatch(/llm|secret-plan|teaching/);
  // Of her own system, and of all, she is still offered what mends.
  expect(await bot.say1('alice', `/alert ${fold?.id}`)).toContain('secret-plan');
});

test('the end of a maintenance names no alert of another system, though they were folded together', async () => {
  const bot = await aFold();
  await bot.say1('alice', '/maintenance start talentlens 30m "new disk"');
  const ended = await bot.say1('alice', '/maintenance end talentlens');
  expect(ended).toContain('Maintenance of talentlens ended');
  expect(ended).not.toMatch(/\bx\d|secret-plan/);
});

test('of many alerts that fired in a maintenance some are listed, and the others are counted', async () => {
  const bot = await aFold();
  await bot.say1('alice', '/maintenance start s0 2h "new disk"');
  for (let at = 0; at < 30; at++) {
    await bot.take(firing(`y${at}`, { name: `y${at}`, fingerprint: `y${at}`, group: `y${at}`, system: 's0' }));
    bot.clock.advance(61_000);
  }
  expect(await bot.say1('alice', '/maintenance end s0')).toMatch(/and 1[0-9] more/);
});
