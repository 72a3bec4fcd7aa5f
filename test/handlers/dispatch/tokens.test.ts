import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean } from '../../../src/handlers/dispatch/clean.ts';
import { tokenize } from '../../../src/handlers/dispatch/tokens.ts';
import { examples } from '../../examples.ts';
import { typedText } from './typed-text.ts';

test.each([
  ['words', '/restart llm', ['/restart', 'llm']],
  ['double quotes', 'freeze "a  b"', ['freeze', '"a  b"']],
  ['single quotes', "freeze 'it is Bob's'", ['freeze', '"it is Bob\'s"']],
  ['corner quotes', '放弃 2041 「甲 乙」', ['放弃', '2041', '"甲 乙"']],
  ['curly quotes around straight ones', 'freeze “he said "no"”', ['freeze', '"he said "no""']],
  ['empty quotes', 'freeze ""', ['freeze', '""']],
  ['an option', 'since=yesterday', ['since:yesterday']],
  ['an option in quotes', 'override="a b"', ['override:"a b"']],
  ['an option with an equals sign in it', 'since=a=b', ['since:a=b']],
  ['an option of nothing', 'since= 1h', ['since:', '1h']],
  ['an apostrophe', "bob's", ["bob's"]],
  ['quotes that never close', 'freeze "a b', ['freeze', '"a', 'b']],
])('%s are told apart', (_, text, words) => {
  const shown = tokenize(text).map(
    ({ key, quoted, text: word }) => (key === undefined ? '' : `${key}:`) + (quoted ? `"${word}"` : word),
  );
  expect(shown).toEqual(words);
});

test('every character but the spaces between words belongs to one word', () => {
  fc.assert(
    fc.property(typedText, (typed) => {
      const text = clean(typed);
      let at = 0;
      for (const token of tokenize(text)) {
        expect(text.slice(at, token.start).trim()).toBe('');
        expect(token.end).toBeGreaterThan(token.start);
        expect(text.slice(token.start, token.end)).toContain(token.text);
        at = token.end;
      }
      expect(text.slice(at).trim()).toBe('');
    }),
    { numRuns: examples(2_000) },
  );
});
