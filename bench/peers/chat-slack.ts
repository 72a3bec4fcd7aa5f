import { App, LogLevel } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import { bob, botOnSlack } from '../../test/contract/platforms/slack-world.ts';
import { type SlackEmulator, startSlack } from '../../test/emulators/slack/slack-emulator.ts';
import { type ChatContest, inMemory, until } from './chat-contest.ts';

/** Slack takes a message a second in one channel, and the bot keeps to it: asked in turn, each rests long enough. */
const channels = Array.from({ length: 100 }, (_, at) => `C${1_000 + at}`);

const asking = (slack: SlackEmulator) => {
  let turn = 0;
  for (const channel of channels) slack.channel(channel);
  return async () => {
    turn += 1;
    const channel = channels[turn % channels.length] ?? '';
    const place = slack.world.channels.get(channel);
    place?.messages.splice(0);
    slack.slash(bob, '/whoami', { channel });
    await until(() => slack.shown(channel).length > 0);
  };
};

/** A slash command over Socket Mode, acknowledged and answered by a message. */
export async function slackContest(): Promise<ChatContest> {
  const [plain, bolted] = await Promise.all([startSlack(), startSlack()]);
  for (const each of [plain, bolted]) each.user(bob);

  const web = new WebClient(plain.world.botToken, { slackApiUrl: plain.apiUrl, logLevel: LogLevel.ERROR });
  const socket = new SocketModeClient({
    appToken: plain.world.appToken,
    clientOptions: { slackApiUrl: plain.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  socket.on('slash_commands', async ({ ack, body }) => {
    await ack();
    await web.chat.postMessage({ channel: body.channel_id, text: 'You are Bob' });
  });
  await socket.start();

  const bolt = new App({
    token: bolted.world.botToken,
    appToken: bolted.world.appToken,
    socketMode: true,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: bolted.apiUrl },
  });
  bolt.command('/whoami', async ({ ack, client, body }) => {
    await ack();
    await client.chat.postMessage({ channel: body.channel_id, text: 'You are Bob' });
  });
  await bolt.init();
  await bolt.start();

  const ours = await botOnSlack();
  const light = await inMemory(() => botOnSlack());
  const bots = [ours, ...(light === undefined ? [] : [light])];
  for (const bot of bots) {
    Object.assign(bot.desk.settings().limits, { commandsPerMinute: 1_000_000 });
    await bot.until(() => bot.slack.links.ready());
  }
  return {
    name: 'Slack',
    ways: {
      'socket-mode and web-api': { answer: asking(plain) },
      Bolt: { answer: asking(bolted) },
      'the bot': { answer: asking(ours.slack), commits: ours.commits },
      ...(light === undefined ? {} : { 'the same, state in memory': { answer: asking(light.slack) } }),
    },
    async close() {
      await socket.disconnect();
      await bolt.stop();
      await Promise.all([...bots, plain, bolted].map((each) => each.close()));
    },
  };
}
