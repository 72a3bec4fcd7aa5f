import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/handlers/dispatch/clean.ts';
import { maxTextLength, parse } from '../../../src/handlers/dispatch/parse.ts';
import { translate } from '../../../src/handlers/language/translate.ts';
import { examples } from '../../examples.ts';
import { context, reading } from './cast.ts';
import { typedText } from './typed-text.ts';

const places = fc.record({
  channelSystem: fc.constantFrom(undefined, 'teaching', 'gone'),
  me: fc.constantFrom(undefined, 'alice', '__proto__'),
});

describe('whatever is typed', () => {
  test('is understood, or refused as bad input in words of both languages, with commands to type next', () => {
    let understood = 0;
    fc.assert(
      fc.property(typedText, places, (text, place) => {
        const result = parse(text, { ...context, ...place });
        if (result.ok) {
          understood++;
          return;
        }
        const { code, message, next = [] } = result.failure;
        expect(code).toBe('bad-input');
        for (const language of ['en', 'zh'] as const)
          expect(translate(message, { language, timeZone: 'UTC' })).not.toMatch(/undefined|\[object|NaN/);
        expect(next.length).toBeLessThanOrEqual(8);
        for (const command of next) expect(command).toMatch(/^\/[^/ ]/);
      }),
      { numRuns: examples(5_000) },
    );
    console.log(`${understood} of ${examples(5_000)} were understood`);
    expect(understood).toBeGreaterThan(examples(5_000) / 500);
  });

  test('means the same once cleaned', () => {
    fc.assert(
      fc.property(typedText, (text) => {
        const outcome = reading(text);
        // Cleaning takes a mention away whole, with what would have been refused in it.
        fc.pre(!outcome.startsWith('parse.controlCharacter'));
        expect(reading(clean(text))).toBe(outcome);
      }),
      { numRuns: examples(2_000) },
    );
  });

  test('is read in time though made to be slow', () => {
    const hostile = [
      '"',
      '「',
      "'a ",
      '<http:',
      '`',
      '@a ',
      '“a”',
      '一',
      '一秒',
      '1秒',
      'llm ',
      '大模型',
      '教学/',
      '5s ',
      'a=b ',
      'Chen ',
      '2041 ',
    ];
    for (const head of ['', '/restart ', '/日志', '/watch ', '/abandon ', '/can ', '/logs '])
      for (const piece of hostile) {
        const text = head + piece.repeat(maxTextLength / piece.length);
        expect(parse(text.slice(0, maxTextLength), context)).toHaveProperty('ok');
      }
  });
});

/** A command and words for it, each of another kind, so that any order is the same command. */
const sentences: readonly (readonly [string, readonly string[]])[] = [
  ['/health', ['teaching', 'llm', 'full']],
  ['/健康', ['教学', '大模型', '完整']],
  ['/stop', ['redis', 'cleanup', 'talentlens']],
  ['/restart', ['llm', 'override="the fourth one"', 'teaching']],
  ['/watch', ['teaching', '5s']],
  ['/logs', ['errors', 'warn', '1h30m', '100', '"did not answer"', 'since=2025-12-08', 'teaching', 'llm']],
  ['/日志', ['错误', '警告', '1小时', '100条', '“没有响应”', 'since=“今天”', '教学/后端']],
  ['/backup now', ['talentlens']],
  ['/runs', ['20', 'teaching']],
  ['/abandon', ['2041', '「主机已坏」']],
  ['/freeze', ['teaching', '“out of hours”']],
  ['/oncall', ['Chen Wei', '8h']],
  ['/confirm', ['7f3kq2']],
];
const sentence = fc
  .constantFrom(...sentences)
  .chain(([command, words]) => fc.tuple(fc.constant(command), fc.subarray([...words]), fc.constant(words)));

test('words in any order are the same command', () => {
  fc.assert(
    fc.property(
      fc
        .constantFrom(...sentences)
        .chain(([command, words]) =>
          fc.tuple(
            fc.constant(command),
            fc.constant(words),
            fc.shuffledSubarray([...words], { minLength: words.length }),
          ),
        ),
      ([command, words, shuffled]) => {
        const inOrder = reading([command, ...words].join(' '));
        expect(inOrder).not.toContain('→');
        expect(reading([command, ...shuffled].join(' '))).toBe(inOrder);
      },
    ),
    { numRuns: examples(1_000) },
  );
});

test('no word is dropped: one that means nothing makes any command fail, wherever it stands', () => {
  fc.assert(
    fc.property(sentence, fc.nat(), ([command, words], at) => {
      const place = at % (words.length + 1);
      const typed = [command, ...words.toSpliced(place, 0, 'quux-zz')].join(' ');
      expect(reading(typed)).toMatch(/^parse\..*→/);
    }),
    { numRuns: examples(1_000) },
  );
});

test('no word is dropped: a command with one word less means something else', () => {
  fc.assert(
    fc.property(sentence, fc.nat(), ([command, words], at) => {
      fc.pre(words.length > 0);
      const whole = reading([command, ...words].join(' '), { channelSystem: 'teaching' });
      fc.pre(!whole.includes('→'));
      const lost = words[at % words.length] ?? '';
      // These two the channel and the service would have said too.
      fc.pre(!['teaching', '教学', 'talentlens'].includes(lost));
      expect(
        reading([command, ...words.filter((word) => word !== lost)].join(' '), { channelSystem: 'teaching' }),
      ).not.toBe(whole);
    }),
    { numRuns: examples(1_000) },
  );
});

test('a slip of one letter in a name is mended by the first suggestion', () => {
  const names = ['llm', 'backend', 'frontend', 'redis', 'teaching', 'talentlens', 'nginx', '大模型', '后端服务'];
  const slip = fc
    .tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom('drop', 'double', 'swap'))
    .map(([name, at, kind]) => {
      const place = at % name.length;
      if (kind === 'drop') return [name, name.slice(0, place) + name.slice(place + 1)] as const;
      if (kind === 'double')
        return [name, name.slice(0, place) + name.slice(place, place + 1) + name.slice(place)] as const;
      const [a = '', b = ''] = name.slice(place, place + 2);
      return [name, name.slice(0, place) + b + a + name.slice(place + 2)] as const;
    });
  fc.assert(
    fc.property(slip, ([name, typed]) => {
      const result = parse(`/restart ${typed}`, { ...context, channelSystem: 'teaching' });
      fc.pre(!result.ok);
      expect(result.ok ? [] : result.failure.next).toEqual([`/restart ${name}`]);
    }),
    { numRuns: examples(1_200) },
  );
});
