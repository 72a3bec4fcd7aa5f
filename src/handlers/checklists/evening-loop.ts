import { systemName } from '../../actions/names.ts';
import type { Block } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import { clockIn } from '../language/day-in.ts';
import { type Loop, startLoop } from '../loop.ts';
import { nextBlocks } from '../messages.ts';
import { notify } from '../notices/notify.ts';
import { roomsOf } from '../notices/rooms.ts';
import { dayKindAt } from '../schedules/work-days.ts';
import { type ChecklistKind, checklistKinds } from '../store/checklists.ts';
import { kindText, openBlocks } from './checklist-words.ts';
import { itemsOf } from './items-of.ts';
import { openReviews, personsItems } from './open-items.ts';
import { periodOf } from './periods.ts';

const say = texts('checklist-evening', {
  left: {
    en: '{count, plural, one {# thing is} other {# things are}} still to be done for {system} today',
    zh: '{system} 今日还有 {count} 件事未完成',
  },
  none: { en: 'All that was left for {system} today is done.', zh: '{system} 今日的遗留事项均已完成。' },
  notGone: { en: '□ {list}: was not gone through today', zh: '□ {list}:今日尚未执行' },
});

const lookEveryMs = 60_000;

/** In the evening of a work day, what people were asked and have not done is said again; the message changes as it is done. */
export const startEvenings = (desk: Desk): Loop =>
  startLoop(desk, 'raising what is not done', lookEveryMs, async () => {
    const { timeZone, evening, systems } = desk.settings();
    const nowMs = desk.clock.now();
    if (clockIn(nowMs, timeZone) < evening) return;
    const { kind, day } = await dayKindAt(desk, nowMs, timeZone);
    if (kind === 'rest') return;
    for (const { id } of systems) await raise(desk, id, day);
  });

async function raise(desk: Desk, system: string, day: string): Promise<void> {
  const { blocks, count } = await leftOf(desk, system);
  const settings = desk.settings();
  const found = desk.inventory().system(system);
  if (found === undefined) return;
  const rooms = roomsOf(settings, system);
  const people = rooms.length > 0 ? [] : adminsOf(settings, desk.clock.now());
  const name = systemName(found);
  const heading: Block =
    count === 0
      ? { type: 'text', mark: 'ok', text: say.none({ system: name }) }
      : { type: 'text', mark: 'warning', text: say.left({ count, system: name }) };
  const notice = { key: `evening:${system}:${day}`, people, rooms, message: { blocks: [heading, ...blocks] } };
  await notify(desk, notice, { onlyEdit: count === 0 });
}

async function leftOf(
  desk: Desk,
  system: string,
): Promise<{ readonly blocks: readonly Block[]; readonly count: number }> {
  const blocks: Block[] = [];
  let count = 0;
  for (const kind of checklistKinds) {
    const asked = await lastAsked(desk, system, kind);
    if (asked === 'in this period') {
      const persons = await personsItems(desk, system, kind);
      count += persons.open.length;
      blocks.push(...openBlocks(desk, system, kind, { persons, reviews: [] }));
    }
    if (asked === 'before' && kind === 'daily') {
      count += 1;
      blocks.push(
        { type: 'text', text: say.notGone({ list: kindText(kind) }) },
        ...nextBlocks([`/checklist daily ${system}`]),
      );
    }
  }
  const reviews = await openReviews(desk, system);
  const persons = { open: [], done: [] };
  return {
    blocks: [...blocks, ...openBlocks(desk, system, 'daily', { persons, reviews })],
    count: count + reviews.length,
  };
}

/** Whether a list was gone through in the day, week … that is now; one that never was is nobody's habit yet. */
async function lastAsked(
  desk: Desk,
  system: string,
  kind: ChecklistKind,
): Promise<'in this period' | 'before' | 'never'> {
  const settings = desk.settings();
  if (itemsOf(settings, system, kind).length === 0) return 'never';
  const [newest] = await desk.store.checklists.list({ system, kind, limit: 1 });
  if (newest === undefined) return 'never';
  return newest.period === periodOf(kind, desk.clock.now(), settings.timeZone) ? 'in this period' : 'before';
}
