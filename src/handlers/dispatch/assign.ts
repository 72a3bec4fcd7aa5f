import type { Shape } from './command-index.ts';
import type { Meaning } from './meanings.ts';
import type { Token } from './tokens.ts';

export interface Word {
  readonly token: Token;
  /** At least one. */
  readonly meanings: readonly Meaning[];
}
export interface Taken {
  readonly token: Token;
  readonly meaning: Meaning;
}
export type Assigned =
  | { readonly ok: true; readonly taken: readonly Taken[] }
  /** Two words for one place. */
  | { readonly ok: false; readonly first: Token; readonly second: Token; readonly meaning: Meaning };

const priority: readonly Meaning['kind'][] = [
  'choice',
  'option',
  'system',
  'service',
  'log',
  'token',
  'duration',
  'count',
  'id',
  'person',
  'text',
];

/**
 * Gives each word its place. What can be only one thing goes first, so that the result does not depend on the order typed:
 * `nginx talentlens` and `talentlens nginx` are equal also where a system is called nginx too.
 */
export function assign(words: readonly Word[], shape: Shape): Assigned {
  const taken: Taken[] = [];
  for (const word of words) {
    const [meaning, another] = word.meanings;
    if (meaning === undefined || another !== undefined) continue;
    if (!hasRoom(meaning, taken, shape)) return clash(word, taken);
    taken.push({ token: word.token, meaning });
  }
  let left = taken.length === words.length ? [] : words.filter((word) => word.meanings.length > 1);
  while (left.length > 0) {
    const open = left.map((word) => ({
      word,
      meanings: word.meanings.filter((meaning) => hasRoom(meaning, taken, shape)),
    }));
    const full = open.find(({ meanings }) => meanings.length === 0);
    if (full !== undefined) return clash(full.word, taken);
    const next = open.find(({ meanings }) => meanings.length === 1) ?? likeliest(open, taken, shape);
    const meaning = next.meanings[0];
    if (meaning === undefined) throw new Error('a word without a meaning'); // excluded just above
    taken.push({ token: next.word.token, meaning });
    left = left.filter((word) => word !== next.word);
  }
  return { ok: true, taken: taken.length > 1 ? taken.sort((a, b) => a.token.start - b.token.start) : taken };
}

interface Open {
  readonly word: Word;
  readonly meanings: readonly Meaning[];
}

/** The place that needs filling most, and the word for it. */
function likeliest(open: readonly Open[], taken: readonly Taken[], shape: Shape): Open {
  const ranked = open.flatMap(({ word, meanings }) =>
    meanings.map((meaning) => ({
      word,
      meanings: [meaning],
      rank: rankOf(meaning, taken, shape),
      fits: fits(word, meaning, open),
    })),
  );
  ranked.sort((a, b) => a.rank - b.rank || Number(b.fits) - Number(a.fits));
  const best = ranked[0];
  if (best === undefined) throw new Error('no word left to place'); // called with at least one
  return best;
}

function rankOf(meaning: Meaning, taken: readonly Taken[], shape: Shape): number {
  const fields = 'field' in meaning ? [meaning.field] : (shape.fields[meaning.kind] ?? []);
  const field = fields[placesTaken(meaning, taken)] ?? '';
  // A system left out is found by other means, so it never needs a word.
  const needed = meaning.kind !== 'system' && shape.needed.has(field);
  return priority.indexOf(meaning.kind) + (needed ? 0 : priority.length);
}

/** Of two words that may each be system or service, the system is the one that has the other as a service. */
function fits(word: Word, meaning: Meaning, open: readonly Open[]): boolean {
  if (meaning.kind !== 'system') return false;
  const ids = meaning.systems.map((system) => system.id);
  return open.some(
    (other) =>
      other.word !== word &&
      other.meanings.some(
        (each) => each.kind === 'service' && each.services.some((service) => ids.includes(service.system)),
      ),
  );
}

function hasRoom(meaning: Meaning, taken: readonly Taken[], shape: Shape): boolean {
  const places = 'field' in meaning ? 1 : (shape.fields[meaning.kind]?.length ?? 0);
  return placesTaken(meaning, taken) < places;
}

const placesTaken = (meaning: Meaning, taken: readonly Taken[]): number =>
  taken.filter((each) => samePlace(each.meaning, meaning)).length;

function samePlace(a: Meaning, b: Meaning): boolean {
  return a.kind === b.kind && (!('field' in a) || ('field' in b && a.field === b.field));
}

function clash(word: Word, taken: readonly Taken[]): Assigned {
  for (const meaning of word.meanings) {
    const holder = taken.find((each) => samePlace(each.meaning, meaning));
    if (holder === undefined) continue;
    const [first, second] = [holder.token, word.token].sort((a, b) => a.start - b.start);
    if (first !== undefined && second !== undefined) return { ok: false, first, second, meaning };
  }
  throw new Error('a word without a place although none is taken'); // every meaning comes from a field of the command
}
