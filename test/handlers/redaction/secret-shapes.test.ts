import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { longestHead } from '../../../src/handlers/redaction/secret-shape.ts';
import { secretShapes } from '../../../src/handlers/redaction/secret-shapes.ts';
import { falseHits } from './corpus/false-hits.ts';
import { hits } from './corpus/hits.ts';

const redactor = makeRedactor([{ name: 'DB', value: 'correct-horse' }]);

describe('secrets nobody configured', () => {
  test.each(hits)('$shape: $shown', ({ text, shown }) => {
    expect(redactor.text(text)).toBe(shown);
  });

  test.each(hits)('$shape stays as it is once masked: $shown', ({ shown }) => {
    expect(redactor.text(shown)).toBe(shown);
  });

  test('every shape has a hit, and every hit is of its shape', () => {
    expect(new Set(hits.map(({ shape }) => shape))).toEqual(new Set(secretShapes.map(({ name }) => name)));
    for (const { shape, text } of hits) {
      const head = secretShapes.find(({ name }) => name === shape)?.head;
      if (head !== undefined) head.lastIndex = 0;
      const found = head?.exec(text);
      expect(found?.[0].length, `${shape}: ${text}`).toBeGreaterThan(0);
      expect(found?.[0].length, shape).toBeLessThan(longestHead);
    }
  });

  test.each(falseHits)('no secret: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });

  test('all together, a line each', () => {
    const shown = [...hits.filter(({ text }) => !text.startsWith('cut off')).map((hit) => hit.shown), ...falseHits];
    const text = [...hits.filter((hit) => !hit.text.startsWith('cut off')).map((hit) => hit.text), ...falseHits];
    expect(redactor.text(text.join('\n'))).toBe(shown.join('\n'));
  });
});
