import { expect, test } from 'vitest';
import { meaningOf, updateSpec } from '../../../../src/bot/platforms/telegram/payloads.ts';

const self = { id: 42, username: 'zhiban_bot' };
const meaning = (message: object) =>
  meaningOf(
    updateSpec.parse({
      update_id: 1,
      message: {
        message_id: 5,
        date: 0,
        chat: { id: -1001, type: 'supergroup' },
        from: { id: 1002, is_bot: false },
        text: '/whoami',
        ...message,
      },
    }),
    self,
    (chat) => chat,
  );

test.each([
  ['of a topic', { message_thread_id: 7, is_topic_message: true }, '7'],
  ['that answers another, which has a number of its own but is no topic', { message_thread_id: 7 }, undefined],
  ['of the general topic', {}, undefined],
])('a message %s is of this conversation', (_, more, thread) => {
  const { kind, ...rest } = meaning(more);
  expect(kind).toBe('message');
  expect(rest).toMatchObject({ message: { conversation: { space: '-1001' } } });
  expect('message' in rest && rest.message.conversation.thread).toBe(thread);
});

test.each([
  ['an anonymous admin', { sender_chat: { id: -1001 }, from: { id: 1087968824, is_bot: true } }, 'anonymous'],
  [
    'a channel that speaks in its group',
    { sender_chat: { id: -1002 }, from: { id: 136817688, is_bot: true } },
    'anonymous',
  ],
  ['a channel’s own post', { sender_chat: { id: -1002 }, from: undefined }, 'anonymous'],
  ['another bot', { from: { id: 99, is_bot: true } }, 'nothing'],
  ['nobody named', { from: undefined }, 'nothing'],
])('%s is nobody: %j', (_, more, kind) => {
  expect(meaning(more).kind).toBe(kind);
});
