import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { examples } from '../../examples.ts';
import { documents, secrets } from './corpus/documents.ts';
import { hits } from './corpus/hits.ts';

const redactor = makeRedactor(secrets);

function streamed(text: string, lengths: readonly number[]): string {
  const stream = redactor.stream();
  let out = '';
  let at = 0;
  for (let i = 0; at < text.length; i += 1) {
    const length = lengths[i % lengths.length] ?? 1;
    out += stream.push(text.slice(at, at + length));
    at += length;
  }
  return out + stream.end();
}

describe('a text that arrives in pieces', () => {
  test('is masked as the whole is, wherever it is cut', () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9_000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(documents, lengths, (text, cuts) => {
        expect(streamed(text, cuts)).toBe(redactor.text(text));
      }),
      { numRuns: examples(1_600) },
    );
  }, 60_000);

  test('is masked at every single border of every hit', () => {
    for (const { text, shown } of hits) {
      for (let at = 1; at <= text.length; at += 1) expect(streamed(text, [at, text.length])).toBe(shown);
      expect(streamed(text, [1])).toBe(shown);
    }
  });

  test('shows whole lines at once', () => {
    const stream = redactor.stream();
    expect(stream.push('one password=abc\ntwo')).toBe('one password=[masked]\n');
    expect(stream.push('\r\nthree')).toBe('two\r\n');
    expect(stream.end()).toBe('three');
  });

  test('keeps back a secret that goes over the end of a line', () => {
    const stream = redactor.stream();
    expect(stream.push('see first line\r\n')).toBe('see');
    expect(stream.push('second line\nthird and\n')).toBe(' [masked:LINES] and\n');
    expect(stream.end()).toBe('');
  });

  test('masks a private key from its BEGIN line on until its END line', () => {
    const stream = redactor.stream();
    const line = `${'QUJD'.repeat(16)}\n`;
    let out = stream.push('key:\n-----BEGIN RSA PRIV') + stream.push('ATE KEY-----\n');
    for (let i = 0; i < 200; i += 1) out += stream.push(line);
    out += stream.push('-----END RSA PRIVATE') + stream.push(' KEY-----\nafter\n');
    expect(out + stream.end()).toBe('key:\n[masked]\nafter\n');
  });

  test('keeps back a bounded tail of a line without end, of a value without end nothing', () => {
    for (const [begin, filler] of [
      ['', 'word '],
      ['password=', 'abcdefgh'],
      ['', '[masked'],
      ['password="', '\\"'],
    ] as const) {
      const stream = redactor.stream();
      let shown = stream.push(begin).length;
      let taken = begin.length;
      for (let i = 0; i < 300; i += 1) {
        taken += 1_000 * filler.length;
        shown += stream.push(filler.repeat(1_000)).length;
        if (begin === '') expect(taken - shown).toBeLessThan(32_000);
      }
      shown += stream.end().length;
      expect(shown).toBe(begin === '' ? taken : begin.length + '[masked]'.length);
    }
  });

  test('never cuts a character in two', () => {
    const stream = redactor.stream();
    for (let i = 0; i < 40; i += 1) expect(stream.push(`${'😀'.repeat(499)}x`).isWellFormed()).toBe(true);
    expect(stream.end().isWellFormed()).toBe(true);
  });
});
