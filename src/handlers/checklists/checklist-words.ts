import { dotted } from '../../actions/joined.ts';
import { systemName, worded } from '../../actions/names.ts';
import { type Block, type Button, type Finding, type Report, worst } from '../../actions/report.ts';
import { outside, type Text, texts, type Wording } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { personName } from '../person-name.ts';
import type { Approval } from '../store/approvals.ts';
import type { ChecklistKind, ChecklistSeen, ItemDone } from '../store/checklists.ts';
import type { ChecklistItem } from './checklist-spec.ts';
import { type Difference, differences } from './compare.ts';
import { itemsOf } from './items-of.ts';
import type { PersonsItems } from './open-items.ts';
import { isDayBefore } from './periods.ts';

const say = texts('checklist', {
  daily: { en: 'Daily checklist', zh: '每日检查' },
  weekly: { en: 'Weekly checklist', zh: '每周检查' },
  monthly: { en: 'Monthly checklist', zh: '每月检查' },
  quarterly: { en: 'Quarterly checklist', zh: '季度检查' },
  well: { en: '{list} · {system} — {well} of {count} well', zh: '{list} · {system} — {count} 项中 {well} 项正常' },
  allWell: { en: '{list} · {system} — {count} of {count} well', zh: '{list} · {system} — {count} 项全部正常' },
  onlyPersons: { en: '{list} · {system}', zh: '{list} · {system}' },
  yesterday: { en: '{text} (yesterday: {before})', zh: '{text}(昨日:{before})' },
  lastTime: { en: '{text} ({age}: {before})', zh: '{text}({age}:{before})' },
  wellAgain: { en: 'well again (yesterday: {before})', zh: '已恢复(昨日:{before})' },
  wellSince: { en: 'well again ({age}: {before})', zh: '已恢复({age}:{before})' },
  others: {
    en: '{count, plural, one {the other one is} other {the other # are}} well{as, select, yes {, as yesterday} before {, as before} other {}}',
    zh: '其余 {count} 项正常{as, select, yes {,与昨日一致} before {,与上次一致} other {}}',
  },
  more: { en: 'and {count} more of these', zh: '另有 {count} 项' },
  due: { en: '□ {title}: {ask}', zh: '□ {title}:{ask}' },
  review: {
    en: '□ Break-glass {code} by {who} waits for another person to look at it: {what}',
    zh: '□ {who} 的紧急执行 {code} 待他人复核:{what}',
  },
  done: { en: '{title}: done by {by} at {at}', zh: '{title}:{by} 已于 {at} 完成' },
  byMe: { en: 'Done by me: {title}', zh: '我已完成:{title}' },
  look: { en: 'Review', zh: '复核' },
  label: { en: '{title}', zh: '{title}' },
  unmoved: { en: '{text}', zh: '{text}' },
});

export const kindText = (kind: ChecklistKind): Text => say[kind]();

type Seen = Pick<ChecklistSeen, 'system' | 'kind' | 'period' | 'atMs' | 'items'>;

/** One line when all is well; what is wrong first, then what moved, then what waits for a person. */
export function checklistReport(
  desk: Desk,
  seen: Seen,
  before: ChecklistSeen | undefined,
  waiting: { readonly persons: PersonsItems; readonly reviews: readonly Approval[] },
): Report {
  const { items, system, kind } = seen;
  const found = desk.inventory().system(system);
  const all = differences(items, before?.items ?? []);
  const wrong = items.filter(({ verdict }) => verdict !== 'ok');
  const told = new Set(all.map(({ item }) => item.item));
  const others = items.filter(({ item, verdict }) => verdict === 'ok' && !told.has(item)).length;
  const open = openBlocks(desk, system, kind, waiting);
  const words = {
    list: kindText(kind),
    system: found === undefined ? outside(system) : systemName(found),
    well: items.length - wrong.length,
    count: items.length,
  };
  const finding = (difference: Difference) => findingOf(difference, seen, before);
  const blocks: readonly Block[] = [
    ...(all.length === 0 ? [] : [{ type: 'findings' as const, findings: all.map(finding) }]),
    ...(all.length === 0 || others === 0
      ? []
      : [{ type: 'text' as const, mark: 'ok' as const, text: say.others({ count: others, as: since(seen, before) }) }]),
    ...doneBlocks(desk, seen, waiting.persons),
    ...open,
  ];
  const headline = items.length === 0 ? say.onlyPersons : wrong.length === 0 ? say.allWell : say.well;
  return {
    verdict: worst([...items.map(({ verdict }) => verdict), ...(open.length === 0 ? [] : ['warning' as const])]),
    headline: headline(words),
    measuredAtMs: seen.atMs,
    blocks,
    next: nextOf(desk, seen, wrong),
  };
}

const mostNext = 3;

/** What looked and was not content, each to be looked at again with all it has to say. */
function nextOf(desk: Desk, { system, kind }: Seen, wrong: Seen['items']): readonly string[] {
  const items = itemsOf(desk.settings(), system, kind);
  const commands = wrong.flatMap(({ item }) => items.find(({ id }) => id === item)?.command ?? []);
  const here = commands.map((each) => (each.split(/\s+/).includes(system) ? each : `${each} ${system}`));
  return [...new Set(here)].slice(0, mostNext);
}

function since(seen: Seen, before: ChecklistSeen | undefined): 'yes' | 'before' | 'no' {
  if (before === undefined) return 'no';
  return seen.kind === 'daily' && isDayBefore(before.period, seen.period) ? 'yes' : 'before';
}

function findingOf(difference: Difference, seen: Seen, last: ChecklistSeen | undefined): Finding {
  const { item, finding, before, more, how } = difference;
  if (more !== undefined) return { mark: 'warning', label: worded(item.title), text: say.more({ count: more }) };
  const text = finding?.text ?? item.headline;
  const isYesterday = since(seen, last) === 'yes';
  const age = { atMs: last?.atMs ?? 0, as: 'age' as const };
  const label = finding === undefined ? worded(item.title) : dotted([worded(item.title), finding.label]);
  if (how === 'well-again') {
    const words = { before: before ?? outside('') };
    return { mark: 'ok', label, text: isYesterday ? say.wellAgain(words) : say.wellSince({ ...words, age }) };
  }
  const mark = finding?.mark ?? item.verdict;
  if (before === undefined) return { mark, label, text };
  return { mark, label, text: isYesterday ? say.yesterday({ text, before }) : say.lastTime({ text, before, age }) };
}

function doneBlocks(desk: Desk, { system, kind }: Seen, { done }: PersonsItems): readonly Block[] {
  const lists = desk.settings().checklists[system]?.[kind] ?? {};
  return done.map((each) => doneBlock(desk, lists[each.item]?.title ?? each.item, each));
}

/** That a person did what was asked. */
export const doneBlock = (desk: Desk, title: string | Wording, { by, atMs }: Pick<ItemDone, 'by' | 'atMs'>): Block => ({
  type: 'text',
  mark: 'ok',
  text: say.done({ title: worded(title), by: personName(desk.settings(), by), at: { atMs } }),
});

/** What a person is asked. */
export const dueBlock = ({ title, ask = '' }: Pick<ChecklistItem, 'title' | 'ask'>): Block => ({
  type: 'text',
  text: say.due({ title: worded(title), ask: worded(ask) }),
});

/** What a person is asked, with its buttons. */
export function openBlocks(
  desk: Desk,
  system: string,
  kind: ChecklistKind,
  { persons, reviews }: { readonly persons: PersonsItems; readonly reviews: readonly Approval[] },
): readonly Block[] {
  const buttons = persons.open.flatMap((item) => buttonsOf(system, kind, item));
  return [
    ...persons.open.map(dueBlock),
    ...reviews.map(
      ({ code, requester, plan }): Block => ({
        type: 'text',
        mark: 'warning',
        text: say.review({ code, who: personName(desk.settings(), requester), what: plan.summary }),
      }),
    ),
    ...(buttons.length + reviews.length === 0
      ? []
      : [
          {
            type: 'buttons' as const,
            buttons: [...buttons, ...(reviews.length === 0 ? [] : [{ label: say.look(), command: '/review' }])],
          },
        ]),
  ];
}

export const doneCommand = (system: string, kind: ChecklistKind, item: string): string =>
  `/checklist done ${system} ${kind} ${item}`;

const buttonsOf = (system: string, kind: ChecklistKind, { id, title, offer }: ChecklistItem): readonly Button[] => [
  { label: say.byMe({ title: worded(title) }), command: doneCommand(system, kind, id) },
  ...(offer === undefined ? [] : [{ label: outside(offer), command: offer }]),
];
