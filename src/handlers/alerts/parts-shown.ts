import { isAllowed } from '../../auth/decide.ts';
import type { Desk } from '../desk.ts';
import { channelOf } from '../language/language-for.ts';
import type { Conversation } from '../message.ts';
import type { Alert, AlertMember } from '../store/alerts.ts';
import { type BySystem, membersRead } from './alert-message.ts';
import { personCalled } from './may-press.ts';

export interface Parts {
  /** Of one that folds: what its members are called. */
  readonly names: readonly { readonly name: string; readonly count: number }[];
  readonly members: readonly AlertMember[];
  readonly bySystem?: BySystem;
}

/**
 * What of an alert is shown to readers who may know of some systems only; of one that is not folded over several, all.
 * Left out: of all systems.
 */
export async function partsOf(
  desk: Desk,
  { id, systems, folds }: Alert,
  mostNames: number,
): Promise<(seen: readonly string[] | undefined) => Promise<Parts>> {
  const { alerts } = desk.store;
  const all = await alerts.members(id, membersRead);
  const names = async (of?: readonly string[]) => (folds ? alerts.names(id, mostNames, of) : []);
  const allNames = await names();
  if (systems.length === 0) return async () => ({ members: all, names: allNames });
  const counts = await alerts.systems(id);
  return async (seen) => {
    const shown = seen === undefined ? counts : counts.filter(({ system }) => seen.includes(system));
    const others = counts.reduce((sum, { count }) => sum + count, 0) - shown.reduce((sum, { count }) => sum + count, 0);
    const [only] = seen ?? [];
    const members =
      seen === undefined
        ? all
        : seen.length === 1 && only !== undefined
          ? await alerts.members(id, membersRead, only)
          : all.filter(({ signal }) => seen.includes(signal.system ?? ''));
    return { members, names: seen === undefined ? allNames : await names(seen), bySystem: { shown, others } };
  };
}

/** A room of one system reads of that; a room of none of all. */
export function systemOfRoom(desk: Desk, room: Conversation): readonly string[] | undefined {
  const system = channelOf(desk.settings(), room)?.system;
  return system === undefined ? undefined : [system];
}

export function systemsOfPerson(desk: Desk, person: string, { systems }: Alert): readonly string[] {
  const { policy } = desk.settings();
  return systems.filter((system) =>
    isAllowed(
      {
        principal: personCalled(person),
        permission: 'alert:read',
        system,
        environment: desk.inventory().environment(system),
        atMs: desk.clock.now(),
      },
      policy,
    ),
  );
}
