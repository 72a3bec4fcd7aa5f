import { expect, test } from 'vitest';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

const key = 'Kr7-pelican-Tq93';
const secrets = [{ name: 'key', value: key }];

test.each([key, `with ${key}`, 'password=hunter2hunter2', 'api_key=sk-live-1234567890abcdef', `${key} `.repeat(9)])(
  'words that hold a secret are masked each time they come: %s',
  (words) => {
    const redactor = makeRedactor(secrets);
    const first = redactor.text(words);
    expect(first).toContain('[masked');
    for (let time = 0; time < 3; time += 1) expect(redactor.text(words)).toBe(first);
    expect(redactor.json({ text: words })).toEqual({ text: first });
  },
);

test('words that were harmless are masked by whoever learned since that they are a secret', () => {
  const before = makeRedactor([]);
  expect([before.text(key), before.text(key)]).toEqual([key, key]);
  expect(makeRedactor(secrets).text(key)).toBe('[masked:key]');
});

test('a secret is found after thousands of other words, and so are they again', () => {
  const redactor = makeRedactor(secrets);
  for (let at = 0; at < 5_000; at += 1) expect(redactor.text(`word ${at}`)).toBe(`word ${at}`);
  expect(redactor.text(key)).toBe('[masked:key]');
  expect(redactor.text('word 1')).toBe('word 1');
});
