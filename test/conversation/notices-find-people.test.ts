import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { outside } from '../../src/actions/text.ts';
import { notify } from '../../src/handlers/notices/notify.ts';
import { slackIds, slackRoom, telegramIds } from './cast.ts';
import { type ThreePlatforms, threePlatforms } from './three-platforms.ts';

let it: ThreePlatforms;
beforeAll(async () => {
  it = await threePlatforms();
});
afterAll(() => it?.close());

type Name = keyof typeof slackIds;
const tell = (key: string, ...people: readonly Name[]) =>
  notify(it.composed.desk, {
    key,
    people,
    message: { blocks: [{ type: 'text', mark: 'warning', text: outside(`notice ${key}`) }] },
  });
const places = (name: Name) => ({
  slack: it.inSlack(slackIds[name]),
  dingtalk: it.inDingTalk(`@${name}`),
  telegram: it.inTelegram(telegramIds[name]),
});
/** How often each platform shows her these words. */
const seen = (name: Name, words: string): readonly number[] =>
  Object.values(places(name)).map(({ all }) => all().filter((text) => text.includes(words)).length);

test('a private notice is in each of her private chats, once, and in nobody else’s', async () => {
  await tell('disk-full', 'alice');
  for (const place of Object.values(places('alice'))) await place.reads('notice disk-full');
  await it.sent();
  expect([seen('alice', 'disk-full'), seen('bob', 'disk-full')]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
});

test('while one platform is down the others tell her, and that one once it is back, once', async () => {
  it.slack.faults.outage({ gateway: 503 });
  await tell('slack-is-down', 'alice');
  const { slack, dingtalk, telegram } = places('alice');
  await Promise.all([dingtalk.reads('slack-is-down'), telegram.reads('slack-is-down')]);
  await expect.poll(() => it.slack.calls.filter(({ status }) => status === '503').length).toBeGreaterThan(0);
  expect(seen('alice', 'slack-is-down')).toEqual([0, 1, 1]);
  it.slack.faults.outage(undefined);
  await slack.reads('slack-is-down');
  await it.sent();
  expect(seen('alice', 'slack-is-down')).toEqual([1, 1, 1]);
});

/** The bot may not write to them in Telegram, until the test ends. */
function blockedInTelegram(name: Name): void {
  const chat = it.telegram.world.chats.get(telegramIds[name]);
  if (chat === undefined) throw new Error(`${name} has a chat`);
  chat.status = 'blocked';
  onTestFinished(() => {
    chat.status = 'member';
  });
}
/** Nobody may write there any more, until the test ends. */
function archivedInSlack(id: string): void {
  const channel = it.slack.world.channels.get(id);
  if (channel === undefined) throw new Error(`there is ${id}`);
  channel.archived = true;
  onTestFinished(() => {
    channel.archived = false;
  });
}

test('what one platform refuses for good she reads on the others, and no admin is asked to pass it on', async () => {
  blockedInTelegram('bob');
  await tell('telegram-blocked', 'bob');
  await Promise.all([places('bob').slack.reads('telegram-blocked'), places('bob').dingtalk.reads('telegram-blocked')]);
  await it.sent();
  expect([seen('bob', 'telegram-blocked'), seen('alice', 'telegram-blocked')]).toEqual([
    [1, 1, 0],
    [0, 0, 0],
  ]);
});

test('who is reached nowhere is spoken of to the admins, once, on every platform of theirs', async () => {
  blockedInTelegram('carol');
  archivedInSlack(`D${slackIds.carol.slice(1)}`);
  it.dingtalk.world.people.delete('carol');
  onTestFinished(() => it.dingtalk.person('carol'));
  await tell('nowhere', 'carol');
  for (const place of Object.values(places('alice'))) await place.reads(/This was for Carol[\s\S]*notice nowhere/);
  await it.sent();
  expect([seen('carol', 'nowhere'), seen('alice', 'notice nowhere')]).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
});

test('an answer is where she asked; where that refuses, in a private chat of hers, and it says why', async () => {
  it.dingtalk.type('alice', '/whoami');
  await places('alice').dingtalk.reads('You are Alice');
  await it.sent();
  expect(seen('alice', 'You are Alice')).toEqual([0, 1, 0]);

  archivedInSlack(slackRoom);
  const words = `Said here because slack:${slackRoom} does not take messages`;
  it.slack.slash(slackIds.alice, '/whoami', { channel: slackRoom });
  await places('alice').slack.reads(words);
  // Nor does the private chat there: then another platform.
  archivedInSlack(`D${slackIds.alice.slice(1)}`);
  it.slack.slash(slackIds.alice, '/whoami', { channel: slackRoom });
  await places('alice').dingtalk.reads(words);
  await it.sent();
  expect(seen('alice', words)).toEqual([1, 1, 0]);
});
