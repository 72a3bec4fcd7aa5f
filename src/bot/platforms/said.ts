import type { Text } from '../../actions/text.ts';
import type { Reader } from '../../handlers/language/reader.ts';
import { translate } from '../../handlers/language/translate.ts';

/** To whom one message speaks. */
export interface Hearing {
  readonly reader: Reader;
  /** What was said before in this voice; a message is measured in several lengths. */
  readonly words?: WeakMap<Text, string>;
}

/** In the reader's language, translated once. */
export function said(text: Text, { reader, words }: Hearing): string {
  const before = words?.get(text);
  if (before !== undefined) return before;
  const now = translate(text, reader);
  words?.set(text, now);
  return now;
}
