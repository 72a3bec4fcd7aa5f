import { dayIn } from '../language/day-in.ts';
import type { ChecklistKind } from '../store/checklists.ts';

const dayMs = 86_400_000;

/** The day, ISO week, month or quarter a moment falls in: `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`. They sort as they follow. */
export function periodOf(kind: ChecklistKind, atMs: number, timeZone: string): string {
  const day = dayIn(atMs, timeZone);
  switch (kind) {
    case 'daily':
      return day;
    case 'weekly':
      return weekOf(day);
    case 'monthly':
      return day.slice(0, 7);
    case 'quarterly':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  }
}

/** ISO 8601: a week belongs to the year that has its Thursday. */
function weekOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const thursday = at + (4 - (new Date(at).getUTCDay() || 7)) * dayMs;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / dayMs / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** One day lies between the two. */
export const isDayBefore = (day: string, other: string): boolean =>
  Date.parse(`${other}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`) === dayMs;
