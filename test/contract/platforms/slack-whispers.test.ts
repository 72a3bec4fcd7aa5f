import { describe, expect, type TestContext, test } from 'vitest';
import { bob, botOnSlack, mallory, room } from './slack-world.ts';

async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const it = await botOnSlack();
  onTestFinished(() => it.close());
  await it.until(() => it.slack.links.ready());
  const { slack } = it;
  return {
    it,
    slack,
    /** What each person is shown alone in the room, and what everybody is shown. */
    alone: (user: string) => slack.shown(room).filter(({ onlyFor }) => onlyFor === user),
    aloud: () => slack.shown(room).filter(({ onlyFor }) => onlyFor === undefined),
    statusesOf: (method: string) => slack.calls.filter((call) => call.method === method).map(({ status }) => status),
    whisper: (key: string, text: string, atMs = it.clock.now()) =>
      it.put(key, { blocks: [{ type: 'text', text: { key: 'value.at', params: { value: text } } }] }, room, {
        conversation: { platform: 'slack', tenant: 'T1', space: room, only: `T1:${bob}` },
        person: 'bob',
        atMs,
      }),
  };
}

describe.concurrent('in a room', () => {
  test('what concerns one alone is whispered to them, what the others may need is said aloud', async (context) => {
    const { it, slack, alone, aloud } = await open(context);
    slack.slash(bob, '/zhiban helth', { channel: room });
    slack.slash(mallory, '/health', { channel: room });
    slack.slash(bob, '/whoami', { channel: room });
    await it.until(() => alone(bob).length === 1 && alone(mallory).length === 1 && aloud().length === 1);
    expect(alone(bob)[0]?.read).toContain('helth');
    expect(alone(mallory)[0]?.read).toContain('You are slack:T1:UMALLORY');
    expect(aloud()[0]?.read).toContain('You are Bob');
    expect(slack.shown(room).flatMap(({ alive }) => alive)).toEqual([]);
  });

  test('what is for one alone is whispered, and nothing of it is kept', async (context) => {
    const { it, slack, alone, aloud } = await open(context);
    const url = 'https://bot.example.org/signin/of-bob';
    Object.assign(it.desk, { signIn: { link: async () => ({ url, validMs: 60_000 }) } });
    const sent = slack.slash(bob, '/login', { channel: room });
    await it.until(() => alone(bob).length === 1);
    expect([alone(bob)[0]?.read, aloud()]).toEqual([expect.stringContaining(url), []]);
    await it.sent();
    const { payload } = sent as { readonly payload: { readonly trigger_id?: string } };
    const row = await it.desk.store.outbox.get(`answer:slack:T1:slash:${payload.trigger_id}`);
    expect(row?.state).toBe('shown');
    expect(JSON.stringify(row)).not.toContain(url);
  });

  test('in a thread it is whispered in the thread, and its buttons act', async (context) => {
    const { it, slack, alone, aloud } = await open(context);
    const { ts } = slack.say(bob, 'whoami', { channel: room });
    await it.until(() => aloud().length === 1);
    slack.say(bob, 'help nosuchcommand', { channel: room, thread: ts });
    await it.until(() => alone(bob).length === 1);
    const [hint] = alone(bob);
    expect([hint?.thread, hint?.keys.map(({ label }) => label)]).toEqual([ts, ['/help']]);
    slack.press(bob, '/help', { channel: room });
    await it.until(() => aloud().some(({ read, thread }) => thread === ts && read.includes('commands you may use')));
  });
});

describe.concurrent('a whisper', () => {
  test('whose reply was lost is said once more, says so, and is looked for nowhere', async (context) => {
    const { it, slack, alone, statusesOf, whisper } = await open(context);
    slack.faults.next('chat.postEphemeral', 'lost-reply');
    await whisper('a', 'you may not');
    await it.sent();
    expect(alone(bob).map(({ read }) => read)).toEqual([
      'you may not',
      expect.stringMatching(/^\? You may have seen this before.*\nyou may not$/s),
    ]);
    expect(statusesOf('conversations.history')).toEqual([]);
  });

  test('that Slack does not take is said in the private chat', async (context) => {
    const { it, slack, alone, whisper } = await open(context);
    slack.faults.next('chat.postEphemeral', { refuse: 'user_not_in_channel' });
    await whisper('a', 'you may not');
    await it.sent();
    expect([alone(bob), it.texts(bob)]).toEqual([[], ['you may not']]);
  });

  test('that comes late is said in the private chat: who asked may have looked away', async (context) => {
    const { it, alone, statusesOf, whisper } = await open(context);
    await whisper('a', 'you may not', it.clock.now() - 3 * 60_000);
    await it.sent();
    expect([alone(bob), statusesOf('chat.postEphemeral')]).toEqual([[], []]);
    expect(it.texts(bob)).toEqual([expect.stringMatching(/^This is from .*\nyou may not$/s)]);
  });

  test('whose words change is said anew', async (context) => {
    const { it, alone, whisper } = await open(context);
    await whisper('a', 'you may not');
    await it.sent();
    await whisper('a', 'you may');
    await it.sent();
    expect(alone(bob).map(({ read }) => read)).toEqual(['you may not', 'you may']);
  });

  test('waits its turn among what is said aloud, and as long as Slack says', async (context) => {
    const { it, slack, whisper } = await open(context);
    slack.faults.next('chat.postEphemeral', { tooMany: 1 });
    await whisper('a', 'you may not');
    await it.put('b', 'aloud', room);
    await it.sent();
    expect(it.texts(room)).toEqual(['you may not', 'aloud']);
  });
});
