import type { Finding } from '../../actions/report.ts';
import type { Text, TextParam } from '../../actions/text.ts';
import type { ItemSeen } from '../store/checklists.ts';

/** One line about an item that is not well, or not as it was. */
export interface Difference {
  readonly item: ItemSeen;
  /** Left out: the item as a whole. */
  readonly finding?: Finding;
  /** What was said of the same thing before, when it was something else. */
  readonly before?: Text;
  /** `more`: so many findings of the item that are not said one by one. */
  readonly more?: number;
  readonly how: 'wrong' | 'well-again' | 'moved';
}

/** What is to be said of the items; those with nothing to say are as they were. */
export function differences(now: readonly ItemSeen[], before: readonly ItemSeen[]): readonly Difference[] {
  const all = now.flatMap((item) =>
    differencesOf(
      item,
      before.find((each) => each.item === item.item),
    ),
  );
  return all.toSorted((a, b) => ranks.indexOf(rankOf(a)) - ranks.indexOf(rankOf(b)));
}

const ranks = ['critical', 'warning', 'unknown', 'moved', 'well-again'];
const rankOf = ({ how, finding, item, more }: Difference): string => {
  if (how !== 'wrong') return how;
  return more === undefined ? (finding?.mark ?? item.verdict) : 'warning';
};

function differencesOf(item: ItemSeen, before: ItemSeen | undefined): readonly Difference[] {
  const wrong = item.findings.filter(({ mark }) => mark !== 'ok');
  const moved = item.findings.flatMap((finding): readonly Difference[] => {
    const was = before?.findings.find((each) => same(each.label, finding.label));
    if (finding.mark !== 'ok' || was?.mark !== 'ok' || isOfTheMoment(finding) || !hasMoved(was.text, finding.text))
      return [];
    return [{ item, finding, before: was.text, how: 'moved' }];
  });
  if (item.verdict === 'ok')
    return before !== undefined && before.verdict !== 'ok'
      ? [{ item, before: worstWords(before), how: 'well-again' }, ...moved]
      : moved;
  if (wrong.length === 0) {
    const was = before === undefined || same(before.headline, item.headline) ? undefined : before.headline;
    return [{ item, ...(was === undefined ? {} : { before: was }), how: 'wrong' }, ...moved];
  }
  const told = wrong.toSorted((a, b) => ranks.indexOf(a.mark) - ranks.indexOf(b.mark)).slice(0, mostTold);
  const more = wrong.length - told.length;
  return [
    ...told.map((finding): Difference => {
      const words = wordsBefore(finding, item, before);
      return { item, finding, ...(words === undefined ? {} : { before: words }), how: 'wrong' };
    }),
    ...(more === 0 ? [] : [{ item, more, how: 'wrong' as const }]),
    ...moved,
  ];
}

/** Of one item; the rest is counted, and its own command shows it. */
const mostTold = 3;

/** Several findings may have one label; then nobody can tell which was which. */
function wordsBefore({ label, text }: Finding, item: ItemSeen, before: ItemSeen | undefined): Text | undefined {
  const were = (before?.findings ?? []).filter((each) => same(each.label, label));
  const are = item.findings.filter((each) => same(each.label, label));
  const [was] = were;
  return was === undefined || were.length > 1 || are.length > 1 || same(was.text, text) ? undefined : was.text;
}

/** What was wrong with it, in its own words. */
const worstWords = ({ headline, findings }: ItemSeen): Text =>
  findings.find(({ mark }) => mark !== 'ok')?.text ?? headline;

const same = (a: Text, b: Text): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How busy a processor is says nothing of yesterday while it is well. */
const isOfTheMoment = ({ label }: Finding): boolean => 'key' in label && label.key.startsWith('cpu.');

const percentPoints = 5;
const byHalf = 1.5;
const leastBytes = 50 * 1024 * 1024;

/** Whether a figure is far from where it was: five points of a percentage; half as much again of at least 50 MB. */
function hasMoved(before: Text, now: Text): boolean {
  // A version, a name: what is said as it came is another as soon as it differs.
  if ('outside' in before && 'outside' in now) return before.outside !== now.outside;
  const was = figuresOf(before);
  return [...figuresOf(now)].some(([name, figure]) => {
    const old = was.get(name);
    if (old === undefined) return false;
    if (name === 'percent') return Math.abs(figure - old) >= percentPoints;
    const [small, large] = [Math.min(figure, old), Math.max(figure, old)];
    return large - small >= leastBytes && large >= small * byHalf;
  });
}

/** Percentages and sizes that a text shows, by their names in it. */
export function figuresOf(text: Text): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  const look = (each: Text): void => {
    if ('outside' in each) return;
    for (const [name, value] of Object.entries(each.params ?? {})) {
      const figure = figureOf(name, value);
      if (figure !== undefined && !figures.has(name)) figures.set(name, figure);
      if (typeof value === 'object' && ('key' in value || 'outside' in value)) look(value);
    }
  };
  look(text);
  return figures;
}

function figureOf(name: string, value: TextParam): number | undefined {
  if (name === 'percent' && typeof value === 'number') return value;
  return typeof value === 'object' && 'bytes' in value ? value.bytes : undefined;
}
