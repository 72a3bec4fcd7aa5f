import fc from 'fast-check';

/** Texts as hostile as they come, rich in what the parser looks at. */
const pieces = [
  '/', '／', '、', '/health', 'health', '/restart', '重启', '/重启大模型', '日志', 'logs', 'errors', 'llm', '大模型', 'teaching',
  '教学', 'teaching/llm', 'Chen', 'Wei', '@bob', '@me', '@', '@zhiban_bot', '<@U0BOB>', '<@U0BOB|bob>', '<http://x|', '<http://x|y>',
  '<', '>', '|', '＜', '＞', '｜', 'http:', 'tel:', '"', "'", '“', '”', '‘', '’', '„', '‟', '＂', '＇', '「', '」', '『', '』', '`', '｀', '\u1fef',
  '=', '＝', 'override', 'override=', 'since=', '\u0338', '\u0301', ' ', '  ', '\u3000', '\u00a0', '\n', '\t', '\u200b', '\u200d', '\ufe0f', '\u202e',
  '\0', '\u001b[31m', '\u0085', '\u2028', '。', '。 ', '5s', '2m', '1小时', '一', '十', '半', '分钟', '100', '2041', '#7', '7F3KQ2', '-', '–', '—',
  ';', '$(reboot)', '&&', '|', '\\', '..', '{', '}', '__proto__', 'constructor', 'toString', 'hasOwnProperty=', '😀', '\ud83d', '\udc00', 'ﬁ', '㍿',
]; // biome-ignore format: a list

const heads = [
  '/health',
  '健康 ',
  '/restart ',
  '/重启',
  '/logs ',
  '／日志',
  '/watch ',
  '/run ',
  '/can ',
  '/freeze ',
  '/help ',
];
const words = [
  'llm',
  'teaching',
  '大模型',
  '教学',
  'errors',
  '错误',
  '1h',
  '5秒',
  '2041',
  '@bob',
  '"a b"',
  '“甲 乙”',
  'full',
  '完整',
];

export const typedText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc
    .tuple(
      fc.constantFrom(...heads),
      fc.array(fc.constantFrom(...words, ' ', '\u3000', '\u200b', '`'), { maxLength: 8 }),
    )
    .map(([head, parts]) => head + parts.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 16 })
    .map((parts) => parts.join('')),
);
