import { afterAll, beforeAll, expect, test } from 'vitest';
import { slackIds, telegramIds } from './cast.ts';
import { type ThreePlatforms, threePlatforms } from './three-platforms.ts';

let it: ThreePlatforms;
beforeAll(async () => {
  it = await threePlatforms();
});
afterAll(() => it?.close());

/** Asks in Slack for what needs a second person; the code to say yes with. */
async function aliceAsksToStopWeb(): Promise<string> {
  it.slack.slash(slackIds.alice, '/stop web');
  const { read } = await it.inSlack(slackIds.alice).reads(/may approve/);
  const code = /\/(?:approve|deny) (\w+)/.exec(read)?.[1];
  if (code === undefined) throw new Error(read);
  return code;
}

test('asked in Slack, given in DingTalk by the second person: both see it done, and the code is good once', async () => {
  const { slack, dingtalk, telegram } = it;
  slack.slash(slackIds.bob, '/start web');
  await it.inSlack(slackIds.bob).reads('Start web on here');
  slack.press(slackIds.bob, 'Confirm');
  await it.inSlack(slackIds.bob).reads(/● web is up/);

  const code = await aliceAsksToStopWeb();
  // The second person is asked wherever he is, in his language.
  await it.inDingTalk('@chenwei').reads(`/批准 ${code}`);
  await it.inTelegram(telegramIds.chenwei).reads(/Alice/);

  // She is one person, whatever she is called there.
  dingtalk.type('alice', `/approve ${code}`);
  await it.inDingTalk('@alice').reads('a second person must say yes');
  telegram.type(telegramIds.alice, `/approve ${code}`);
  await it.inTelegram(telegramIds.alice).reads('a second person must say yes');
  dingtalk.type('carol', `/approve ${code}`);
  await it.inDingTalk('@carol').reads('You may not');

  dingtalk.type('chenwei', `批准 ${code}`);
  const done = await it.inSlack(slackIds.alice).reads(/web is (?:stopped|down)/);
  expect(done.read).toContain('Approved by Chen Wei');
  expect(done.read).not.toContain(code);
  expect(done.keys.map(({ label }) => label)).not.toContain('Take back');
  await it.inDingTalk('@chenwei').reads(/web 已停止/);
  // What he was asked elsewhere asks no longer.
  const asked = await it.inTelegram(telegramIds.chenwei).reads(/Chen Wei 已批准/);
  expect(asked.keyboard.flat().map(({ text }) => text)).not.toContain('批准');

  const answers = () => it.inDingTalk('@chenwei').all().length;
  const before = answers();
  dingtalk.type('chenwei', `批准 ${code}`);
  await it.inDingTalk('@chenwei').reads(`方案 ${code} 已执行`);
  expect(answers()).toBe(before + 1);
  dingtalk.type('alice', `/approve ${code}`);
  await it.inDingTalk('@alice').reads(`Plan ${code} is already used, by Chen Wei`);
  const runs = await it.composed.desk.store.runs.list({ limit: 10 });
  expect(runs.filter(({ plan }) => plan.action === 'stop')).toHaveLength(1);
});
