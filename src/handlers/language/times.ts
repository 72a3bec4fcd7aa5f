import { localeOf, type Reader } from './reader.ts';

/** Letters Intl does not know, of zones without clock changes (IANA tz database); it says `GMT+8` for them. */
const abbreviations: Readonly<Record<string, string>> = {
  'Asia/Shanghai': 'CST',
  'Asia/Chongqing': 'CST',
  'Asia/Harbin': 'CST',
  'Asia/Macau': 'CST',
  'Asia/Taipei': 'CST',
  PRC: 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Kolkata': 'IST',
};
/** Each names the zones of its own part of the world. */
const namingLocales = ['en-US', 'en-GB', 'en-AU'];

/** `CST`, `CEST`, else `GMT+8`. */
export function zoneName(atMs: number, timeZone: string): string {
  const known = abbreviations[timeZone];
  if (known !== undefined) return known;
  const names = namingLocales.map((locale) =>
    part(atMs, formatter(locale, timeZone, { timeZoneName: 'short' }), 'timeZoneName'),
  );
  return names.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? names[0] ?? timeZone;
}

/** `03:12:08 CST`; with its date when that is not today: `21 Nov 03:12:08 CST`, `11月21日 03:12:08 CST`. */
export function moment(atMs: number, reader: Reader): string {
  const time = `${clock(atMs, reader.timeZone)} ${zoneName(atMs, reader.timeZone)}`;
  if (reader.nowMs !== undefined && day(atMs, reader) === day(reader.nowMs, reader)) return time;
  return `${date(atMs, reader)} ${time}`;
}

/** `03:12:08`. Times no calendar has are `?`. */
export function clock(atMs: number, timeZone: string): string {
  if (!isTime(atMs)) return '?';
  return formatter('en-GB', timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

/** `21 Nov`, `11月21日`; the year is added when it is not this one. */
export function date(atMs: number, reader: Reader): string {
  if (!isTime(atMs)) return '?';
  const { language, timeZone, nowMs } = reader;
  const year = formatter('en-GB', timeZone, { year: 'numeric' });
  const thisYear = nowMs !== undefined && isTime(nowMs) && year.format(nowMs) === year.format(atMs);
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: language === 'en' ? 'short' : 'long' };
  return formatter(localeOf[language], timeZone, thisYear ? options : { ...options, year: 'numeric' }).format(atMs);
}

const day = (atMs: number, { timeZone }: Reader): string =>
  isTime(atMs) ? formatter('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs) : '?';

const isTime = (atMs: number): boolean => Math.abs(atMs) <= 8.64e15;

const part = (atMs: number, format: Intl.DateTimeFormat, type: Intl.DateTimeFormatPartTypes): string =>
  isTime(atMs) ? (format.formatToParts(atMs).find((one) => one.type === type)?.value ?? '') : '';

/** Making one costs a hundred times what using it does. Bounded: few zones, few forms. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formatters.set(key, made);
  return made;
}
