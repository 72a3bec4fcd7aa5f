import { describe, expect, onTestFinished, test } from 'vitest';
import type { Policy } from '../../../src/auth/policy.ts';
import type { Schedule } from '../../../src/handlers/schedules/schedule-spec.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { cast } from '../../fakes/a-desk.ts';
import { channels, schedule, toNextMinute, withScheduler } from './scheduled.ts';

const minute = '* * * * *';

async function botWith(policy: Policy, ...schedules: readonly Schedule[]): Promise<ABot> {
  const bot = await aBot({ policy, schedules, channels });
  onTestFinished(() => bot.close());
  return bot;
}

/** What the room reads once the schedule was due. */
async function dueOnce(policy: Policy, command: string): Promise<{ readonly bot: ABot; readonly said: string }> {
  const bot = await botWith(policy, schedule('one', minute, command));
  await toNextMinute(bot);
  await bot.until(() => bot.reads('ops').length > 0);
  return { bot, said: bot.reads('ops').join('\n') };
}

describe('what a schedule does is decided by the grants of the scheduler', () => {
  test.each([
    ['nothing at all, when it is in no policy', cast],
    ['not what only others may', withScheduler({ may: ['status:read'] })],
    ['not of another system', withScheduler({ may: ['service:put'], unattended: ['service:put'], systems: ['other'] })],
    ['not in another environment', withScheduler({ may: ['service:*'], unattended: ['*'], environments: ['lab'] })],
    ['not with other values', withScheduler({ may: ['service:put'], unattended: ['*'], input: { values: ['b'] } })],
    ['not by the right to do it unattended alone', withScheduler({ unattended: ['*'] })],
  ])('%s', async (_, policy) => {
    const { bot, said } = await dueOnce(policy, '/put demo values=a');
    expect(said).toContain('You may not');
    expect(bot.world.effects).toEqual([]);
    const [row] = await bot.desk.store.audit.list({ limit: 1, principal: 'scheduler' });
    expect(row).toMatchObject({ event: 'command.denied', principal: 'scheduler', action: 'put', outcome: 'denied' });
  });

  test('a change of production that a person would confirm needs a grant that says unattended', async () => {
    const { bot, said } = await dueOnce(withScheduler({ may: ['service:*'] }), '/put demo values=a');
    expect(said).toContain('no grant says it may start unattended');
    expect(said).not.toContain('/confirm');
    expect(bot.world.effects).toEqual([]);
    expect(await bot.desk.store.approvals.open()).toEqual([]);
  });

  test('with that grant it is done, recorded as the scheduler, and read in the room', async () => {
    const { bot } = await dueOnce(
      withScheduler({ may: ['service:put'], unattended: ['service:put'] }),
      '/put demo values=a',
    );
    await bot.until(() => bot.world.effects.length > 0);
    expect(bot.world.effects).toEqual(['put a']);
    const [run] = await bot.desk.store.runs.list({ limit: 1 });
    expect(run?.requester).toBe('scheduler');
    await bot.until(async () => (await bot.desk.store.schedules.turns({ limit: 1 }))[0]?.outcome === 'ok');
    // Its progress was shown already: the platform lets a message be edited again after a moment.
    await bot.pass(5_000);
    await bot.until(() => bot.reads('ops').some((text) => text.includes('by schedule one')));
  });

  test('unattended is no second person: what needs one is asked for in the room, and one of them says yes', async () => {
    const policy = withScheduler({ may: ['service:put'], unattended: ['*'], approve: ['*'], breakGlass: ['*'] });
    const { bot, said } = await dueOnce(policy, '/shove demo values=a');
    expect(bot.world.effects).toEqual([]);
    expect(said).toMatch(/Alice or Chen Wei may approve/);
    const [asked] = await bot.desk.store.approvals.open();
    expect(asked).toMatchObject({ requester: 'scheduler', kind: 'approve' });
    const answer = await bot.say('chenwei', `/approve ${asked?.code}`);
    expect(answer.code).toBe('ok');
    expect(bot.world.effects).toEqual(['put a']);
  });

  test('it cannot say yes, to itself or to others, nor talk as people do', async () => {
    const bot = await botWith(
      withScheduler({ may: ['service:*', '*:read'], unattended: ['*'], approve: ['*'] }),
      schedule('yes', minute, '/approve 7F3KQ2'),
      schedule('freeze', minute, '/freeze "by the clock"'),
    );
    const asked = await bot.say('bob', '/put demo values=a');
    expect(asked.code).toBe('needs-confirm');
    await toNextMinute(bot);
    await bot.until(() => bot.reads('ops').length >= 2);
    expect(bot.reads('ops').every((text) => text.includes('You may not'))).toBe(true);
    expect(await bot.desk.store.freezes.current()).toEqual([]);
  });

  test('its rights are those of the moment: what was taken away is refused at the next turn', async () => {
    const bot = await botWith(withScheduler({ may: ['status:read'] }), schedule('look', minute, '/look'));
    await toNextMinute(bot);
    await bot.until(() => bot.reads('ops').length === 1);
    expect(bot.reads('ops')[0]).toContain('looked at demo');
    const settings = bot.desk.settings();
    Object.assign(bot.desk, { settings: () => ({ ...settings, policy: { ...settings.policy, machineRoles: {} } }) });
    await toNextMinute(bot);
    await bot.until(() => bot.reads('ops').length === 2);
    expect(bot.reads('ops')[1]).toContain('You may not');
  });

  test('a person who has a schedule done now does it by her own rights, asked as always', async () => {
    const policy = withScheduler({ may: ['service:put'], unattended: ['service:put'] });
    const bot = await botWith(policy, schedule('one', '0 2 * * *', '/put demo values=a'));
    expect(await bot.read('carol', '/schedule run one')).toContain('You may not');
    const bobs = await bot.say('bob', '/schedule run one');
    expect(bobs.code).toBe('needs-confirm');
    expect(bot.world.effects).toEqual([]);
    expect((await bot.say('bob', `/confirm ${bobs.approvalId}`)).code).toBe('ok');
    expect(bot.world.effects).toEqual(['put a']);
  });
});
