import { distance } from 'fastest-levenshtein';

/** `Did you mean llm?`, else what there is to choose from. */
export function suggestion(typed: string, known: readonly string[], what: string): string {
  const near = nearest(typed, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (known.length === 0) return `There is no ${what} yet.`;
  const shown = known.slice(0, 12).join(', ');
  return known.length > 12 ? `Known are ${shown} and ${known.length - 12} more.` : `Known: ${shown}.`;
}

function nearest(typed: string, known: readonly string[]): string | undefined {
  if (typed.length > 64) return undefined;
  const far = Math.max(1, Math.floor(typed.length / 3));
  const ranked = known
    .map((word) => ({ word, slips: away(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ slips }) => slips <= far)
    .toSorted((a, b) => a.slips - b.slips);
  return ranked[0]?.word;
}

/** Two letters swapped are one slip, not two. */
function away(typed: string, word: string): number {
  const isSwapped =
    typed.length === word.length &&
    [...typed].some((_, at) => `${typed.slice(0, at)}${typed[at + 1]}${typed[at]}${typed.slice(at + 2)}` === word);
  return isSwapped ? 1 : distance(typed, word);
}
