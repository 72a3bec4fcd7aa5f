import { bareWord } from './bare-word.ts';
import { clean } from './clean.ts';
import type { CommandIndex } from './command-index.ts';
import { type Meaning, meaningsOf } from './meanings.ts';
import { nearestName } from './near-miss.ts';
import { readingsOf } from './readings.ts';
import { regroup } from './regroup.ts';
import type { Place } from './resolve-target.ts';
import { systemSaid, type Understood } from './sort-words.ts';
import { type Token, tokenize } from './tokens.ts';
import { helpFor, reworded, type Typed, withoutWord } from './typed.ts';
import { unglue } from './unglue.ts';

/** What says about which thing it is: without it a command means more than was typed. */
const narrowing = ['system', 'service', 'log', 'token', 'person', 'id'] as const;
const narrows = ({ kind }: Meaning): boolean => narrowing.some((each) => each === kind);

/**
 * A command that is offered and does not parse, with no word in it that nobody understands: a mistyped name is mended, any
 * other word left out, as long as a name is left that says what is meant. Else its help is offered.
 */
export function offerable(command: string, index: CommandIndex, place: Place, me: string | undefined): string {
  const text = clean(command);
  const [reading] = readingsOf(tokenize(text), index);
  if (reading === undefined || reading.glued === true) return command;
  const { shape, words } = reading;
  // Free text may be anything.
  if (shape.fields.rest !== undefined || shape.fields.text !== undefined) return command;
  const typed: Typed = { text, shape };
  const meanings = (token: Token): readonly Meaning[] => meaningsOf(token, shape, place.names, me);
  const understood: Understood[] = [];
  const edits: { readonly token: Token; readonly by?: string }[] = [];
  for (const token of regroup(words, shape, place.names)) {
    const parts = unglue(token, meanings);
    const found = parts === undefined ? meanings(token) : parts.flatMap(meanings);
    const said = systemSaid(understood);
    const near = found.length > 0 || token.quoted ? undefined : nearestName(typed, token, place, said);
    const bare = found.length > 0 || near !== undefined ? undefined : bareWord(typed, token, place, said);
    if (near !== undefined) edits.push({ token, by: near.suggestion });
    else if (found.length === 0 && bare === undefined) edits.push({ token });
    understood.push({ meanings: near === undefined ? found : meanings({ ...token, text: near.suggestion }) });
  }
  const isNarrowed = understood.some((each) => each.meanings.some(narrows));
  const isWider = !isNarrowed && narrowing.some((kind) => shape.fields[kind] !== undefined);
  if (isWider && edits.some(({ by }) => by === undefined)) return helpFor(typed);
  return edits.reduceRight(
    (words, { token, by }) => (by === undefined ? withoutWord(words, token) : reworded(words, token, by)),
    text,
  );
}
