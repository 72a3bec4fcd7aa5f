import type { CatalogueText } from './text.ts';

/**
 * What a command takes after its name. Words may come in any order, each kind once;
 * the parser sorts them by what they are (see `handlers/dispatch`).
 */
export type Takes = Readonly<Record<string, Word>>;

export type Word =
  /** Field becomes a system id. Left out: the channel's system, the only one, or the one the service names. */
  | { readonly word: 'system'; readonly optional: boolean }
  /** Field becomes a service id of the system in the field `system`. */
  | { readonly word: 'service'; readonly optional: boolean }
  /** Field becomes the id of a log of the system in the field `system`; a service's names mean its log. */
  | { readonly word: 'log'; readonly optional: boolean }
  /** Id of a key that a system's configuration names. */
  | { readonly word: 'token'; readonly optional: boolean }
  /** Never typed: asked for privately once the command is allowed. The field's schema is `secretInput`. */
  | { readonly word: 'secret'; readonly optional: true; readonly label: CatalogueText }
  /** One of a few words, with other spellings: `{ full: ['完整'] }`. */
  | {
      readonly word: 'choice';
      readonly optional: boolean;
      readonly choices: Readonly<Record<string, readonly string[]>>;
    }
  /** `5s`, `2m`, `1小时` → milliseconds. Several such fields are filled in the order typed. */
  | { readonly word: 'duration'; readonly optional: boolean }
  | { readonly word: 'count'; readonly optional: boolean }
  /** The number of a run, or a code such as `7F3KQ2`: as text, in capitals. */
  | { readonly word: 'id'; readonly optional: boolean }
  /** `@bob`, `bob`, `@me` → a person's id. */
  | { readonly word: 'person'; readonly optional: boolean }
  /** Quoted text. */
  | { readonly word: 'text'; readonly optional: boolean }
  /** `key=value`, the key being the field's name. `bare`: a word that can be nothing else is its value too. */
  | { readonly word: 'option'; readonly optional: boolean; readonly bare?: true }
  /** Everything after what the other words took, as typed; at most one, and last. */
  | { readonly word: 'rest'; readonly optional: boolean };

export type WordKind = Word['word'];
