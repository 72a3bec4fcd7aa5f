import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CapturedText, type TextFilter } from '../../../src/bot/hosts/captured-text.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

const passing: TextFilter = { push: (text) => text, end: () => '' };

function capture(bytes: Uint8Array, maxBytes: number, cuts: readonly number[] = [], filter = passing) {
  const captured = new CapturedText(maxBytes, () => filter);
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  for (let i = 1; i < edges.length; i += 1) captured.push(bytes.subarray(edges[i - 1], edges[i]));
  return captured.end();
}
const bytesOf = (text: string): Buffer => Buffer.from(text);

describe('captured text', () => {
  test.each([
    ['nothing', '', 10, '', 0],
    ['what fits', 'abcdefghij', 10, 'abcdefghij', 0],
    ['one byte too many', 'abcdefghijk', 10, 'abcde\n[… 1 B …]\nghijk', 1],
    ['far too many', `abcde${'x'.repeat(1_000)}ghijk`, 10, 'abcde\n[… 1000 B …]\nghijk', 1_000],
    ['letters of three bytes at the cuts', '人人人人人人', 10, '人\n[… 12 B …]\n人', 12],
    ['letters of four bytes at the cuts', '🙂🙂🙂🙂', 11, '🙂\n[… 8 B …]\n🙂', 8],
  ])('holds head and tail of %s', (_, text, maxBytes, shown, droppedBytes) => {
    expect(capture(bytesOf(text), maxBytes)).toEqual({ text: shown, droppedBytes });
  });

  test.each([
    ['an encoding that is no UTF-8', [0x61, 0xff, 0x62], 'a\uFFFDb'],
    ['a NUL', [0x61, 0, 0, 0x62], 'a\uFFFD\uFFFDb'],
    ['a letter cut off by the end', [0x61, 0xe4, 0xba], 'a\uFFFD'],
    ['an encoded half of a surrogate pair', [0xed, 0xa0, 0x80], '\uFFFD\uFFFD\uFFFD'],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '\uFEFFa'],
  ])('decodes %s safely', (_, bytes, text) => {
    expect(capture(Uint8Array.from(bytes), 100).text).toBe(text);
  });

  test('is the same however the bytes are cut into pieces', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '人', '🙂', '\0'), maxLength: 60 });
    fc.assert(
      fc.property(letters, fc.nat({ max: 80 }), fc.array(fc.nat(), { maxLength: 20 }), (text, maxBytes, cuts) => {
        const bytes = bytesOf(text);
        expect(capture(bytes, maxBytes, cuts)).toEqual(capture(bytes, maxBytes));
      }),
    );
  });

  test('never shows more than it may, nor loses count', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat({ max: 100 }), (text, maxBytes) => {
        const { text: shown, droppedBytes } = capture(bytesOf(text), maxBytes);
        const kept = Buffer.byteLength(droppedBytes > 0 ? shown.replace(`\n[… ${droppedBytes} B …]\n`, '') : shown);
        expect(kept).toBeLessThanOrEqual(maxBytes);
        expect(kept + droppedBytes).toBe(Buffer.byteLength(text));
      }),
    );
  });

  test('shows no part of a secret that a cap cuts through', () => {
    const value = 'Kr7-pelican-Tq93-orchard';
    const redactor = makeRedactor([{ name: 'canary', value }]);
    fc.assert(
      fc.property(
        fc.nat({ max: 80 }),
        fc.nat({ max: 80 }),
        fc.nat({ max: 400 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        (before, after, maxBytes, cuts) => {
          const text = `${'. '.repeat(before)}${value} ${'. '.repeat(after)}`;
          const shown = capture(bytesOf(text), maxBytes, cuts, redactor.stream()).text;
          if (maxBytes >= text.length) expect(shown).toBe(text.replace(value, '[masked:canary]'));
          for (let at = 0; at + 5 <= value.length; at += 1) expect(shown).not.toContain(value.slice(at, at + 5));
        },
      ),
    );
  });
});
