import { DWClient, EventAck, TOPIC_ROBOT } from 'dingtalk-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingTalkEmulator, startDingTalk } from './dingtalk-emulator.ts';

let dingtalk: DingTalkEmulator;
beforeEach(async () => {
  dingtalk = await startDingTalk();
  dingtalk.person('alice');
});
afterEach(() => dingtalk.close());

interface Opened {
  readonly endpoint: string;
  readonly ticket: string;
}
const opened = async (): Promise<Opened> => (await (await open()).json()) as Opened; // what it answers

const open = (body: object = {}) =>
  fetch(`${dingtalk.base}/v1.0/gateway/connections/open`, {
    method: 'POST',
    body: JSON.stringify({
      clientId: dingtalk.world.clientId,
      clientSecret: dingtalk.world.clientSecret,
      subscriptions: [{ type: 'CALLBACK', topic: TOPIC_ROBOT }],
      ...body,
    }),
  });

test('the real SDK connects, hears what is said, acknowledges it and answers by the session', async () => {
  /** The one place where the SDK lets its address be changed. */
  class Here extends DWClient {
    override async getEndpoint(): Promise<this> {
      const { endpoint, ticket } = await opened();
      Object.assign(this, { dw_url: `${endpoint}?ticket=${encodeURIComponent(ticket)}` });
      return this;
    }
  }
  const { clientId, clientSecret } = dingtalk.world;
  const client = new Here({ clientId, clientSecret, keepAlive: false });
  Object.assign(client.getConfig(), { autoReconnect: false });
  client.registerAllEventListener(() => ({ status: EventAck.SUCCESS }));
  client.registerCallbackListener(TOPIC_ROBOT, ({ headers, data }) => {
    const { sessionWebhook } = JSON.parse(data);
    client.socketCallBackResponse(headers.messageId, null);
    const body = JSON.stringify({ msgtype: 'text', text: { content: 'heard' } });
    void fetch(sessionWebhook, { method: 'POST', body });
  });
  await client.connect();
  await expect.poll(() => dingtalk.sockets.ready()).toBe(true);
  const { messageId } = dingtalk.type('alice', 'hello');
  await expect.poll(() => dingtalk.shown('@alice').map(({ raw }) => raw)).toEqual(['heard']);
  expect(dingtalk.sockets.acks.map((ack) => ack.messageId)).toContain(messageId);
  dingtalk.sockets.ping();
  await expect.poll(() => dingtalk.sockets.acks.length).toBe(2);
  client.disconnect();
  await expect.poll(() => dingtalk.sockets.count()).toBe(0);
});

test('a ticket opens one connection, and the wrong secret none', async () => {
  expect((await open({ clientSecret: 'guessed' })).status).toBe(401);
  const { endpoint, ticket } = await opened();
  const connect = () =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`);
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    });
  expect([await connect(), await connect()]).toEqual(['open', 'refused']);
});

test('what nobody listens for is lost, as in the real one', () => {
  expect(dingtalk.type('alice', 'hello').messageId).toBeUndefined();
});
