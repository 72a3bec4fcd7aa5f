import { expect, test } from 'vitest';
import { messageOf, pressOf } from '../../../../src/bot/platforms/dingtalk/payloads.ts';

const said = {
  conversationId: 'cidOnCall',
  conversationType: '2',
  msgId: 'm1',
  senderStaffId: 'bob02',
  senderCorpId: 'ding1',
  chatbotCorpId: 'ding1',
  text: { content: ' /health ' },
};
const meaning = (more: object) => messageOf(JSON.stringify({ ...said, ...more }));

test('a person is the organisation with the id it gave them', () => {
  expect(meaning({})).toMatchObject({
    kind: 'message',
    message: { deliveryKey: 'dingtalk:m1', sender: { id: 'ding1:bob02' }, private: false, text: '/health' },
  });
  expect(meaning({ conversationType: '1' })).toMatchObject({
    message: { conversation: { tenant: 'ding1', space: '@bob02' }, private: true },
  });
});

test.each([
  ['of another organisation whose id is one of ours', { senderCorpId: 'ding2' }],
  ['of no organisation', { senderCorpId: undefined }],
  ['without a staff id', { senderStaffId: undefined }],
  ['with an empty staff id', { senderStaffId: '' }],
])('somebody %s is an outsider, in a group and in private', (_, more) => {
  for (const conversationType of ['1', '2']) expect(meaning({ ...more, conversationType })?.kind).toBe('outsider');
});

test.each([
  ['spoken', { text: undefined, content: { recognition: '健康' } }, '健康'],
  [
    'with pictures between',
    { text: undefined, content: { richText: [{ text: '/health ' }, { downloadCode: 'x' }, { text: 'demo' }] } },
    '/health demo',
  ],
  ['a picture alone', { text: undefined, content: { downloadCode: 'x' } }, ''],
  ['a file', { text: undefined, content: { fileName: 'x.log' } }, ''],
])('what is %s has the words DingTalk gives it', (_, more, text) => {
  expect(meaning(more)).toMatchObject({ message: { text } });
});

test.each(['', '{', 'null', '[]', '{"msgId":"m1"}', JSON.stringify({ ...said, conversationType: '3' })])(
  '%j is no message',
  (data) => expect(messageOf(data)).toBeUndefined(),
);

const pressed = {
  corpId: 'ding1',
  outTrackId: 'zhiban-1',
  userId: 'bob02',
  userIdType: 1,
  content: JSON.stringify({ cardPrivateData: { actionIds: ['button1'], params: { token: 't1' } } }),
};
test('a press is of the staff id that came with it, and of nobody when that is another kind of id', () => {
  expect(pressOf(JSON.stringify(pressed))).toEqual({
    outTrackId: 'zhiban-1',
    token: 't1',
    sender: { platform: 'dingtalk', id: 'ding1:bob02' },
  });
  for (const more of [
    { userIdType: 2 },
    { corpId: '' },
    { content: '{' },
    { content: '{"cardPrivateData":{"params":{}}}' },
  ])
    expect(pressOf(JSON.stringify({ ...pressed, ...more }))).toBeUndefined();
});
