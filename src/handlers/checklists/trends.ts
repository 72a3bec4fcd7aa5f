import { dotted } from '../../actions/joined.ts';
import { worded } from '../../actions/names.ts';
import { bytesText, type Text, texts } from '../../actions/text.ts';
import type { ChecklistSeen, ItemSeen } from '../store/checklists.ts';
import { figuresOf } from './compare.ts';

const say = texts('checklist-trend', {
  percent: { en: '{value} %', zh: '{value} %' },
  // Words from outside may not look like a verdict, so these are our own.
  ok: { en: '●', zh: '●' },
  warning: { en: '▲', zh: '▲' },
  critical: { en: '■', zh: '■' },
  unknown: { en: '?', zh: '?' },
  row: { en: '{first}{rest}', zh: '{first}{rest}' },
});

/** One figure as a list's items showed it, oldest first; undefined where it was not measured. */
export interface Trend {
  readonly label: Text;
  readonly values: readonly (number | undefined)[];
  readonly unit: 'percent' | 'bytes';
}

const mostTrends = 12;

/** The shape of each time an item was looked at, oldest first; unknown where it was not. */
export const shapesOf = (item: string, seen: readonly ChecklistSeen[]): Text =>
  seen
    .map(({ items }) => say[items.find((each) => each.item === item)?.verdict ?? 'unknown']())
    .reduce((first: Text, rest) => say.row({ first, rest }));

/** Percentages and sizes that stand in the findings of the newest list, those that changed most first. `seen`: oldest first. */
export function trendsOf(seen: readonly ChecklistSeen[]): readonly Trend[] {
  const newest = seen.at(-1)?.items ?? [];
  const all = newest.flatMap((item) =>
    item.findings.flatMap((finding) =>
      [...figuresOf(finding.text).keys()]
        .filter((name) => !limits.has(name))
        .slice(0, 1)
        .map(
          (name): Trend => ({
            label: dotted([worded(item.title), finding.label]),
            unit: name === 'percent' ? 'percent' : 'bytes',
            values: seen.map(({ items }) => figureIn(items, item.item, JSON.stringify(finding.label), name)),
          }),
        ),
    ),
  );
  const alike = new Map(all.map((trend) => [JSON.stringify([trend.values, trend.unit]), trend]));
  return [...alike.values()].toSorted((a, b) => changeOf(b) - changeOf(a)).slice(0, mostTrends);
}

/** Of a disk, not of what fills it. */
const limits = new Set(['total', 'free', 'limit']);

function figureIn(items: readonly ItemSeen[], id: string, label: string, name: string): number | undefined {
  const findings = items.find(({ item }) => item === id)?.findings ?? [];
  const finding = findings.find((each) => JSON.stringify(each.label) === label);
  return finding === undefined ? undefined : figuresOf(finding.text).get(name);
}

/** How much it moved, of its greatest. */
function changeOf({ values }: Trend): number {
  const known = values.filter((value) => value !== undefined);
  const most = Math.max(...known);
  return most === 0 ? 0 : (most - Math.min(...known)) / most;
}

export const valueText = (value: number, unit: Trend['unit']): Text =>
  unit === 'percent' ? say.percent({ value }) : bytesText(value);
