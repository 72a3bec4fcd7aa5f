import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inertBlock, inertLine } from '../../../src/handlers/language/inert.ts';
import { examples } from '../../examples.ts';
import { hostileCorpus, hostileWords } from './hostile-words.ts';

const forbidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;

describe.each(Object.entries(hostileCorpus))('%s', (_, words) => {
  test('comes out inert, and the same when made inert again', () => {
    const line = inertLine(words);
    expect(line).not.toMatch(forbidden);
    expect(inertLine(line)).toBe(line);
    for (const quoted of inertBlock(words).head) expect(quoted).not.toMatch(forbidden);
  });
});

test.each([
  ['colours go, words stay', 'a \u001b[1;31mred\u001b[0m b', 'a red b'],
  ['of a link the words stay', '\u001b]8;;https://evil.example/\u001b\\the runbook\u001b]8;;\u001b\\', 'the runbook'],
  ['a broken escape hides nothing', '\u001b]8;;https://evil.example/ and more', '8;;https://evil.example/ and more'],
  ['a carriage return overwrites nothing', 'FAILED\rok', 'FAILED␍ok'],
  ['breaks are shown', 'a\nb\r\nc\u2028d\u0085e', 'a⏎b⏎c⏎d⏎e'],
  ['controls are shown', 'a\u0000b\bc\u007f', 'a␀b␈c␡'],
  ['turned writing is put straight', 'report-\u202egpj.exe', 'report-gpj.exe'],
  ['hidden letters go', 'ad\u200bmi\u2060n', 'admin'],
  ['half a character is a whole question', 'x\ud800y', 'x\ufffdy'],
  ['our marks are ours', '● ok ■ no │ x', '· ok · no · x'],
  ['accents stay, towers of them do not', `e\u0301 z${'\u0335'.repeat(40)}`, 'e\u0301 z\u0335\u0335\u0335\u0335'],
  ['tabs are spaces', 'a\tb', 'a b'],
  ['Chinese and emoji stay', '/opt/HR人事 👍', '/opt/HR人事 👍'],
])('on one line %s', (_, words, expected) => {
  expect(inertLine(words)).toBe(expected);
});

test('in a block indents and marks stay, breaks too', () => {
  expect(inertBlock('Traceback:\r\n  File "x"\n\n● y\n\n')).toEqual({
    head: ['Traceback:', '  File "x"', '', '● y'],
    leftOut: 0,
    tail: [],
  });
});

test('of a long block the first third and the newest rest stay, the others are counted', () => {
  const text = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n');
  expect(inertBlock(text, { maxLines: 6 })).toEqual({
    head: ['line 0', 'line 1'],
    leftOut: 94,
    tail: ['line 96', 'line 97', 'line 98', 'line 99'],
  });
});

test('of a long line both ends stay', () => {
  const line = inertLine(`ERROR ${'x'.repeat(1_000_000)} at main.py:7`, { maxColumns: 80 });
  expect(line).toMatch(/^ERROR x+ …\(\+\d+\)… x+ at main\.py:7$/);
  expect(line.length).toBeLessThanOrEqual(80);
});

test('whatever comes is inert, and again the same', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(hostileCorpus)));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const line = inertLine(pieces.join(''));
      expect(line).not.toMatch(forbidden);
      expect(inertLine(line)).toBe(line);
      for (const quoted of inertBlock(pieces.join('')).head) expect(quoted).not.toMatch(forbidden);
    }),
    { numRuns: examples(1_000) },
  );
});

test.each([
  ['one line', 'x'.repeat(10_000_000)],
  ['only breaks', `${'\n'.repeat(10_000_000)}x`],
  ['only escapes begun', '\u001b]'.repeat(5_000_000)],
  ['colours begun', '\u001b[31;'.repeat(2_000_000)],
  ['spaces before the end', `${' '.repeat(10_000_000)}x`],
  ['hostile lines', `${hostileWords}\n`.repeat(8_000)],
])('10 MB of %s take no time and little room', (_, text) => {
  const from = process.threadCpuUsage();
  const { head, tail } = inertBlock(text);
  const shown = [inertLine(text), ...head, ...tail];
  // time of this thread alone: others run beside it
  const { user, system } = process.threadCpuUsage(from);
  expect((user + system) / 1_000).toBeLessThan(1_500);
  expect(shown.join('').length).toBeLessThan(200_000);
});
