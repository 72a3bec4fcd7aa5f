import { worst } from '../../actions/report.ts';
import type { Result } from '../../actions/result.ts';
import type { Asked } from '../asked.ts';
import { parse } from '../dispatch/parse.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import type { Request } from '../request.ts';
import type { ChecklistSeen } from '../store/checklists.ts';
import type { ChecklistItem } from './checklist-spec.ts';
import { isPersons, itemsOf } from './items-of.ts';

/** What the machine is asked by an item of a system's list. */
export function itemAsked(
  { desk }: Pick<Request, 'desk'>,
  system: string,
  { command = '' }: ChecklistItem,
): Result<Asked> {
  const settings = desk.settings();
  return parse(command, {
    commands: desk.commands,
    systems: settings.systems,
    people: settings.policy.people,
    channelSystem: system,
  });
}

/**
 * Of how a list went earlier only what the reader may look at now. To who may not look at all of it, an item that is no
 * longer configured is told neither: nobody knows what it asked.
 */
export function seenBy(request: Request, seen: ChecklistSeen): ChecklistSeen {
  const { system, kind } = seen;
  const asked = itemsOf(request.desk.settings(), system, kind)
    .filter((item) => !isPersons(item))
    .map((item) => ({ id: item.id, asks: itemAsked(request, system, item) }));
  const mayLook = ({ asks }: (typeof asked)[number]): boolean =>
    asks.ok && refusalOfCommand(request, asks.value.command, asks.value) === undefined;
  if (asked.every((each) => !each.asks.ok || mayLook(each))) return seen;
  const seeable = new Set(asked.filter(mayLook).map(({ id }) => id));
  const items = seen.items.filter(({ item }) => seeable.has(item));
  return { ...seen, items, verdict: items.length === 0 ? 'unknown' : worst(items.map(({ verdict }) => verdict)) };
}
