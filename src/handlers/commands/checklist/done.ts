import * as z from 'zod';
import { worded } from '../../../actions/names.ts';
import { fail } from '../../../actions/result.ts';
import { outside, texts, type Wording } from '../../../actions/text.ts';
import { principalKey } from '../../../auth/principal.ts';
import { entry } from '../../audit/entry.ts';
import { isPersons, itemsOf } from '../../checklists/items-of.ts';
import { personsItems } from '../../checklists/open-items.ts';
import { periodOf } from '../../checklists/periods.ts';
import { showDone } from '../../checklists/show-done.ts';
import { defineCommand } from '../../command.ts';
import { nearest } from '../../dispatch/suggest.ts';
import { personName } from '../../person-name.ts';
import { checklistKinds } from '../../store/checklists.ts';
import { kindChoices } from '../checklist.ts';

const say = texts('checklist.done', {
  summary: {
    en: 'Say that you did what a checklist asks of a person; your name and the time are kept.',
    zh: '确认已完成检查单中的人工事项,记录姓名与时间。',
  },
  done: { en: '{title} ({system}): done by {by} at {at}', zh: '{title}({system}):{by} 已于 {at} 完成' },
  already: {
    en: '{title} was done by {by} at {at} already.',
    zh: '{title} 已由 {by} 于 {at} 完成。',
  },
  unknown: { en: '{system} asks no person for "{item}".', zh: '{system} 的检查单没有人工事项“{item}”。' },
  onlyPeople: { en: 'Only a person can say so.', zh: '只有人可以确认。' },
});

export const done = defineCommand({
  name: 'checklist done',
  aliases: ['巡检 完成', '巡检完成'],
  summary: say.summary(),
  examples: ['/checklist done teaching keys', '/巡检 完成 教学 keys'],
  takes: {
    system: { word: 'system', optional: false },
    kind: { word: 'choice', optional: true, choices: kindChoices },
    item: { word: 'rest', optional: false },
  },
  input: z.strictObject({ system: z.string(), kind: z.enum(checklistKinds).optional(), item: z.string() }),
  permission: 'checklist:done',
  timeoutMs: 10_000,
  changesState: true,
  async handle({ system, kind: wanted, item: typed }, request) {
    const { desk, principal } = request;
    const settings = desk.settings();
    if (principal.kind !== 'person') return fail('denied', say.onlyPeople());
    const asked = checklistKinds
      .filter((kind) => wanted === undefined || kind === wanted)
      .flatMap((kind) =>
        itemsOf(settings, system, kind)
          .filter(isPersons)
          .map((item) => ({ kind, item })),
      );
    const name = typed.trim().toLowerCase();
    const found = asked.filter(({ item: { id, title } }) => id === name || titlesOf(title).includes(name));
    const [first] = found;
    if (first === undefined) {
      const near = nearest(
        name,
        asked.map(({ item: { id } }) => id),
      );
      const next = near === undefined ? [] : [`/checklist done ${system} ${near}`];
      return fail('not-found', say.unknown({ system: outside(system), item: outside(typed) }), { next });
    }
    // Asked for in two lists: the one where it still waits.
    const opens = await Promise.all(
      found.map(async (each) => ({ each, ...(await personsItems(desk, system, each.kind)) })),
    );
    const { kind, item } = opens.find(({ each, open }) => open.some(({ id }) => id === each.item.id))?.each ?? first;
    const atMs = desk.clock.now();
    const by = principalKey(principal);
    const period = periodOf(kind, atMs, settings.timeZone);
    const done = { system, kind, item: item.id, period, by, atMs };
    const earlier = await desk.store.checklists.done(
      done,
      entry(request, 'checklist.done', { system, reason: `${kind} ${item.id}` }),
    );
    const title = worded(item.title);
    if (earlier !== undefined) {
      const words = { title, by: personName(settings, earlier.by), at: { atMs: earlier.atMs } };
      return fail('stale', say.already(words));
    }
    await showDone(desk, item, done).catch((error: unknown) =>
      desk.log('error', 'a checklist goes on asking for what was done', {
        system,
        item: item.id,
        error: String(error),
      }),
    );
    const headline = say.done({ title, system, by: personName(settings, by), at: { atMs } });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: atMs, blocks: [], next: [] } };
  },
});

const titlesOf = (title: string | Wording): readonly string[] =>
  (typeof title === 'string' ? [title] : Object.values(title)).map((each) => each.toLowerCase());
