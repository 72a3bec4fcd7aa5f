import { distance } from 'fastest-levenshtein';
import { fold, isBeyondAscii } from './fold.ts';

/** The spelling most like a word that nothing answered to; undefined when none is near. Ties go to the first. */
export function nearest(word: string, spellings: Iterable<string>): string | undefined {
  const sought = fold(word);
  const tolerance = toleranceFor(sought);
  let best: string | undefined;
  let bestDistance = tolerance + 1;
  const beginning: string[] = [];
  for (const spelling of spellings) {
    const folded = fold(spelling);
    if (sought.length >= 2 && folded.startsWith(sought)) beginning.push(spelling);
    if (Math.abs(folded.length - sought.length) >= bestDistance) continue;
    const apart = isSwapped(sought, folded) ? 1 : distance(sought, folded);
    // A word that shares nothing with what was typed is no suggestion, however short both are.
    if (apart >= bestDistance || apart >= Math.max(sought.length, folded.length)) continue;
    best = spelling;
    bestDistance = apart;
  }
  if (best !== undefined) return best;
  return new Set(beginning).size === 1 ? beginning[0] : undefined;
}

/** Two neighbouring letters typed the wrong way round are one slip. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

function toleranceFor(word: string): number {
  if (word.length > 64) return 0;
  if (isBeyondAscii(word)) return word.length < 2 ? 0 : word.length < 5 ? 1 : 2;
  return word.length < 2 ? 0 : word.length < 4 ? 1 : word.length < 8 ? 2 : 3;
}
