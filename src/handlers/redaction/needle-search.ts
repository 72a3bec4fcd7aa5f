import { isBreak, isWrapped, matchNeedle } from './needle-match.ts';
import type { Needle } from './secret-encodings.ts';
import type { Span } from './span.ts';

/** Needles are found by a rolling hash of this many characters: 16 bits, of which each shift by 4 drops the oldest. */
const block = 4;
const hashOn = (hash: number, code: number): number => ((hash << 4) ^ code) & 0xffff;

export interface NeedleSearch {
  /** The longest stretch of text that one needle can cover, its neighbours included. */
  readonly longest: number;
  /** Spans that begin in [from, settled); from `settled` on, more text may change the answer. */
  find(text: string, from: number, end: number, final: boolean): { readonly spans: Span[]; readonly settled: number };
}

function indexNeedles(needles: readonly Needle[]) {
  const byHash = new Map<number, Needle[]>();
  const filled = new Uint8Array(0x10000);
  const beginnings = new Set<string>();
  for (const needle of needles) {
    let hash = 0;
    for (let i = 0; i < block; i += 1) hash = hashOn(hash, needle.text.charCodeAt(i));
    filled[hash] = 1;
    byHash.set(hash, [...(byHash.get(hash) ?? []), needle]);
    for (let length = 1; length < block; length += 1) beginnings.add(needle.text.slice(0, length));
  }
  return { byHash, filled, beginnings };
}

/** Where a needle may begin in the last characters, which are too few to hash. */
function beginningIn(beginnings: ReadonlySet<string>, text: string, from: number, end: number): number {
  for (let at = Math.max(from, end - 2 * block); at < end; at += 1) {
    const rest = text.slice(at, end);
    const goesOn = !isBreak(rest.at(-1)) || isWrapped(text, end - 1);
    if (beginnings.has(rest) || (goesOn && beginnings.has(rest.replace(/[\r\n]/g, '')))) return at;
  }
  return end;
}

/** Looks for all needles in one pass. Base64 is also looked for as if the text had no line breaks. */
export function makeNeedleSearch(needles: readonly Needle[]): NeedleSearch {
  const { byHash, filled, beginnings } = indexNeedles(needles);
  return {
    longest: 4 + needles.reduce((most, { text, base64 }) => Math.max(most, text.length * (base64 ? 3 : 1)), 0),
    find(text, from, end, final) {
      const spans: Span[] = [];
      let settled = final ? end : beginningIn(beginnings, text, from, end);
      const tryAt = (at: number, hash: number): void => {
        for (const needle of byHash.get(hash) ?? []) {
          const match = matchNeedle(text, at, end, final, needle);
          if (match === 'cut off') settled = final ? end : Math.min(settled, at);
          else if (match !== 'none') spans.push({ ...match, open: false, name: needle.name });
        }
      };
      let hash = 0;
      let joinedHash = 0;
      let [third, second, first] = [-1, -1, -1]; // where the last three characters that are no line breaks stand
      for (let i = from; i < end; i += 1) {
        const code = text.charCodeAt(i);
        hash = hashOn(hash, code);
        if (filled[hash] === 1 && i - from >= block - 1) tryAt(i - block + 1, hash);
        if (code === 10 || code === 13) continue;
        joinedHash = hashOn(joinedHash, code);
        if (third >= 0 && third !== i - block + 1 && filled[joinedHash] === 1) tryAt(third, joinedHash);
        third = second;
        second = first;
        first = i;
      }
      // the character before a base64 needle may be part of it
      if (settled < end) settled = Math.max(from, settled - 1);
      return { spans: spans.filter(({ start }) => start < settled), settled };
    },
  };
}
