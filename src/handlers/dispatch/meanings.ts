import type { Service, System } from '../../actions/inventory.ts';
import type { Shape } from './command-index.ts';
import { spokenDuration } from './durations.ts';
import { fold } from './fold.ts';
import type { LogName, NameIndex } from './name-index.ts';
import type { Token } from './tokens.ts';

/** What one word can be. */
export type Meaning =
  | { readonly kind: 'system'; readonly systems: readonly System[]; readonly every: boolean }
  | { readonly kind: 'service'; readonly services: readonly Service[] }
  | { readonly kind: 'log'; readonly logs: readonly LogName[] }
  | { readonly kind: 'choice' | 'option'; readonly field: string; readonly value: string }
  | { readonly kind: 'duration' | 'count'; readonly value: number }
  | { readonly kind: 'id' | 'text' | 'token'; readonly value: string }
  | { readonly kind: 'person'; readonly ids: readonly string[] };

const everySystem = new Set(['all', '全部', '所有']);
const myself = new Set(['@me', 'me', '@我', '我']);
const countPattern = /^(\d{1,9})(?:条|行|个|次)?$/;
/** The number of a run, or the code of a request; a word without a digit is a code only at a code's own length. */
const idPattern = /^(?:#?\d{1,12}|[0-9a-z]{6}|(?=[a-z]*\d)[0-9a-z]{4,8})$/;

/** Everything a word can be after this command, what is likeliest first; nothing when it is not understood. */
export function meaningsOf(token: Token, shape: Shape, names: NameIndex, me: string | undefined): readonly Meaning[] {
  const { fields } = shape;
  if (token.key !== undefined) {
    const field = shape.options.get(fold(token.key));
    return field === undefined || token.text === '' ? [] : [{ kind: 'option', field, value: token.text }];
  }
  if (token.quoted && fields.text !== undefined) return [{ kind: 'text', value: token.text }];
  const word = fold(token.text);
  const found: Meaning[] = [];
  const choice = shape.choices.get(word);
  if (choice !== undefined) found.push({ kind: 'choice', ...choice });
  if (fields.system !== undefined) {
    const systems = names.systems.get(word);
    if (systems !== undefined) found.push({ kind: 'system', systems, every: false });
    else if (shape.takesAll && everySystem.has(word)) found.push({ kind: 'system', systems: [], every: true });
  }
  if (fields.service !== undefined) {
    const services = names.services.get(word);
    if (services !== undefined) found.push({ kind: 'service', services });
  }
  if (fields.log !== undefined) {
    const logs = names.logs.get(word);
    if (logs !== undefined) found.push({ kind: 'log', logs });
  }
  if (fields.token !== undefined && names.tokens.has(word)) found.push({ kind: 'token', value: word });
  if (fields.duration !== undefined) {
    const value = spokenDuration(word);
    if (value !== undefined) found.push({ kind: 'duration', value });
  }
  if (fields.count !== undefined) {
    const digits = countPattern.exec(word)?.[1];
    if (digits !== undefined) found.push({ kind: 'count', value: Number(digits) });
  }
  if (fields.id !== undefined && idPattern.test(word))
    found.push({ kind: 'id', value: word.replace('#', '').toUpperCase() });
  if (fields.person !== undefined) {
    const ids = personsOf(word, names, me);
    if (ids !== undefined) found.push({ kind: 'person', ids });
  }
  return found;
}

function personsOf(word: string, names: NameIndex, me: string | undefined): readonly string[] | undefined {
  const ids = names.people.get(word) ?? (word.startsWith('@') ? names.people.get(word.slice(1)) : undefined);
  return ids ?? (myself.has(word) ? (me === undefined ? [] : [me]) : undefined);
}
