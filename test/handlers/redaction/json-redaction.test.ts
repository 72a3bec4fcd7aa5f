import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

const redactor = makeRedactor([
  { name: 'DB', value: 'correct-horse' },
  { name: 'PIN', value: '12345678' },
]);

describe('masking inside values', () => {
  test('strings at any depth, keys too', () => {
    expect(redactor.json({ a: ['x correct-horse', { 'correct-horse': 1 }], b: null, c: true, d: undefined })).toEqual({
      a: ['x [masked:DB]', { '[masked:DB]': 1 }],
      b: null,
      c: true,
      d: undefined,
    });
  });

  test('whatever a field named like a secret holds', () => {
    const value = {
      password: 'abc',
      apiKey: ['abc'],
      DB_TOKEN: 'the correct-horse',
      secret: 'correct-horse',
      token: '',
    };
    const shown = {
      password: '[masked]',
      apiKey: ['[masked]'],
      DB_TOKEN: '[masked]',
      secret: '[masked:DB]',
      token: '',
    };
    expect(redactor.json(value)).toEqual(shown);
    expect(redactor.json(shown)).toEqual(shown);
  });

  test('numbers that are secrets, and no others', () => {
    expect(redactor.json({ a: 12_345_678, b: 12_345, tokens: 4_096, password: 123_456 })).toEqual({
      a: '[masked:PIN]',
      b: 12_345,
      tokens: 4_096,
      password: '[masked]',
    });
  });

  test('errors with message, stack and cause', () => {
    const shown: unknown = redactor.json(new Error('bad correct-horse', { cause: new Error('token=abc') }));
    expect(shown).toMatchObject({ name: 'Error', message: 'bad [masked:DB]', cause: { message: 'token=[masked]' } });
    expect(JSON.stringify(shown)).not.toContain('correct-horse');
  });

  test('maps, sets, and objects that say what they are as JSON', () => {
    const value = {
      map: new Map([['password', 'abc']]),
      set: new Set(['correct-horse']),
      url: new URL('http://a:b@c/'),
    };
    expect(redactor.json<unknown>(value)).toEqual({
      map: new Map([['password', '[masked]']]),
      set: new Set(['[masked:DB]']),
      url: 'http://a:[masked]@c/',
    });
  });

  test('leaves dates and bytes, and the value it was given', () => {
    const value = { at: new Date(0), bytes: new Uint8Array([1]), words: 'correct-horse' };
    expect(redactor.json(value)).toEqual({ ...value, words: '[masked:DB]' });
    expect(value.words).toBe('correct-horse');
  });

  test('ends at cycles and in the deep, and takes no key for a prototype', () => {
    const cycle: Record<string, unknown> = { name: 'a' };
    cycle.self = cycle;
    expect(redactor.json(cycle)).toEqual({ name: 'a', self: '[circular]' });
    const deep: unknown = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));
    expect(JSON.stringify(redactor.json(deep))).toContain('[too deep]');
    const parsed: unknown = JSON.parse('{"__proto__":{"admin":true}}');
    expect(JSON.stringify(redactor.json(parsed))).toBe('{"__proto__":{"admin":true}}');
  });
});
