import type { Policy } from '../../../src/auth/policy.ts';
import { grantSpec } from '../../../src/auth/policy.ts';
import { type Schedule, scheduleSpec } from '../../../src/handlers/schedules/schedule-spec.ts';
import type { ABot } from '../../fakes/a-bot.ts';
import { cast } from '../../fakes/a-desk.ts';

/** A schedule of Shanghai; it is 11:12:08 there when a test begins. */
export const schedule = (
  id: string,
  cron: string,
  command: string,
  more: Partial<Omit<Schedule, 'id'>> = {},
): Schedule => ({ ...scheduleSpec.parse({ cron, command }), timeZone: 'Asia/Shanghai', ...more, id });

/** The cast, and a scheduler with exactly these grants. */
export const withScheduler = (...grants: readonly Partial<Policy['grants'][number]>[]): Policy => ({
  ...cast,
  roles: { ...cast.roles, clockwork: { title: '' } },
  grants: [...cast.grants, ...grants.map((grant) => grantSpec.parse({ role: 'clockwork', ...grant }))],
  machineRoles: { scheduler: ['clockwork'] },
});

export const reader = withScheduler({ may: ['*:read'] });
export const worker = withScheduler({ may: ['*:read', 'service:put'], unattended: ['service:put'] });

/** The one room of the demo system. */
export const room = { platform: 'test', tenant: '', space: 'ops', system: 'demo' };
export const channels = [room];

/** A little past the next full minute, without a step for each second of it. */
export async function toNextMinute(bot: ABot): Promise<void> {
  await bot.until(async () => (await bot.desk.store.schedules.states()).length > 0);
  bot.clock.advance(60_000 - (bot.clock.now() % 60_000) - 500);
  await bot.pass(2_000);
}
