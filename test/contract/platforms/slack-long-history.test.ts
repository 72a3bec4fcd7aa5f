import { expect, test } from 'vitest';
import { bob, botOnSlack, room } from './slack-world.ts';

test('a message whose reply was lost is found below hundreds that were said since', async ({ onTestFinished }) => {
  const it = await botOnSlack();
  onTestFinished(() => it.close());
  await it.until(() => it.slack.links.ready());
  it.slack.faults.next('chat.postMessage', 'lost-reply');
  // The look back finds nobody there until much was said.
  it.slack.faults.next('conversations.history', { gateway: 502 });
  await it.put('a', 'restarted', room);
  await it.until(() => it.slack.shown(room).length === 1);
  const channel = it.slack.world.channels.get(room);
  const [own] = channel?.messages ?? [];
  if (channel === undefined || own === undefined) throw new Error('it was there a moment ago');
  const { metadata: _, ...talk } = own;
  for (let at = 0; at < 450; at++)
    channel.messages.push({ ...talk, by: bob, ts: it.slack.world.nextTs(), text: 'talk' });
  await it.sent();
  expect(it.texts(room)).toEqual(['restarted']);
  expect(it.slack.calls.filter(({ method }) => method === 'conversations.history').length).toBeGreaterThan(2);
});
