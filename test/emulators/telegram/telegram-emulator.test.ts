import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTelegram, type TelegramEmulator } from './telegram-emulator.ts';

/** It must refuse what Telegram refuses, or what is tried on it proves nothing. */
let telegram: TelegramEmulator;
beforeAll(async () => {
  telegram = await startTelegram();
  telegram.user(1);
  telegram.group(-1, { isForum: true });
  telegram.user(2, { status: 'never-written' });
});
afterAll(() => telegram.close());

async function call(method: string, params: object, token = telegram.token): Promise<string> {
  const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const body = (await response.json()) as { readonly ok: boolean; readonly description?: string };
  return body.ok ? 'ok' : `${response.status} ${body.description}`;
}
const html = (text: string) => ({ chat_id: 1, text, parse_mode: 'HTML' });
const key = (button: object) => ({ chat_id: 1, text: 'x', reply_markup: { inline_keyboard: [[button]] } });

test.each([
  ['a chat nobody knows', 'sendMessage', { chat_id: 99, text: 'x' }, '400 Bad Request: chat not found'],
  ['a person who never wrote', 'sendMessage', { chat_id: 2, text: 'x' }, "403 Forbidden: bot can't initiate"],
  ['no text', 'sendMessage', { chat_id: 1, text: ' \n' }, '400 Bad Request: message text is empty'],
  ['4096 units', 'sendMessage', { chat_id: 1, text: 'x'.repeat(4_096) }, 'ok'],
  ['more', 'sendMessage', { chat_id: 1, text: 'x'.repeat(4_097) }, '400 Bad Request: message is too long'],
  ['4096 units after its markup is read', 'sendMessage', html(`<b>${'&lt;'.repeat(4_096)}</b>`), 'ok'],
  [
    'a tag it does not know',
    'sendMessage',
    html('<div>x</div>'),
    '400 Bad Request: can\'t parse entities: Unsupported start tag "div"',
  ],
  ['a bare <', 'sendMessage', html('a < b'), "400 Bad Request: can't parse entities"],
  ['a tag left open', 'sendMessage', html('<b>x'), "400 Bad Request: can't parse entities: Can't find end tag"],
  ['tags crossed', 'sendMessage', html('<b><i>x</b></i>'), "400 Bad Request: can't parse entities: Unmatched end tag"],
  ['code in bold', 'sendMessage', html('<b><code>x</code></b>'), "400 Bad Request: can't parse entities"],
  ['64 bytes of a button', 'sendMessage', key({ text: 'x', callback_data: 'é'.repeat(32) }), 'ok'],
  [
    'more of them',
    'sendMessage',
    key({ text: 'x', callback_data: 'é'.repeat(33) }),
    '400 Bad Request: BUTTON_DATA_INVALID',
  ],
  ['a button without words', 'sendMessage', key({ text: '', callback_data: 'x' }), '400 Bad Request'],
  [
    'a topic that is not there',
    'sendMessage',
    { chat_id: -1, text: 'x', message_thread_id: 5 },
    '400 Bad Request: message thread not found',
  ],
  [
    'an edit of nothing',
    'editMessageText',
    { chat_id: 1, message_id: 999, text: 'x' },
    '400 Bad Request: message to edit not found',
  ],
  [
    'a command with a hyphen',
    'setMyCommands',
    { commands: [{ command: 'a-b', description: 'x' }] },
    '400 Bad Request: BOT_COMMAND_INVALID',
  ],
  ['a press nobody made', 'answerCallbackQuery', { callback_query_id: 'x' }, '400 Bad Request: query is too old'],
  ['a webhook without https', 'setWebhook', { url: 'http://x.example' }, '400 Bad Request: bad webhook'],
  ['a method there is not', 'sendTelepathy', {}, '404 Not Found'],
])('%s', async (_, method, params, expected) => {
  expect(await call(method, params)).toContain(expected);
});

test('a wrong token is nobody', async () => {
  expect(await call('getMe', {}, '43:x')).toBe('401 Unauthorized');
});

test('the same words again are not modified, and a group takes twenty a minute', async () => {
  expect(await call('sendMessage', { chat_id: -1, text: 'same' })).toBe('ok');
  const id = telegram.shown(-1)[0]?.id;
  expect(await call('editMessageText', { chat_id: -1, message_id: id, text: 'same' })).toContain(
    'message is not modified',
  );
  for (let at = 1; at < 20; at++) await call('editMessageText', { chat_id: -1, message_id: id, text: `${at}` });
  expect(await call('sendMessage', { chat_id: -1, text: 'x' })).toContain('429 Too Many Requests: retry after');
});

test('updates wait until they are confirmed, and one who asks puts off another', async () => {
  const { update } = telegram.type(1, '/health');
  const poll = (offset: number) => call('getUpdates', { offset, timeout: 5 });
  expect(await poll(0)).toBe('ok');
  expect(telegram.world.updates.waiting()).toEqual([update]);
  const waiting = poll(update.update_id + 1);
  await expect.poll(() => telegram.world.updates.polled()).toBe(true);
  const other = call('getUpdates', { offset: update.update_id + 1, timeout: 0 });
  expect(await waiting).toContain('409 Conflict: terminated by other getUpdates request');
  expect(await other).toBe('ok');
  expect(telegram.world.updates.waiting()).toEqual([]);
});

test('what people write bare comes alive, and what is marked as code does not', () => {
  const { shown } = telegram.type(1, '@alice /health main.py https://x.example #tag a@b.example 10.0.0.1');
  expect(shown.entities.map(({ type }) => type)).toEqual([
    'mention',
    'bot_command',
    'url',
    'url',
    'hashtag',
    'email',
    'url',
  ]);
});
