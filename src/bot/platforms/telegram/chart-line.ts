import type { Block } from '../../../actions/report.ts';
import { texts } from '../../../actions/text.ts';
import { inert, type Line, said, type Voice } from './pieces.ts';

const say = texts('telegram.chart', {
  series: { en: '{name} {last} {unit} ({least}–{greatest})', zh: '{name} {last} {unit}({least}–{greatest})' },
});

/** What the picture shows in words, for who cannot see it: each line's last value and its range. */
export function chartLine({ alt, series, unit }: Extract<Block, { readonly type: 'chart' }>, voice: Voice): Line {
  const ranges = series.flatMap(({ name, points }) => {
    const values = points.map(([, value]) => value).filter(Number.isFinite);
    const last = values.at(-1);
    if (last === undefined) return [];
    const least = values.reduce((a, b) => Math.min(a, b), last);
    const greatest = values.reduce((a, b) => Math.max(a, b), last);
    return [said(say.series({ name, last, unit, least, greatest }), voice)];
  });
  return inert([said(alt, voice), ...ranges].join(' · '), voice);
}
