/** What is said to people, as data: a key of the catalogue with parameters, or words that came from outside. */
export type Text = CatalogueText | OutsideText;
export interface CatalogueText {
  readonly key: string;
  readonly params?: Readonly<Record<string, TextParam>>;
}
/** Log lines, host output, names: shown as they are, made inert by each platform. */
export interface OutsideText {
  readonly outside: string;
}
/** Values are formatted in the reader's language and zone when sent. */
export type TextParam =
  | string
  | number
  | Text
  /** A moment: `03:12:08 CST`; `as: 'age'`: `3 min ago`. */
  | { readonly atMs: number; readonly as?: 'age' }
  | { readonly durationMs: number }
  | { readonly bytes: number }
  /** Joined by `and` unless told. */
  | { readonly list: readonly (string | Text)[]; readonly joined?: 'and' | 'or' };

export type Language = 'en' | 'zh';
/** One message in every language, ICU MessageFormat syntax. */
export type Wording = Readonly<Record<Language, string>>;

const wordings = new Map<string, Wording>();

/** Every text said by anything that was imported: key → wording. */
export const catalogue: ReadonlyMap<string, Wording> = wordings;

type Sayings<W extends Readonly<Record<string, Wording>>> = {
  readonly [K in keyof W]: (params?: Readonly<Record<string, TextParam>>) => CatalogueText;
};

/**
 * Declares the texts of one file under a scope, each in every language, and returns a function per text.
 * Throws at import when two files claim one key.
 */
export function texts<const W extends Readonly<Record<string, Wording>>>(scope: string, words: W): Sayings<W> {
  const say: Record<string, (params?: Readonly<Record<string, TextParam>>) => CatalogueText> = {};
  for (const [name, wording] of Object.entries(words)) {
    const key = `${scope}.${name}`;
    if (wordings.has(key)) throw new Error(`two texts are named ${key}`);
    wordings.set(key, wording);
    say[name] = (params) => (params === undefined ? { key } : { key, params });
  }
  return say as Sayings<W>; // every name of W was just filled in
}

export const outside = (words: string): OutsideText => ({ outside: words });

/** Bare values as texts of their own, for table cells and facts. */
const value = texts('value', {
  at: { en: '{value}', zh: '{value}' },
  bytes: { en: '{value}', zh: '{value}' },
});
export const atText = (atMs: number): Text => value.at({ value: { atMs } });
export const bytesText = (bytes: number): Text => value.bytes({ value: { bytes } });
