import { App, type AppOptions, LogLevel } from '@slack/bolt';
import { expect, test } from 'vitest';
import { startSlack } from './slack-emulator.ts';

/** It says on the console that the emulator went away. */
const silent: NonNullable<AppOptions['logger']> = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

test('the real Bolt connects, hears a command and a mention, and answers; a wrong token is told', async ({
  onTestFinished,
}) => {
  const slack = await startSlack();
  onTestFinished(() => slack.close());
  slack.user('UBOB');
  slack.channel('C1');
  const appWith = (token: string) =>
    new App({
      token,
      appToken: slack.world.appToken,
      socketMode: true,
      deferInitialization: true,
      logger: silent,
      clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    });
  await expect(appWith('xoxb-wrong').init()).rejects.toThrow(/invalid_auth/);

  const app = appWith(slack.world.botToken);
  onTestFinished(async () => {
    await app.stop();
  });
  const acknowledged: string[] = [];
  app.command('/health', async ({ ack, client, body }) => {
    await ack();
    acknowledged.push(body.command);
    await client.chat.postMessage({ channel: body.channel_id, text: 'all well' });
  });
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({ channel: event.channel, text: 'here', thread_ts: event.ts });
  });
  await app.init();
  await app.start();
  slack.slash('UBOB', '/health demo', { channel: 'C1' });
  const { ts } = slack.say('UBOB', 'hello', { channel: 'C1' });
  await expect.poll(() => slack.shown('C1').length, { timeout: 20_000 }).toBe(2);
  expect(acknowledged).toEqual(['/health']);
  expect(slack.shown('C1').map(({ text, thread }) => [text, thread])).toEqual(
    expect.arrayContaining([
      ['all well', undefined],
      ['here', ts],
    ]),
  );
});
