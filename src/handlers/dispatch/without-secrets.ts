import { type Principal, principalKey } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { takesSecret } from '../private-input/secret-words.ts';
import { clean } from './clean.ts';
import { commandIndexOf, type Shape } from './command-index.ts';
import { fold } from './fold.ts';
import { meaningsOf } from './meanings.ts';
import { type NameIndex, nameIndexOf } from './name-index.ts';
import { maxTextLength } from './parse.ts';
import { readingsOf } from './readings.ts';
import { nearest } from './suggest.ts';
import { type Token, tokenize } from './tokens.ts';

/** What stands for words that may not be kept. */
const blank = '[masked]';
/** No key is shorter, and a mistyped name seldom longer. */
const shortestKey = 8;

/**
 * As typed, unless there is a secret in it: a known one, something of its shape (if only in full-width letters, which the
 * parser reads as ordinary ones), a word after a command that asks for its secret privately, or what somebody who is being
 * asked for one answers in the chat.
 */
export async function withoutSecrets(
  desk: Pick<Desk, 'redactor' | 'settings' | 'commands' | 'store' | 'clock'>,
  text: string,
  principal?: Principal,
): Promise<string> {
  const masked = desk.redactor.text(text);
  const ordinary = masked.normalize('NFKC');
  const again = desk.redactor.text(ordinary);
  const known = again === ordinary ? masked : again;
  // What is longer is no command; of one that asks privately nothing is kept then.
  const cleaned = clean(known.slice(0, maxTextLength));
  const tokens = tokenize(cleaned);
  const index = commandIndexOf(desk.commands);
  const readings = readingsOf(tokens, index);
  const [reading] = readings;
  const { systems, policy } = desk.settings();
  const names = nameIndexOf(systems, policy.people);
  const asking =
    readings.find(({ shape }) => takesSecret(shape.command)) ?? misspelt(tokens, readings.length === 0, desk);
  if (asking !== undefined && known.length > maxTextLength) return blank;
  if (asking !== undefined) {
    const told = asking.words.filter((token) => isNobodysName(token, asking.shape, names));
    return told.length === 0 ? known : told.reduceRight((words, token) => blanked(words, token), cleaned);
  }
  if (reading !== undefined || principal?.kind !== 'person' || cleaned.length < shortestKey) return known;
  const isAsked = await desk.store.sealed.isAsked(principalKey(principal), desk.clock.now()).catch(() => false);
  return isAsked ? blank : known;
}

/** `/tokn set teaching …`: nearly a command that asks privately. */
function misspelt(
  tokens: readonly Token[],
  unread: boolean,
  { commands }: Pick<Desk, 'commands'>,
): { readonly shape: Shape; readonly words: readonly Token[] } | undefined {
  const [head, ...words] = tokens;
  if (!unread || head === undefined) return undefined;
  const typed = fold(head.text.replace(/^\//, ''));
  const { byName } = commandIndexOf(commands);
  for (const [spelling, shape] of byName) {
    if (!takesSecret(shape.command)) continue;
    const [first = ''] = spelling.split(' ');
    if (typed.startsWith(first) || nearest(typed, [first]) !== undefined) return { shape, words };
  }
  return undefined;
}

/** Nothing the command understands, too long for a slip of the pen, and like no name there is. */
function isNobodysName(token: Token, shape: Shape, names: NameIndex): boolean {
  if (token.text.length < shortestKey) return false;
  if (token.key === undefined && meaningsOf(token, shape, names, undefined).length > 0) return false;
  const all = [...names.systems.keys(), ...names.services.keys(), ...names.tokens, ...shape.command.name.split(' ')];
  return token.key !== undefined || nearest(token.text, all) === undefined;
}

/** From the word to where the next one begins, quotation marks and key included. */
const blanked = (text: string, { start, end }: Token): string => text.slice(0, start) + blank + text.slice(end);
