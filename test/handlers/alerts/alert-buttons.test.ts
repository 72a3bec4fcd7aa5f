import { expect, onTestFinished, test } from 'vitest';
import { tail } from '../../../src/actions/logs/tail.ts';
import { restart } from '../../../src/actions/services/restart.ts';
import { start } from '../../../src/actions/services/start.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { alertButtons } from '../../../src/handlers/alerts/alert-buttons.ts';
import { forReaders } from '../../../src/handlers/alerts/may-press.ts';
import type { AlertMember, Signal } from '../../../src/handlers/store/alerts.ts';
import { labSettings } from '../../fakes/lab-settings.ts';
import { anAlertBot, firing, policy } from './an-alert-bot.ts';

/** A bot that knows the lab's systems and can restart and read logs. */
async function aBotOf(own: typeof policy = policy) {
  const it = await anAlertBot({ policy: own });
  onTestFinished(it.close);
  await it.stopServing();
  const lab = labSettings();
  const inventory = systemsToInventory(lab.systems);
  const settings = { ...it.desk.settings(), systems: lab.systems };
  Object.assign(it.desk, {
    inventory: () => inventory,
    settings: () => settings,
    commands: [...it.desk.commands, restart, start, tail],
  });
  const room = { platform: 'test', tenant: '', space: 'ops' };
  return {
    it,
    async buttons(reader: string, ...signals: readonly Partial<Signal>[]) {
      await it.take(...signals.map((more, at) => firing(`s${at}`, { group: 'g', system: 'teaching', ...more })));
      const [alert] = await it.desk.store.alerts.list({ limit: 1 });
      if (alert === undefined) throw new Error('there is no alert');
      const members: readonly AlertMember[] = await it.desk.store.alerts.members(alert.id, 9);
      const all = await alertButtons(it.desk, alert, members, undefined);
      return forReaders(it.desk, all, [reader], room, alert).map(({ command }) => command);
    },
  };
}

test('of a service that is down: acknowledge, restart, logs, silence, for who may each of them', async () => {
  const { buttons } = await aBotOf();
  const down = { service: 'llm' };
  expect(await buttons('bob', down)).toEqual(['/ack 1', '/restart llm', '/logs llm 15m', '/silence 1 1h']);
  expect(await buttons('carol', down)).toEqual(['/logs llm 15m']);
  expect(await buttons('mallory', down)).toEqual([]);
});

test('of a service whose restarts are used up: start instead', async () => {
  const { it, buttons } = await aBotOf();
  Object.assign(it.desk, { history: { ...it.desk.history, startsOf: async () => [1, 2, 3] } });
  const offered = await buttons('bob', { service: 'llm' });
  expect(offered).toContain('/start llm');
  expect(offered).not.toContain('/restart llm');
});

test('who may restart in another system only is offered no restart here', async () => {
  const grants = policy.grants.map((grant) =>
    grant.role === 'on-call' ? { ...grant, systems: ['talentlens'] } : grant,
  );
  const { buttons } = await aBotOf({ ...policy, grants });
  expect(await buttons('bob', { service: 'llm' })).toEqual([]);
});

test('what others need is restarted first; what only warns is not restarted at all', async () => {
  const { buttons } = await aBotOf();
  const both = await buttons('bob', { service: 'backend' }, { service: 'llm' });
  expect(both.filter((command) => command.startsWith('/restart'))).toEqual(['/restart llm']);
  const { buttons: others } = await aBotOf();
  expect(await others('bob', { service: 'llm', level: 'warning' })).not.toContain('/restart llm');
});

test('of backups of which none is verified: the command that makes one', async () => {
  const { it } = await aBotOf();
  const teaching = it.desk.inventory().system('teaching');
  if (teaching?.backups === undefined) throw new Error('teaching has no backups');
  const monitored = { ...teaching, monitors: { ...teaching.monitors, kept: { kind: 'backup' as const } } };
  const inventory = { ...it.desk.inventory(), system: () => monitored };
  const desk = { ...it.desk, inventory: () => inventory };
  await it.take(firing('backups', { system: 'teaching', name: 'kept', group: 'monitor:teaching/kept' }));
  const [alert] = await it.desk.store.alerts.list({ limit: 1 });
  if (alert === undefined) throw new Error('there is no alert');
  const members = await it.desk.store.alerts.members(alert.id, 9);
  const commands = (await alertButtons(desk, alert, members, undefined)).map(({ command }) => command);
  expect(commands).toContain('/backup now teaching');
});
