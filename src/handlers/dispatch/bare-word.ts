import type { System } from '../../actions/inventory.ts';
import { fold } from './fold.ts';
import type { Meaning } from './meanings.ts';
import { nearMiss } from './near-miss.ts';
import type { Place } from './resolve-target.ts';
import type { Token } from './tokens.ts';
import type { Typed } from './typed.ts';

/** `plugin_manager`, `uvicorn.error`, `/api/v1`: what programs call their parts. */
const nameOfAPart = /^[a-z_/][\w./:-]{1,99}$/i;

/** The value of the option that takes a bare word, unless it is like a name that was meant: then that is asked back. */
export function bareWord(typed: Typed, token: Token, place: Place, said: System | undefined): Meaning | undefined {
  const { bare } = typed.shape;
  if (bare === undefined || token.quoted || token.key !== undefined || !nameOfAPart.test(token.text)) return undefined;
  if (place.names.services.has(fold(token.text)) || nearMiss(typed, token, place, said) !== undefined) return undefined;
  return { kind: 'option', field: bare, value: token.text };
}
