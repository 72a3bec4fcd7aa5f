import type { Desk } from '../desk.ts';
import type { Approval } from '../store/approvals.ts';
import type { ChecklistKind, ItemDone } from '../store/checklists.ts';
import type { ChecklistItem } from './checklist-spec.ts';
import { isPersons, itemsOf } from './items-of.ts';
import { periodOf } from './periods.ts';

/** What waits for a person. */
export interface PersonsItems {
  readonly open: readonly ChecklistItem[];
  readonly done: readonly ItemDone[];
}

export async function personsItems(desk: Desk, system: string, kind: ChecklistKind): Promise<PersonsItems> {
  const settings = desk.settings();
  const period = periodOf(kind, desk.clock.now(), settings.timeZone);
  const items = itemsOf(settings, system, kind).filter(isPersons);
  if (items.length === 0) return { open: [], done: [] };
  const done = await desk.store.checklists.doneIn({ system, kind, period });
  return { open: items.filter(({ id }) => !done.some(({ item }) => item === id)), done };
}

const mostReviews = 50;

/** What was done there without a second person, and nobody has looked at yet. */
export const openReviews = async (desk: Desk, system: string): Promise<readonly Approval[]> =>
  (await desk.store.approvals.toReview(mostReviews)).filter(({ plan }) => plan.system === system);
