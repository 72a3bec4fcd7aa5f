/** Durations as people type them in a chat; YAML has its own, stricter form. */

interface Unit {
  readonly ms: number;
  readonly spellings: readonly string[];
}
const units: readonly Unit[] = [
  { ms: 604_800_000, spellings: ['w', 'week', 'weeks', '周', '个星期', '星期'] },
  { ms: 86_400_000, spellings: ['d', 'day', 'days', '天', '日'] },
  { ms: 3_600_000, spellings: ['h', 'hr', 'hrs', 'hour', 'hours', '小时', '个小时', '钟头', '个钟头', '时'] },
  { ms: 60_000, spellings: ['m', 'min', 'mins', 'minute', 'minutes', '分钟', '分'] },
  { ms: 1_000, spellings: ['s', 'sec', 'secs', 'second', 'seconds', '秒钟', '秒'] },
  { ms: 1, spellings: ['ms', '毫秒'] },
];
const unitMs = new Map(units.flatMap(({ ms, spellings }) => spellings.map((spelling) => [spelling, ms] as const)));

const chineseDigits: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

const part =
  /(\d{1,9}(?:\.\d{1,3})?|[一二两三四五六七八九]?十?[一二两三四五六七八九]?|半)([a-z]{1,7}|[^\d\sa-z一二两三四五六七八九十半]{1,3})/y;
const beginning = /^[\d一二两三四五六七八九十半]/;
/** Longest thing that can be a duration; keeps the look at other words short. */
const maxLength = 40;

export const isDurationUnit = (word: string): boolean => unitMs.has(word);

/**
 * `5s`, `1h30m`, `1.5h`, `2分钟`, `1小时30分`, `半小时`, `十分钟` → milliseconds, undefined for anything else. Parts go from
 * large to small, each unit once. Takes a folded word.
 */
export function spokenDuration(word: string): number | undefined {
  if (word.length > maxLength || !beginning.test(word)) return undefined;
  let total = 0;
  let former = Number.POSITIVE_INFINITY;
  part.lastIndex = 0;
  let at = 0;
  while (at < word.length) {
    part.lastIndex = at;
    const match = part.exec(word);
    const ms = unitMs.get(match?.[2] ?? '');
    const amount = amountOf(match?.[1] ?? '');
    if (match === null || ms === undefined || amount === undefined || ms >= former) return undefined;
    total += amount * ms;
    former = ms;
    at += match[0].length;
  }
  return at === 0 ? undefined : Math.round(total);
}

function amountOf(words: string): number | undefined {
  if (/^\d/.test(words)) return Number(words);
  if (words === '半') return 0.5;
  if (words === '') return undefined;
  const [tens = '', ones] = words.split('十');
  if (ones === undefined) return words.length === 1 ? chineseDigits[words] : undefined;
  return (
    (tens === '' ? 1 : (chineseDigits[tens] ?? Number.NaN)) * 10 +
    (ones === '' ? 0 : (chineseDigits[ones] ?? Number.NaN))
  );
}
