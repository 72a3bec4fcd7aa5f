import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackEmulator, startSlack } from './slack-emulator.ts';

/** It must refuse what Slack refuses, or what is tried on it proves nothing. */
let slack: SlackEmulator;
beforeAll(async () => {
  slack = await startSlack();
  slack.user('U1');
  slack.user('U2', { reachable: false });
  slack.channel('C1');
  slack.channel('C2', { member: false });
});
afterAll(() => slack.close());

async function call(method: string, params: object, token = slack.world.botToken): Promise<string> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(params),
  });
  const body = (await response.json()) as { readonly ok: boolean; readonly error?: string };
  return body.ok ? 'ok' : String(body.error);
}
const plain = (text: string) => ({ type: 'plain_text', text });
const blocks = (...all: object[]) => ({ channel: 'C1', text: 'x', blocks: all });
const button = (more: object) => ({ type: 'button', action_id: 'a', text: plain('x'), value: 'v', ...more });
const rows = (count: number) => Array.from({ length: count }, () => [{ type: 'raw_text', text: 'x' }]);

test.each<[string, string, object, string]>([
  ['a channel nobody knows', 'chat.postMessage', { channel: 'C9', text: 'x' }, 'channel_not_found'],
  ['a channel it is not in', 'chat.postMessage', { channel: 'C2', text: 'x' }, 'not_in_channel'],
  ['a person who left', 'chat.postMessage', { channel: 'U2', text: 'x' }, 'channel_not_found'],
  ['no text', 'chat.postMessage', { channel: 'C1' }, 'no_text'],
  ['too much text', 'chat.postMessage', { channel: 'C1', text: 'x'.repeat(40_001) }, 'msg_too_long'],
  [
    'a thread that is not there',
    'chat.postMessage',
    { channel: 'C1', text: 'x', thread_ts: '1.1' },
    'thread_not_found',
  ],
  ['an edit of nothing', 'chat.update', { channel: 'C1', ts: '1.1', text: 'x' }, 'message_not_found'],
  ['an edit at a person', 'chat.update', { channel: 'U1', ts: '1.1', text: 'x' }, 'channel_not_found'],
  ['a header of 150', 'chat.postMessage', blocks({ type: 'header', text: plain('x'.repeat(150)) }), 'ok'],
  ['a header of more', 'chat.postMessage', blocks({ type: 'header', text: plain('x'.repeat(151)) }), 'invalid_blocks'],
  ['an empty header', 'chat.postMessage', blocks({ type: 'header', text: plain('') }), 'invalid_blocks'],
  [
    'a header in markup',
    'chat.postMessage',
    blocks({ type: 'header', text: { type: 'mrkdwn', text: 'x' } }),
    'invalid_blocks',
  ],
  [
    'eleven fields',
    'chat.postMessage',
    blocks({ type: 'section', fields: Array(11).fill(plain('x')) }),
    'invalid_blocks',
  ],
  ['51 blocks', 'chat.postMessage', blocks(...Array(51).fill({ type: 'divider' })), 'invalid_blocks'],
  [
    'a long button',
    'chat.postMessage',
    blocks({ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] }),
    'invalid_blocks',
  ],
  [
    'a long value',
    'chat.postMessage',
    blocks({ type: 'actions', elements: [button({ value: 'x'.repeat(2_001) })] }),
    'invalid_blocks',
  ],
  [
    'two of one name',
    'chat.postMessage',
    blocks({ type: 'actions', elements: [button({}), button({})] }),
    'invalid_blocks',
  ],
  ['a hundred rows', 'chat.postMessage', blocks({ type: 'table', rows: rows(100) }), 'ok'],
  ['more of them', 'chat.postMessage', blocks({ type: 'table', rows: rows(101) }), 'invalid_blocks'],
  [
    'two tables',
    'chat.postMessage',
    blocks({ type: 'table', rows: rows(1) }, { type: 'table', rows: rows(1) }),
    'invalid_blocks',
  ],
  [
    'all too long',
    'chat.postMessage',
    blocks(...Array(5).fill({ type: 'section', text: plain('x'.repeat(2_900)) })),
    'msg_blocks_too_long',
  ],
  ['a block it does not know', 'chat.postMessage', blocks({ type: 'marquee' }), 'invalid_blocks'],
  ['a form without a press', 'views.open', { trigger_id: 'x', view: { type: 'modal' } }, 'invalid_trigger_id'],
  [
    'a file never sent',
    'files.completeUploadExternal',
    { files: [{ id: 'F0' }], channel_id: 'C1' },
    'invalid_arguments',
  ],
  ['a method it does not know', 'chat.shout', {}, 'unknown_method'],
])('%s: %s', async (_, method, params, answer) => {
  expect(await call(method, params)).toBe(answer);
});

test('wrong tokens and missing scopes are refused', async () => {
  expect(await call('auth.test', {}, 'xoxb-other')).toBe('invalid_auth');
  expect(await call('apps.connections.open', {})).toBe('not_allowed_token_type');
  slack.world.scopes = [];
  expect(await call('chat.postMessage', { channel: 'C1', text: 'x' })).toBe('missing_scope');
});
