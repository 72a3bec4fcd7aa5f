import { decideAll, decidePower } from '../../auth/decide.ts';
import type { Chattable } from '../../handlers/command.ts';
import { translate } from '../../handlers/language/translate.ts';
import { commandOf } from '../../handlers/schedules/command-of.ts';
import type { Schedule } from '../../handlers/schedules/schedule-spec.ts';
import type { Settings } from '../../handlers/settings.ts';
import { type Fault, fault } from './fault.ts';
import { placeOf, type Tree } from './tree.ts';

/** What no schedule may say: a command nobody understands, one the scheduler may not give, a room that is none. */
export function scheduleFaults(settings: Settings, commands: readonly Chattable[], tree: Tree): readonly Fault[] {
  return settings.schedules.flatMap((schedule) => [
    ...roomFaults(settings, schedule, tree),
    ...commandFaults(settings, commands, schedule, tree),
  ]);
}

function roomFaults({ channels }: Settings, { id, post }: Schedule, tree: Tree): readonly Fault[] {
  if (post === undefined) return [];
  const known = channels.some(
    ({ platform, tenant, space }) => platform === post.platform && tenant === post.tenant && space === post.space,
  );
  if (known) return [];
  const place = placeOf(tree, ['schedules', id, 'post']);
  return [fault(place, `there is no channel ${post.platform} ${post.space}`, 'Name one of channels.')];
}

function commandFaults(
  settings: Settings,
  commands: readonly Chattable[],
  schedule: Schedule,
  tree: Tree,
): readonly Fault[] {
  const place = placeOf(tree, ['schedules', schedule.id, 'command']);
  const parsed = commandOf({ commands, settings }, schedule);
  if (!parsed.ok) {
    const [next] = parsed.failure.next ?? [];
    const hint = next === undefined ? 'Write it as it would be typed.' : `Try ${next}`;
    return [
      fault(
        place,
        `schedule ${schedule.id}: ${translate(parsed.failure.message, { language: 'en', timeZone: settings.timeZone })}`,
        hint,
      ),
    ];
  }
  const { command, input, system, environment } = parsed.value;
  const wanted = { principal: { kind: 'scheduler' as const }, input, atMs: 0 };
  // Hours of a grant are for the moment it runs; of every system: each decides for itself then.
  const policy = { ...settings.policy, grants: settings.policy.grants.map(({ hours: _, ...grant }) => grant) };
  const where = parsed.value.fanOut
    ? settings.systems.map(({ id, environment: of }) => ({ system: id, environment: of }))
    : [{ system, environment }];
  const permissions = [command.permission, ...(command.furtherPermissions?.(input) ?? [])] as const;
  const decisions = where.map((each) => decideAll({ ...wanted, ...each, permissions }, policy));
  if (!decisions.some(({ allowed }) => allowed)) {
    const [decision] = decisions;
    const permission = decision?.allowed === false ? decision.permission : command.permission;
    return [
      fault(
        place,
        `schedule ${schedule.id} needs ${permission}${system === undefined ? '' : ` on ${system}`}, which the scheduler may not`,
        'Give machines.scheduler a role with a grant for it.',
      ),
    ];
  }
  const asks = command.kind === 'change' && command.risk === 'changes' && environment === 'production';
  const question = { ...wanted, ...(where[0] ?? {}), permission: command.permission };
  if (!asks || decidePower('unattended', question, policy).allowed) return [];
  return [
    fault(
      place,
      `schedule ${schedule.id} changes production, which the scheduler may not do unattended`,
      `Add unattended: ["${command.permission}"] to its grant.`,
    ),
  ];
}
