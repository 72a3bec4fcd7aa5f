import { worded } from '../../actions/names.ts';
import type { Block } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { ChecklistSeen } from '../store/checklists.ts';
import { sparkline } from './sparkline.ts';
import { shapesOf, trendsOf, valueText } from './trends.ts';

const say = texts('checklist-trends', {
  item: { en: 'item', zh: '项目' },
  times: { en: 'so far', zh: '历次' },
  what: { en: 'figure', zh: '指标' },
  first: { en: 'then', zh: '当时' },
  last: { en: 'now', zh: '现在' },
  line: { en: 'course', zh: '走势' },
  none: { en: '–', zh: '–' },
});

/** How the items of a list went, and the figures in them as they moved. `seen`: oldest first. */
export function trendBlocks(seen: readonly ChecklistSeen[]): readonly Block[] {
  const newest = seen.at(-1);
  if (newest === undefined || newest.items.length === 0) return [];
  const trends = trendsOf(seen);
  const cell = (value: number | undefined, unit: 'percent' | 'bytes'): Text =>
    value === undefined ? say.none() : valueText(value, unit);
  return [
    {
      type: 'table',
      columns: [say.item(), say.times()],
      rows: newest.items.map(({ item, title }) => [worded(title), shapesOf(item, seen)]),
    },
    ...(trends.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            columns: [say.what(), say.line(), say.first(), say.last()],
            rows: trends.map(({ label, values, unit }) => [
              label,
              outside(sparkline(values)),
              cell(
                values.find((value) => value !== undefined),
                unit,
              ),
              cell(
                values.findLast((value) => value !== undefined),
                unit,
              ),
            ]),
          },
        ]),
  ];
}
