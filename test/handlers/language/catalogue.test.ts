import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalogue, type Wording } from '../../../src/actions/text.ts';
import { compileWording } from '../../../src/handlers/language/translate.ts';

const src = fileURLToPath(new URL('../../../src', import.meta.url));
/** Every file that declares texts, found by reading, so that none is missed for not being registered. */
const declaring = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== join('actions', 'text.ts'))
  .filter((file) => /\btexts\(\s*'/.test(readFileSync(join(src, file), 'utf8')));

type Elements = ReturnType<ReturnType<typeof compileWording>['getAst']>;

/** Names of the parameters, in branches too. A literal is type 0, the `#` of a plural 7. */
function parametersOf(elements: Elements): string[] {
  return elements.flatMap((element) => {
    if ('options' in element)
      return [element.value, ...Object.values(element.options).flatMap((option) => parametersOf(option.value))];
    return element.type === 0 || element.type === 7 || !('value' in element) ? [] : [element.value];
  });
}

const literalsOf = (elements: Elements): string =>
  elements
    .map((element) => {
      if ('options' in element)
        return Object.values(element.options)
          .map((option) => literalsOf(option.value))
          .join(' ');
      return element.type === 0 ? element.value : ' ';
    })
    .join('');

/** What is wrong with one wording, in words. */
function faultsOf({ en, zh }: Wording): string[] {
  const faults: string[] = [];
  const parse = (language: 'en' | 'zh', words: string): Elements => {
    try {
      return compileWording(words, language).getAst();
    } catch (fault) {
      faults.push(`${language} is no ICU message: ${String(fault)}`);
      return [];
    }
  };
  const [english, chinese] = [parse('en', en), parse('zh', zh)];
  const names = [english, chinese].map((elements) =>
    [...new Set(parametersOf(elements))].sort((a, b) => a.localeCompare(b)).join(', '),
  );
  if (names[0] !== names[1]) faults.push(`en takes ${names[0] || 'nothing'}, zh takes ${names[1] || 'nothing'}`);
  const [first, second] = [literalsOf(english), literalsOf(chinese).replaceAll('\uffff', '')];
  for (const words of [first, second]) {
    if (/[!!]|\b(sorry|oops|please|apolog)|抱歉|对不起|糟糕/i.test(words)) faults.push(`not in our voice: ${words}`);
    if (/[{}]/.test(words)) faults.push(`a parameter is quoted away: ${words}`);
  }
  if (/\p{Letter}{4}/u.test(first) && first === second) faults.push('zh is the English words');
  return faults;
}

describe('the catalogue', () => {
  beforeAll(async () => {
    for (const file of declaring) await import(pathToFileURL(join(src, file)).href);
  });

  test('holds every text in English and Chinese, as ICU messages with the same parameters, in our voice', () => {
    console.log(`${catalogue.size} texts of ${declaring.length} files`);
    expect(declaring.length).toBeGreaterThan(5);
    expect(catalogue.size).toBeGreaterThan(declaring.length);
    const faulty = [...catalogue]
      .map(([key, wording]) => [key, faultsOf(wording)] as const)
      .filter(([, faults]) => faults.length > 0);
    expect(Object.fromEntries(faulty)).toEqual({});
  });

  test.each([
    ['a sound text', { en: '{count, plural, one {# row} other {# rows}} of {name}', zh: '{name} 的 {count} 行' }, []],
    ['a parameter missing', { en: '{a} and {b} gone', zh: '{a} 没了' }, ['en takes a, b, zh takes a']],
    [
      'a parameter misspelt in a branch',
      { en: '{n, plural, other {# in {a}}}', zh: '{n, plural, other {# 于 {b}}}' },
      ['en takes a, n, zh takes b, n'],
    ],
    ['no ICU message', { en: 'well', zh: '{正常' }, [expect.stringContaining('zh is no ICU message')]],
    ['words left in English', { en: 'is running', zh: 'is running' }, ['zh is the English words']],
    ['excitement', { en: 'Done!', zh: '完成' }, ['not in our voice: Done!']],
    ['an apology', { en: 'not done', zh: '抱歉,未完成' }, ['not in our voice: 抱歉,未完成']],
    [
      'a parameter quoted away',
      { en: "the '{name}'", zh: "'{name}'" },
      ['a parameter is quoted away: the {name}', 'a parameter is quoted away: {name}'],
    ],
  ])('is judged rightly: %s', (_, wording, faults) => {
    expect(faultsOf(wording)).toEqual(faults);
  });
});
