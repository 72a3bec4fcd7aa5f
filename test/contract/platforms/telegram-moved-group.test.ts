import { expect, test } from 'vitest';
import { alice, bob, botOnTelegram } from './telegram-world.ts';

test('what was asked before a group moved is answered after it as no reply to a message there', async ({
  onTestFinished,
}) => {
  const it = await botOnTelegram();
  onTestFinished(() => it.close());
  const small = -77;
  it.telegram.group(small, { type: 'group' });
  const asked = it.telegram.type(bob, '/whoami', { chat: small });
  await it.until(() => it.texts(small).length === 1);
  const big = it.telegram.migrate(small);
  // Numbers begin anew there, so this one is of somebody else's words.
  await it.until(async () => (await it.desk.store.outbox.waiting()) === 0);
  it.telegram.type(alice, '/whoami', { chat: big });
  await it.until(() => it.texts(big).length === 1);
  await it.desk.store.outbox.put({
    key: `answer:telegram:42:${small}:${asked.shown.id}`,
    conversation: { platform: 'telegram', tenant: '', space: String(small) },
    kind: 'final',
    insist: true,
    message: { blocks: [{ type: 'text', text: { outside: 'it is back' } }] },
    atMs: it.clock.now(),
  });
  await it.until(() => it.texts(big).includes('it is back'));
  const said = it.telegram.calls.filter(({ method, status }) => method === 'sendMessage' && status === 200);
  const repliesOf = (text: string) =>
    said.flatMap(({ params }) => (String(params.text).includes(text) ? [params.reply_parameters] : []));
  expect(repliesOf('it is back')).toEqual([undefined]);
  expect(repliesOf('Alice')).toEqual([expect.objectContaining({ message_id: expect.any(Number) })]);
});
