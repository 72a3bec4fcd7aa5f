import fc from 'fast-check';
import { falseHits } from './false-hits.ts';
import { hits } from './hits.ts';

export const secrets = [
  { name: 'DB_PASSWORD', value: 'correct-horse/battery+1' },
  { name: 'SIGNING', value: '\n "quoted" & ünïcode \\ 密码 \n' },
  { name: 'LINES', value: 'first line\r\nsecond line\nthird' },
  { name: 'INNER', value: 'horse/bat' },
  { name: 'LONG', value: 'Lorem-ipsum_'.repeat(60) },
];

/** How a secret may be written, each way with text before and after where the encoding takes it. */
export const encoders: Readonly<Record<string, (value: string, before: string, after: string) => string>> = {
  plain: (value) => value,
  json: (value) => JSON.stringify(value),
  jsonInJson: (value) => JSON.stringify(JSON.stringify({ value })),
  jsonAscii: (value) =>
    JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  hex: (value) => Buffer.from(value).toString('hex'),
  hexUpper: (value) => Buffer.from(value).toString('hex').toUpperCase(),
  percent: (value) => encodeURIComponent(value),
  percentLower: (value) => encodeURIComponent(value).replace(/%../g, (hex) => hex.toLowerCase()),
  form: (value) => new URLSearchParams({ value }).toString(),
  base64: (value, before, after) => Buffer.from(before + value + after).toString('base64'),
  base64Unpadded: (value, before, after) =>
    Buffer.from(before + value + after)
      .toString('base64')
      .replace(/=+$/, ''),
  base64Url: (value, before, after) => Buffer.from(before + value + after).toString('base64url'),
  base64InUrl: (value, before, after) => encodeURIComponent(Buffer.from(before + value + after).toString('base64')),
  base64Wrapped: (value, before, after) =>
    Buffer.from(before + value + after)
      .toString('base64')
      .replace(/.{64}/g, '$&\r\n'),
};

const fillers = ['a', '=', ' ', '\\', '"', '[', '%41', 'QUJD', 'x,', 'password="', 'token=', '[masked]', '\n', 'a:'];

const piece = fc.oneof(
  fc.constantFrom(...hits.map(({ text }) => text)),
  fc.constantFrom(...hits.map(({ shown }) => shown)),
  fc.constantFrom(...falseHits),
  fc.constantFrom('\n', '\r\n', ' ', ',', '"', "'", '\\', ';', '&', '[masked', '[masked:INNER]', ': ', '=', 'x', '😀'),
  fc.string({ maxLength: 8 }),
  fc
    .tuple(fc.constantFrom(...secrets), fc.constantFrom(...Object.values(encoders)), fc.string(), fc.string())
    .map(([{ value }, encode, before, after]) => encode(value, before, after)),
  fc.tuple(fc.constantFrom(...fillers), fc.integer({ min: 1, max: 6_000 })).map(([text, times]) => text.repeat(times)),
);

/** Texts in which secrets, what looks like some and what does not stand side by side, some in very long lines. */
export const documents = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
