import type { Settings } from '../settings.ts';
import type { ChecklistKind } from '../store/checklists.ts';
import type { ChecklistItem } from './checklist-spec.ts';

type Listed = Pick<Settings, 'checklists'>;

/** The items of a list, those of the machine and those of people; none when there is no such list. */
export function itemsOf({ checklists }: Listed, system: string, kind: ChecklistKind): readonly ChecklistItem[] {
  const lists = Object.hasOwn(checklists, system) ? checklists[system] : undefined;
  return Object.entries(lists?.[kind] ?? {}).map(([id, item]) => ({ ...item, id }));
}

export const isPersons = ({ ask }: ChecklistItem): boolean => ask !== undefined;
