import type { DayKind } from '../handlers/schedules/work-days.ts';

interface Arrangements {
  /** Days off, by date. */
  readonly holidays: Readonly<Record<string, string>>;
  /** Saturdays and Sundays worked in exchange (调休). */
  readonly workdays: Readonly<Record<string, string>>;
}

let loading: Promise<Arrangements> | undefined;
const arrangements = (): Promise<Arrangements> => {
  // Only the data of the package: its program brings the lunar calendar along, 8 MB of memory.
  loading ??= import('chinese-days/dist/chinese-days.json', { with: { type: 'json' } }).then(
    ({ default: data }) => data,
  );
  return loading;
};

/**
 * Whether a day such as `2026-10-10` is worked in China, by the yearly notices on public holidays. The notice of the next
 * year may move the last days of December, as it did for 2007, 2012 and 2019.
 */
export async function chineseDay(day: string): Promise<DayKind> {
  const { holidays, workdays } = await arrangements();
  const known = Object.keys(holidays).toSorted((a, b) => a.localeCompare(b));
  const [first = '9999', last = '0000'] = [known.at(0), known.at(-1)].map((each) => each?.slice(0, 4));
  if (day < `${first}-01-01` || day > `${last}-12-28`) return 'unknown';
  if (Object.hasOwn(workdays, day)) return 'work';
  if (Object.hasOwn(holidays, day)) return 'rest';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? 'rest' : 'work';
}
