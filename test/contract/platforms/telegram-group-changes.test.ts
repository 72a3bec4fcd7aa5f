import { expect, onTestFinished, test } from 'vitest';
import { alice, type BotOnTelegram, bob, botOnTelegram, group, mallory } from './telegram-world.ts';

async function open(): Promise<BotOnTelegram> {
  const it = await botOnTelegram();
  onTestFinished(() => it.close());
  return it;
}

test('a group that becomes a supergroup keeps its conversation, by its message or by a refusal', async () => {
  const it = await open();
  const small = -77;
  it.telegram.group(small, { type: 'group' });
  it.telegram.type(bob, '/whoami', { chat: small });
  await it.until(() => it.texts(small).length === 1);
  const big = it.telegram.migrate(small);
  it.telegram.type(bob, '/runs', { chat: big });
  await it.until(() => it.texts(big).length === 1);
  const delivered = await it.desk.store.outbox.get(
    `answer:telegram:42:${big}:${it.telegram.world.chats.get(big)?.messages[0]?.id}`,
  );
  expect(delivered?.conversation.space).toBe(String(small));

  const other = -78;
  it.telegram.group(other, { type: 'group' });
  it.telegram.world.updates.allowed = ['callback_query'];
  const moved = it.telegram.migrate(other);
  await it.put('notice', 'hello', other, { insist: false });
  await it.until(() => it.texts(moved).length === 1);
});

test('a group it is brought to by somebody known is told its id', async () => {
  const it = await open();
  const membership = (by: number, chat: number) => ({
    chat: { id: chat, type: 'supergroup', title: 'x' },
    from: { id: by, is_bot: false, first_name: 'x' },
    date: 0,
    old_chat_member: { status: 'left' },
    new_chat_member: { status: 'member' },
  });
  it.telegram.group(-1_001_000_000_005);
  it.telegram.world.updates.push('my_chat_member', membership(mallory, group));
  it.telegram.world.updates.push('my_chat_member', membership(alice, -1_001_000_000_005));
  await it.until(() => it.texts(-1_001_000_000_005).length === 1);
  expect(it.texts(-1_001_000_000_005)[0]).toContain('space: "-1001000000005"');
  expect(it.texts(group)).toEqual([]);
});
