import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { formOf, type MessageForm } from '../../../../src/bot/platforms/slack/message-form.ts';
import type { Message } from '../../../../src/handlers/message.ts';
import { comesAlive } from '../../../emulators/slack/block-kit.ts';
import { hostileMessage } from '../../../handlers/language/hostile-message.ts';
import { hostileCorpus, hostileWords, unseen } from '../../../handlers/language/hostile-words.ts';
import { now, samples } from '../samples.ts';
import { seen } from './seen.ts';

const formIn = (message: Message, language: 'en' | 'zh' = 'en', plain = false): MessageForm =>
  formOf(message, { reader: { language, timeZone: 'Asia/Shanghai', nowMs: now } }, plain);

const golden = ({ text, blocks, whole }: MessageForm): string =>
  `${JSON.stringify({ text, blocks, ...(whole === undefined ? {} : { whole: `${whole.split('\n').length} lines` }) }, null, 1)}\n`;

describe.each(Object.entries(samples))('%s', (name, message) => {
  test.each(['en', 'zh'] as const)('looks as agreed in %s', async (language) => {
    await expect(golden(formIn(message, language))).toMatchFileSnapshot(`golden/${name}.${language}.json`);
  });

  test.each([false, true])('is taken by Slack, and nothing in it comes alive (plain %s)', (plain) => {
    for (const language of ['en', 'zh'] as const) {
      const form = formIn(message, language, plain);
      expect(form.blocks === undefined).toBe(plain);
      expect(seen(form).text.length).toBeGreaterThan(0);
      expect(seen(form).alive).toEqual([]);
      expect(seen(form).links).toEqual([]);
    }
  });
});

describe('hostile words stay words in every place', () => {
  test.each([...Object.entries(hostileCorpus), ['all of it', hostileWords] as const])('%s', (_, words) => {
    for (const plain of [false, true]) {
      const form = formIn(hostileMessage(words), 'en', plain);
      expect(seen(form).alive).toEqual([]);
      expect(seen(form).links).toEqual([]);
      const labels = seen(form).keys.map(({ label }) => label);
      for (const shown of [seen(form).text.replaceAll('\u2060', ''), ...labels]) expect(shown).not.toMatch(unseen);
    }
  });

  test('what the emulator calls alive is alive', () => {
    expect(comesAlive('<!channel> <@U1> <https://x|y> https://x.example @here')).toHaveLength(5);
    expect(comesAlive('&lt;!channel&gt; a@b c/d')).toEqual([]);
  });
});

test('links lead to the own page and nowhere else', () => {
  const words = 'https://bot.example.org/signin/x https://bot.example.org.evil.cn/signin/x';
  const form = formOf(
    { blocks: [{ type: 'text', text: { key: 'value.at', params: { value: words } } }] },
    {
      reader: { language: 'en', timeZone: 'UTC', nowMs: now },
      isOwn: (url) => url.startsWith('https://bot.example.org/'),
    },
    false,
  );
  expect(seen(form).links).toEqual(['https://bot.example.org/signin/x']);
});

test('what is too long is shortened by meaning: what is wrong stays, all of it comes as a file', () => {
  const findings = Array.from({ length: 300 }, (_, at) => ({
    mark: at === 150 ? ('critical' as const) : ('ok' as const),
    label: outside(`service-${at}`),
    text: outside('answers as it should and is well in every way that was looked at'),
  }));
  const form = formIn({
    blocks: [
      { type: 'heading', mark: 'critical', text: outside('zk') },
      { type: 'findings', findings },
    ],
  });
  expect(seen(form).text).toContain('service-150');
  expect(seen(form).text).toContain('more, all in the file');
  expect(form.whole).toContain('service-299');
});

test.each([
  ['one endless line', '😀'.repeat(1_000)],
  ['endless Chinese', '长'.repeat(2_000)],
])('%s is cut, whole letters only', (_, words) => {
  const blocks = Array.from({ length: 12 }, () => ({
    type: 'text' as const,
    text: { key: 'value.at', params: { value: words } },
  }));
  for (const plain of [false, true]) {
    const form = formIn({ blocks }, 'en', plain);
    expect(seen(form).text.isWellFormed()).toBe(true);
    expect(form.text.length).toBeLessThanOrEqual(4_500);
  }
});

test('a table that is long or stands beside another is still taken', () => {
  const rows = Array.from({ length: 250 }, (_, at) => [outside(`row ${at}`), outside('x'), outside('')]);
  const table = { type: 'table' as const, columns: [outside('a'), outside('b'), outside('c')], rows };
  const form = formIn({ blocks: [table, table] });
  expect(seen(form).text).toContain('row 0');
  expect(form.whole).toContain('row 249');
});

test('an empty message, table, list or block is something to see, not a crash', () => {
  expect(formIn({ blocks: [] }).text).not.toBe('');
  const form = formIn({
    blocks: [
      { type: 'findings', findings: [] },
      { type: 'facts', facts: [] },
      { type: 'table', columns: [], rows: [] },
      { type: 'steps', steps: [] },
      { type: 'buttons', buttons: [] },
      { type: 'code', text: '' },
      { type: 'text', text: outside('') },
      { type: 'chart', series: [], unit: '', alt: outside('') },
      { type: 'heading', text: outside('') },
    ],
  });
  expect(seen(form).text).not.toMatch(/undefined|NaN|Infinity/);
});
