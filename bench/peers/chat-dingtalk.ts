import { DWClient, TOPIC_ROBOT } from 'dingtalk-stream';
import * as z from 'zod';
import { bob, botOnDingTalk } from '../../test/contract/platforms/dingtalk-world.ts';
import { type DingTalkEmulator, startDingTalk } from '../../test/emulators/dingtalk/dingtalk-emulator.ts';
import { type ChatContest, inMemory, until } from './chat-contest.ts';

const heard = z.object({ sessionWebhook: z.string() });
const opened = z.object({ endpoint: z.string(), ticket: z.string() });

const asking = (dingtalk: DingTalkEmulator) => async () => {
  dingtalk.world.shown.length = 0;
  dingtalk.type(bob, '/whoami');
  await until(() => dingtalk.world.shown.length > 0);
};

/** A message over the stream, acknowledged and answered by the address it brings. */
export async function dingtalkContest(): Promise<ChatContest> {
  const plain = await startDingTalk();
  plain.person(bob);
  const client = new (class extends DWClient {
    /** The library has no setting for another gateway. */
    override async getEndpoint() {
      const response = await fetch(`${plain.base}/v1.0/gateway/connections/open`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          clientId: plain.world.clientId,
          clientSecret: plain.world.clientSecret,
          subscriptions: [{ type: 'CALLBACK', topic: TOPIC_ROBOT }],
        }),
      });
      const { endpoint, ticket } = opened.parse(await response.json());
      return Object.assign(this, { dw_url: `${endpoint}?ticket=${encodeURIComponent(ticket)}` });
    }
  })({ clientId: plain.world.clientId, clientSecret: plain.world.clientSecret });
  const reply = async (data: string): Promise<void> => {
    const { sessionWebhook } = heard.parse(JSON.parse(data));
    const response = await fetch(sessionWebhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'markdown', markdown: { title: 'Bob', text: 'You are Bob' } }),
    });
    await response.text();
  };
  client.registerCallbackListener(TOPIC_ROBOT, ({ headers, data }) => {
    client.socketCallBackResponse(headers.messageId, null);
    void reply(data);
  });
  await client.getEndpoint();
  await client._connect();
  await until(plain.sockets.ready);

  const ours = await botOnDingTalk();
  const light = await inMemory(() => botOnDingTalk());
  const bots = [ours, ...(light === undefined ? [] : [light])];
  for (const bot of bots) {
    Object.assign(bot.desk.settings().limits, { commandsPerMinute: 1_000_000 });
    await bot.until(() => bot.dingtalk.sockets.ready());
  }
  return {
    name: 'DingTalk',
    ways: {
      'dingtalk-stream and fetch': { answer: asking(plain) },
      'the bot': { answer: asking(ours.dingtalk), commits: ours.commits },
      ...(light === undefined ? {} : { 'the same, state in memory': { answer: asking(light.dingtalk) } }),
    },
    async close() {
      client.disconnect();
      await Promise.all([...bots, plain].map((each) => each.close()));
    },
  };
}
