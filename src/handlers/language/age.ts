import { timeUnits } from './amounts.ts';
import type { Reader } from './reader.ts';
import { moment } from './times.ts';

const sizes = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** `3 min ago`, `3 分钟前`, `in 2 h`, `just now`: one unit, never more than has passed. Without a now: the moment itself. */
export function age(atMs: number, reader: Reader): string {
  const { language, nowMs } = reader;
  if (nowMs === undefined || !Number.isFinite(atMs)) return moment(atMs, reader);
  const apartMs = Math.abs(nowMs - atMs);
  const size = sizes.find(([ms]) => apartMs >= ms);
  if (size === undefined) return language === 'zh' ? '刚刚' : 'just now';
  const length = `${Math.floor(apartMs / size[0])} ${timeUnits[language][size[1]]}`;
  if (language === 'zh') return nowMs > atMs ? `${length}前` : `${length}后`;
  return nowMs > atMs ? `${length} ago` : `in ${length}`;
}
