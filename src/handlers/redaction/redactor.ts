import { withoutHidden } from '../language/inert.ts';
import { redactJson } from './json-redaction.ts';
import { makeMarks } from './mark.ts';
import { makeNeedleSearch } from './needle-search.ts';
import { makeRedactionStream, type RedactionStream } from './redaction-stream.ts';
import { encodingsOf, linesOf, type Needle } from './secret-encodings.ts';

export interface Redactor {
  /** Names of secrets too short to be masked without masking ordinary words: they are shown as they are. */
  readonly weakSecrets: readonly string[];
  /**
   * Configured secrets, however encoded, become `[masked:NAME]`, what has the shape of a secret `[masked]`. A third pass changes nothing.
   * Where a colour or an invisible character stands within one, all of these are taken away.
   */
  text(words: string): string;
  /** The same for every string in a value, and whatever a field such as `password` holds. */
  json<T>(value: T): T;
  /** The same for text that arrives in pieces, cut anywhere. One per text. */
  stream(): RedactionStream;
}

/** Names of fields, words of messages and names of systems come again and again, short all of them. */
const [longestKnown, mostKnown] = [64, 2_000];

/** Remembers short words that nothing is masked in; so what it holds is no secret. */
function knowing(look: (words: string) => string): (words: string) => string {
  const harmless = new Set<string>();
  return (words) => {
    if (words.length > longestKnown) return look(words);
    if (harmless.has(words)) return words;
    const masked = look(words);
    if (masked === words) {
      if (harmless.size >= mostKnown) harmless.clear();
      // A copy of its own: a piece cut out of a long text would hold all of that in memory.
      harmless.add(JSON.parse(JSON.stringify(words)) as string); // what was a string is one
    }
    return masked;
  };
}

/** Characters from which on a configured secret is masked. */
const shortestSecret = 6;

/** Masks secrets before chat, log, file and audit alike. White space around a secret's value is no part of it. */
export function makeRedactor(secrets: readonly { readonly name: string; readonly value: string }[]): Redactor {
  const needles = new Map<string, Needle>();
  const weakSecrets: string[] = [];
  for (const { name, value } of secrets) {
    const known = value.trim();
    if ([...known].length < shortestSecret) weakSecrets.push(name);
    else {
      for (const needle of [...encodingsOf(name, known), ...linesOf(name, known)])
        if (!needles.has(needle.text)) needles.set(needle.text, needle);
    }
  }
  const search = makeNeedleSearch([...needles.values()]);
  const marks = makeMarks(secrets.map(({ name }) => name));
  const once = (words: string): string => makeRedactionStream(search, marks).end(words);
  const looked = (words: string): string => {
    const masked = once(words);
    const seen = withoutHidden(masked);
    if (seen === masked) return masked;
    const again = once(seen);
    return again === seen ? masked : again;
  };
  const text = knowing(looked);
  return {
    weakSecrets,
    text,
    json: (value) => redactJson(value, text),
    stream: () => makeRedactionStream(search, marks),
  };
}
