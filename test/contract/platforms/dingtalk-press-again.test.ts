import { expect, test } from 'vitest';
import { moment } from './bot-on-platforms.ts';
import { bob, botOnDingTalk } from './dingtalk-world.ts';

test('a press that DingTalk brings once more after it was answered is done once', async ({ onTestFinished }) => {
  const it = await botOnDingTalk({ cards: true });
  onTestFinished(() => it.close());
  await it.until(() => it.dingtalk.sockets.ready());
  const cards = () => it.dingtalk.shown(`@${bob}`).filter(({ kind }) => kind === 'card');
  it.dingtalk.type(bob, '/help');
  await it.until(() => cards().some(({ buttons }) => buttons.length > 0));
  const card = cards().find(({ buttons }) => buttons.length > 0);
  const [button] = card?.buttons ?? [];
  const press = () => it.dingtalk.press(bob, card?.id ?? '', button?.slot ?? '', { token: button?.token });
  press();
  await it.until(() => cards().length === 2);
  await it.sent();
  const acknowledged = it.dingtalk.sockets.acks.length;
  press();
  await it.until(() => it.dingtalk.sockets.acks.length > acknowledged);
  await moment();
  expect(cards()).toHaveLength(2);
});
