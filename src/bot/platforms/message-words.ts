import type { Block, Button } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import { inertLine } from '../../handlers/language/inert.ts';
import { isNext } from '../../handlers/messages.ts';
import { type Hearing, said } from './said.ts';

/** What every chat says of a message besides its own words. */
export const ofMessages = texts('platforms.message', {
  leftOut: { en: '{lines, plural, one {# line} other {# lines}} left out', zh: '省略 {lines, number} 行' },
  more: { en: '{count} more, all in the file', zh: '另有 {count} 项,见文件' },
  file: { en: '{name} · {size}', zh: '{name} · {size}' },
  orType: { en: 'or type', zh: '或发送' },
  next: { en: 'Next:', zh: '下一步:' },
  series: { en: '{name} {last} {unit} ({least}–{greatest})', zh: '{name} {last} {unit}({least}–{greatest})' },
});

export interface ToType {
  readonly choices: readonly Button[];
  readonly next: readonly Button[];
}

/** Every button has something to type, unless it is `labelled` so or the words `above` say it already. */
export const toType = (all: readonly Button[], labelled: readonly Button[], above: string): ToType => ({
  choices: all.filter((button) => !isNext(button) && !above.includes(inertLine(button.command))),
  next: all.filter((button) => isNext(button) && !labelled.includes(button)),
});

/** What a picture shows, for who cannot see it: each line's last value and its range. Not inert yet. */
export function chartWords({ alt, series, unit }: Extract<Block, { readonly type: 'chart' }>, to: Hearing): string {
  const ranges = series.flatMap(({ name, points }) => {
    const values = points.map(([, value]) => value).filter(Number.isFinite);
    const last = values.at(-1);
    if (last === undefined) return [];
    const least = values.reduce((a, b) => Math.min(a, b), last);
    const greatest = values.reduce((a, b) => Math.max(a, b), last);
    return [said(ofMessages.series({ name, last, unit, least, greatest }), to)];
  });
  return [said(alt, to), ...ranges].join(' · ');
}
