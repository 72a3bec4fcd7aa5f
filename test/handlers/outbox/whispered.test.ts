import { expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Answer, Message } from '../../../src/handlers/message.ts';
import { placeOf } from '../../../src/handlers/outbox/whispered.ts';

const conversation = { platform: 'slack', tenant: 'T1', space: 'C1', thread: '1.1' };
const words: Message = { blocks: [{ type: 'text', text: outside('x') }] };
const withFile: Message = { blocks: [...words.blocks, { type: 'file', name: 'a.log', path: '/a.log', bytes: 1 }] };
const limits = { textBytes: 1, editsPerMinute: 1, buttons: true, files: true };

const whispered = (answer: Answer, more: { readonly whispers?: boolean; readonly private?: boolean } = {}): boolean => {
  const { whispers = true } = more;
  const asked = { conversation, sender: { platform: 'slack', id: 'T1:UBOB' }, private: more.private === true };
  const place = placeOf({ limits: { ...limits, whispers } }, asked, answer);
  expect(place).toMatchObject(conversation);
  return place.only === 'T1:UBOB';
};

test.each([
  ['a refusal', true, { code: 'denied', message: words }],
  ['what is wrong with what was typed', true, { code: 'bad-input', message: words }],
  ['what is not there', true, { code: 'not-found', message: words }],
  ['too many at once', true, { code: 'rate-limited', message: words }],
  ['what is shown once', true, { code: 'ok', message: words, kept: words }],
  ['an answer', false, { code: 'ok', message: words }],
  ['a plan', false, { code: 'needs-confirm', message: words }],
  ['a freeze, which holds for all', false, { code: 'frozen', message: words }],
  ['what somebody else is doing', false, { code: 'busy', message: words }],
  ['what went wrong on a host', false, { code: 'command-failed', message: words }],
  ['a refusal with a file', false, { code: 'denied', message: withFile }],
] as const)('%s is whispered in a room: %s', (_, expected, answer) => {
  expect(whispered(answer)).toBe(expected);
});

test('nothing is whispered in private, or where the platform cannot', () => {
  const refusal: Answer = { code: 'denied', message: words };
  expect(whispered(refusal, { private: true })).toBe(false);
  expect(whispered(refusal, { whispers: false })).toBe(false);
});
