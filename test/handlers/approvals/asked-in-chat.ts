import type { ABot } from '../../fakes/a-bot.ts';

/** Bob asks in a room for what needs a second person; returns the code once everybody was written to. */
export async function shove(it: ABot, who = 'bob', room = 'ops'): Promise<string> {
  const before = (await it.desk.store.approvals.open()).map(({ code }) => code);
  await it.chat.hear(who, '/shove demo values="a"', { room });
  let code = '';
  await it.until(async () => {
    code = (await it.desk.store.approvals.open()).find((each) => !before.includes(each.code))?.code ?? '';
    return code !== '';
  });
  await it.until(() => it.reads(room).some((text) => text.includes(`/approve ${code}`)));
  await it.sent();
  return code;
}

/** Says something in a private chat, and waits for the answer there. */
export async function tell(it: ABot, who: string, text: string): Promise<string> {
  const key = `said:${Math.random()}`;
  await it.chat.hear(who, text, { key });
  const posting = `answer:${key}`;
  await it.until(async () => {
    await it.pass(250);
    const row = await it.desk.store.outbox.get(posting);
    return row?.kind === 'final' && row.state === 'shown';
  });
  const answers = it.chat.shown
    .map(({ outgoing }, at) => ({ outgoing, at }))
    .filter(({ outgoing }) => outgoing.key.startsWith(posting));
  const { conversation } = it.chat.shown[answers.at(-1)?.at ?? 0] ?? {};
  const last = it.chat.in(conversation?.space ?? who);
  const at = last.findIndex(({ outgoing }) => outgoing.key.startsWith(posting));
  return it.reads(conversation?.space ?? who)[at] ?? '';
}

export const auditEvents = async (it: ABot): Promise<readonly string[]> =>
  (await it.desk.store.audit.list({ limit: 100 })).map(({ event }) => event).reverse();
