import { IntlMessageFormat } from 'intl-messageformat';
import { type CatalogueText, catalogue, type Text, type TextParam } from '../../actions/text.ts';
import { age } from './age.ts';
import { bytes, duration, list, quantity } from './amounts.ts';
import { edge, settle } from './chinese-spacing.ts';
import { inertLine } from './inert.ts';
import { localeOf, type Reader } from './reader.ts';
import { moment } from './times.ts';

/**
 * A text in the reader's language. Words from outside, at whatever depth, come out inert and on one line; platforms escape the
 * whole for their own markup. A text the catalogue lacks, or a parameter it was not given, throws in tests and shows the
 * key elsewhere: somebody at night needs the rest of the message.
 *
 * `{x}` shows a number as it is (ports, process ids, runs), `{x, number}` and a plural's `#` group it.
 */
export function translate(text: Text, reader: Reader): string {
  if ('outside' in text) return inertLine(text.outside);
  try {
    return settle(String(compiled(text, reader).format(valuesOf(text, reader))));
  } catch (fault) {
    if (process.env.NODE_ENV === 'test') throw fault;
    return text.key;
  }
}

const compiledByLanguage = { en: new Map<string, IntlMessageFormat>(), zh: new Map<string, IntlMessageFormat>() };

/** Bounded by the catalogue. */
function compiled({ key }: CatalogueText, { language }: Reader): IntlMessageFormat {
  const cache = compiledByLanguage[language];
  const known = cache.get(key);
  if (known !== undefined) return known;
  const wording = catalogue.get(key);
  if (wording === undefined) throw new Error(`no text is called ${key}`);
  const made = compileWording(wording[language], language);
  cache.set(key, made);
  return made;
}

/** Throws SyntaxError when it is no ICU message. */
export function compileWording(wording: string, language: Reader['language']): IntlMessageFormat {
  const parse = (words: string): IntlMessageFormat =>
    new IntlMessageFormat(words, localeOf[language], undefined, { ignoreTag: true });
  const plain = parse(wording);
  return language === 'zh'
    ? new IntlMessageFormat(withEdges(plain.getAst(), parse(edge).getAst()), localeOf[language])
    : plain;
}

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** Every parameter put between two edges, in the branches of plurals and selects too. */
function withEdges(elements: Elements, around: Elements): Elements {
  return elements.flatMap((element) => {
    if (!('options' in element)) return element.type === literal ? [element] : [...around, element, ...around];
    for (const option of Object.values(element.options)) option.value = withEdges(option.value, around);
    return [element];
  });
}

/** `TYPE.literal` of the parser, which is not a dependency of ours. */
const literal = 0;

/** Numbers stay numbers, for plurals and `{x, number}`. */
function valuesOf({ params = {} }: CatalogueText, reader: Reader): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, shown(param, reader)]));
}

function shown(param: TextParam, reader: Reader): string | number {
  if (typeof param === 'number') return quantity(param);
  if (typeof param === 'string') return inertLine(param);
  if ('atMs' in param) return param.as === 'age' ? age(param.atMs, reader) : moment(param.atMs, reader);
  if ('durationMs' in param) return duration(param.durationMs, reader);
  if ('bytes' in param) return bytes(param.bytes);
  if ('list' in param)
    return list(
      param.list.map((one) => (typeof one === 'string' ? inertLine(one) : translate(one, reader))),
      reader,
      param.joined,
    );
  return translate(param, reader);
}
