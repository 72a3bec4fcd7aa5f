import { joinSpaced } from './chinese-spacing.ts';
import { localeOf, type Reader } from './reader.ts';

/** At most two decimals, so that 0.1 + 0.2 is 0.3. */
export const quantity = (value: number): number => (Number.isInteger(value) ? value : Math.round(value * 100) / 100);

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const timeUnits = {
  en: { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' },
  zh: { ms: '毫秒', s: '秒', min: '分钟', h: '小时', d: '天' },
} as const;

/** `41 ms`, `7.2 s`, `2 min 10 s`, `3 d 2 h`; `2 分 10 秒`, `3 天 2 小时`. */
export function duration(durationMs: number, { language }: Pick<Reader, 'language'>): string {
  if (!Number.isFinite(durationMs)) return '?';
  if (durationMs < 0) return `-${duration(-durationMs, { language })}`;
  const unit = timeUnits[language];
  if (durationMs < 999.5)
    return durationMs > 0 && durationMs < 0.5 ? `<1 ${unit.ms}` : `${Math.round(durationMs)} ${unit.ms}`;
  if (durationMs < minuteMs - 50) return `${Math.round(durationMs / 100) / 10} ${unit.s}`;
  const seconds = Math.round(durationMs / secondMs);
  if (seconds < 90) return `${seconds} ${unit.s}`;
  if (seconds < 3_600) return compound(seconds, 60, language === 'zh' ? ['分', unit.s] : [unit.min, unit.s], unit.min);
  const minutes = Math.round(durationMs / minuteMs);
  if (minutes < 24 * 60) return compound(minutes, 60, [unit.h, language === 'zh' ? '分' : unit.min], unit.h);
  const hours = Math.round(durationMs / hourMs);
  return hours < 30 * 24
    ? compound(hours, 24, [unit.d, unit.h], unit.d)
    : `${Math.round(durationMs / dayMs)} ${unit.d}`;
}

/** `2 min 10 s`, or `2 min` when nothing is left over. */
function compound(amount: number, per: number, [large, small]: readonly [string, string], alone: string): string {
  const rest = amount % per;
  const whole = Math.floor(amount / per);
  return rest === 0 ? `${whole} ${alone}` : `${whole} ${large} ${rest} ${small}`;
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** `38 MB`, `2.1 GB`; of 1024 each, as `df -h`, `free -h` and `du -h` count. */
export function bytes(count: number): string {
  if (!Number.isFinite(count)) return '?';
  let amount = Math.abs(count);
  let unit = 0;
  while (round(amount) >= 1_024 && unit < byteUnits.length - 1) {
    amount /= 1_024;
    unit += 1;
  }
  return `${count < 0 ? '-' : ''}${unit === 0 ? Math.round(amount) : round(amount)} ${byteUnits[unit]}`;
}

const round = (amount: number): number => (amount < 9.95 ? Math.round(amount * 10) / 10 : Math.round(amount));

const english: { and?: Intl.ListFormat; or?: Intl.ListFormat } = {};
const chinese = { and: '和', or: '或' };

/** `a, b and c`; `甲、乙和丙`; a dash for none. */
export function list(
  items: readonly string[],
  { language }: Pick<Reader, 'language'>,
  joined: 'and' | 'or' = 'and',
): string {
  if (items.length === 0) return '—';
  if (language === 'en') {
    english[joined] ??= new Intl.ListFormat(localeOf.en, { type: joined === 'and' ? 'conjunction' : 'disjunction' });
    return english[joined].format(items);
  }
  return items.reduce((all, item, at) =>
    joinSpaced(joinSpaced(all, at === items.length - 1 ? chinese[joined] : '、'), item),
  );
}
