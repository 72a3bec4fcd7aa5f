import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { examples } from '../../examples.ts';
import { documents, encoders, secrets } from './corpus/documents.ts';

/** What someone could read in a text who tries every decoding. */
function readable(text: string): string {
  const decoded = [text];
  const unescaped = text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  decoded.push(unescaped, unescaped.replace(/\\(.)/g, '$1'));
  decoded.push(
    text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (run) => bytesOf(run.replaceAll('%', ''), 'hex')),
  );
  for (const [run] of text.matchAll(/(?:[0-9a-f]{2}){4,}/gi)) decoded.push(bytesOf(run, 'hex'));
  for (const [run] of text
    .replace(/%2B/gi, '+')
    .replace(/%2F/gi, '/')
    .replace(/\r\n/g, '')
    .matchAll(/[\w+/-]{6,}/g))
    for (const skip of [0, 1, 2, 3]) decoded.push(bytesOf(run.slice(skip), 'base64'));
  return decoded.join('\0');
}
const bytesOf = (text: string, encoding: 'hex' | 'base64'): string => Buffer.from(text, encoding).toString();

describe('configured secrets', () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
    .filter((text) => [...text.trim()].length >= 6 && !/[[\]]/.test(text) && !'masked:SECRET'.includes(text.trim()));

  test.each(Object.entries(encoders))('are masked as %s', (_, encode) => {
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = makeRedactor([{ name: 'SECRET', value: secret }]);
        const shown = redactor.text(`<${encode(secret.trim(), before, after)}>`);
        expect(shown).toContain('[masked:SECRET]');
        expect(readable(shown)).not.toContain(secret.trim());
      }),
      { numRuns: examples(1_200) },
    );
  });

  test('are not shown in any mixture, and masking again settles at once', () => {
    const redactor = makeRedactor(secrets);
    fc.assert(
      fc.property(documents, (text) => {
        const shown = redactor.text(text);
        for (const secret of secrets) expect(shown).not.toContain(secret.value.trim());
        // A mark may make part of a value what stood before it: masking again may take that in too, and then no more.
        const again = redactor.text(shown);
        for (const secret of secrets) expect(again).not.toContain(secret.value.trim());
        expect(redactor.text(again)).toBe(again);
      }),
      { numRuns: examples(1_600) },
    );
  }, 60_000);

  test('of several lines are masked line by line too, as a log prints them', () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey;
    const value = String(key.export({ type: 'pkcs8', format: 'pem' }));
    const lines = value.trim().split('\n').slice(1, -1);
    const redactor = makeRedactor([{ name: 'KEY', value }]);
    const shown = redactor.text(lines.map((line, at) => `2026-11-22 01:00:0${at % 10} INFO ${line}`).join('\n'));
    for (const line of lines.filter(({ length }) => length >= 24)) expect(shown).not.toContain(line);
    expect(shown).toContain('INFO [masked:KEY]');
  });

  test('keep their names, the longer one first, and a name never breaks the mark', () => {
    const redactor = makeRedactor([
      { name: 'SHORT', value: 'abcdef' },
      { name: 'LONGER', value: 'abcdefgh' },
      { name: 'odd] name\n', value: 'zyxwvu' },
    ]);
    expect(redactor.text('abcdefgh abcdef abcdefabcdef')).toBe(
      '[masked:LONGER] [masked:SHORT] [masked:SHORT][masked:SHORT]',
    );
    expect(redactor.text('zyxwvu')).toBe('[masked:odd__name_]');
  });

  test('are masked whole where two overlap', () => {
    const redactor = makeRedactor([
      { name: 'ONE', value: 'abcdef' },
      { name: 'TWO', value: 'defghi' },
    ]);
    expect(redactor.text('<abcdefghi>')).toBe('<[masked:ONE]>');
  });

  test('name the mark where they also have a shape', () => {
    const redactor = makeRedactor([{ name: 'DB', value: 'hunter22' }]);
    expect(redactor.text('password=hunter22 x')).toBe('password=[masked:DB] x');
    expect(redactor.text('postgres://bob:hunter22@db/x')).toBe('postgres://bob:[masked:DB]@db/x');
    expect(redactor.text(`Authorization: Basic ${btoa('bob:hunter22')}`)).toBe('Authorization: Basic [masked:DB]');
  });

  test('are known without the white space around them', () => {
    expect(makeRedactor([{ name: 'FILE', value: ' from-a-file\n' }]).text('a from-a-file b')).toBe('a [masked:FILE] b');
  });

  test('too short to be masked safely are named, and shown', () => {
    const redactor = makeRedactor([
      { name: 'EMPTY', value: '' },
      { name: 'SHORT', value: 'abcde\n' },
      { name: 'FINE', value: 'abcdef' },
    ]);
    expect(redactor.weakSecrets).toEqual(['EMPTY', 'SHORT']);
    expect(redactor.text('abcde fghij')).toBe('abcde fghij');
  });
});
