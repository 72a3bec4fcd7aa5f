import { catalogue, type Language, type Text, type TextParam } from '../../src/actions/text.ts';

/** Texts as words, simply: for tests that say what is said. The product's own formatting has its own tests. */
export function plain(text: Text, language: Language = 'en'): string {
  if ('outside' in text) return text.outside;
  const wording = catalogue.get(text.key);
  if (wording === undefined) throw new Error(`no text is named ${text.key}`);
  const params = text.params ?? {};
  return wording[language]
    .replaceAll(/\{(\w+), select, other \{\}\}/g, '')
    .replaceAll(
      /\{(\w+), plural, one \{([^}]*)\} other \{([^}]*)\}\}/g,
      (_, name: string, one: string, other: string) =>
        (params[name] === 1 ? one : other).replace('#', String(params[name])),
    )
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => value(params[name], language));
}

function value(param: TextParam | undefined, language: Language): string {
  if (param === undefined) throw new Error('a parameter is missing');
  if (typeof param !== 'object') return String(param);
  if ('atMs' in param) return new Date(param.atMs).toISOString();
  if ('durationMs' in param) return `${param.durationMs} ms`;
  if ('bytes' in param) return `${param.bytes} B`;
  if ('list' in param)
    return param.list.map((each) => (typeof each === 'string' ? each : plain(each, language))).join(', ');
  return plain(param, language);
}
