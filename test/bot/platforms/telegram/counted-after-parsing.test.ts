import { expect, test } from 'vitest';
import { formOf } from '../../../../src/bot/platforms/telegram/message-form.ts';
import type { Message } from '../../../../src/handlers/message.ts';
import { parseHtml } from '../../../emulators/telegram/html.ts';

const reader = { language: 'en', timeZone: 'UTC', nowMs: 0 } as const;
const lines = (words: string, times: number): Message => ({
  blocks: Array.from({ length: times }, () => ({ type: 'text', text: { key: 'value.at', params: { value: words } } })),
});
const shown = (message: Message) => {
  const { text, whole } = formOf(message, { reader }, false);
  return { units: parseHtml(text).text.length, sent: text.length, isWhole: whole === undefined };
};

test.each([
  ['an emoji is two', '😀'.repeat(255), 8, 4_087],
  ['what stands in markup is counted without it', '<&>"'.repeat(100), 10, 4_009],
])('%s: up to 4096 UTF-16 units a message is whole, above it is shortened', (_, words, times, units) => {
  expect(shown(lines(words, times))).toMatchObject({ units, isWhole: true });
  const longer = shown(lines(words, times + 1));
  expect(longer).toMatchObject({ isWhole: false });
  expect(longer.units).toBeLessThanOrEqual(4_096);
});

test('of markup more may be sent than is counted', () => {
  expect(shown(lines('<&>"'.repeat(100), 10)).sent).toBeGreaterThan(4_096);
});
