import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entry, openRun } from '../../contract/storage/rows.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';

let it: ABot;
beforeEach(async () => {
  it = await aBot({ environment: 'lab' });
});
afterEach(() => it.close());

const ended = (bot: ABot, space = 'bob') =>
  bot.until(() => bot.pass(250).then(() => bot.reads(space).some((text) => text.includes('done in'))));

describe('what a person sends', () => {
  test('is answered in one message where it was asked', async () => {
    await it.chat.hear('bob', '/look demo');
    await it.until(() => it.chat.in('bob').length === 1);
    expect(it.reads('bob')).toEqual([expect.stringContaining('looked at demo')]);
  });

  test('to change something is one message: its progress, edited into its outcome', async () => {
    await it.chat.hear('bob', '/put demo values="a,b,c"', { room: 'ops' });
    await ended(it, 'ops');
    expect(it.chat.in('ops')).toHaveLength(1);
    expect(it.chat.calls.filter(({ call }) => call === 'post')).toHaveLength(1);
    expect(it.chat.calls.some(({ call }) => call === 'edit')).toBe(true);
  });

  test('is one message too where nothing can be edited: the outcome', async () => {
    await it.close();
    it = await aBot({ environment: 'lab', platforms: (clock) => [fakePlatform({ now: clock.now, edits: false })] });
    await it.chat.hear('bob', '/put demo values="a,b,c"');
    await ended(it);
    await it.sent();
    expect(it.chat.calls).toHaveLength(1);
  });

  test('is answered in the language of the reader', async () => {
    await it.chat.hear('chenwei', '/look demo');
    await it.until(() => it.chat.in('chenwei').length === 1);
    expect(it.chat.in('chenwei')[0]?.outgoing.reader).toMatchObject({ language: 'zh', timeZone: 'Asia/Shanghai' });
  });

  test('by somebody unknown is one line with their own id', async () => {
    await it.chat.hear('mallory', '/put demo values="a"', { room: 'ops' });
    await it.until(() => it.chat.in('ops').length === 1);
    expect(it.reads('ops')).toEqual(['You are test:mallory and I do not know you. Ask an admin to add you.']);
  });
});

test('what may be shown once and kept nowhere is shown, and is in no row', async () => {
  const url = 'https://zhiban.example/in#once-and-never-again';
  const signIn = { link: async () => ({ url, validMs: 300_000 }), end: async () => 0 };
  Object.assign(it.desk, { signIn });
  await it.chat.hear('bob', '/login', { key: 'tg:8' });
  await it.until(() => it.chat.in('bob').length === 1);
  await it.sent();
  expect(it.reads('bob')[0]).toContain('once-and-never-again');
  expect(JSON.stringify(await it.desk.store.outbox.get('answer:tg:8'))).not.toContain('once-and-never-again');
  await it.chat.hear('bob', '/login', { key: 'tg:8' });
  await it.pass(3_000);
  expect(it.chat.shown).toHaveLength(1);
});

describe('the same message delivered again', () => {
  test('gets the answer of the first, which is there once', async () => {
    await it.chat.hear('bob', '/put demo values="a"', { key: 'tg:7' });
    await it.chat.hear('bob', '/put demo values="a"', { key: 'tg:7' });
    await ended(it);
    await it.chat.hear('bob', '/put demo values="a"', { key: 'tg:7' });
    await it.pass(5_000);
    await it.sent();
    expect(it.chat.in('bob')).toHaveLength(1);
    expect(it.world.effects).toEqual(['put a']);
  });

  test('does not bring back a request that was answered meanwhile', async () => {
    await it.close();
    it = await aBot();
    await it.chat.hear('bob', '/shove demo values="a"', { key: 'tg:7', room: 'ops' });
    await it.until(() => it.reads('ops').some((text) => text.includes('/approve')));
    const [{ code = '' } = {}] = await it.desk.store.approvals.open();
    await it.say('alice', `/deny ${code}`);
    await it.chat.hear('bob', '/shove demo values="a"', { key: 'tg:7', room: 'ops' });
    await it.pass(5_000);
    await it.sent();
    expect(it.reads('ops')).toEqual([expect.stringContaining('Denied by Alice')]);
  });

  test('after a restart too', async () => {
    await it.chat.hear('bob', '/put demo values="a"', { key: 'tg:7' });
    await ended(it);
    const { chat, folder, clock, world } = it;
    await it.stopServing();
    await it.desk.store.instances.leave('this');
    const next = await aBot({ environment: 'lab', folder, clock, world, instance: 'next', platforms: () => [chat] });
    await next.chat.hear('bob', '/put demo values="a"', { key: 'tg:7' });
    await next.pass(5_000);
    await next.sent();
    expect(chat.in('bob')).toHaveLength(1);
    expect(world.effects).toEqual(['put a']);
    await next.close();
  });
});

describe('a process that ended before it answered', () => {
  /** As the process leaves it: accepted and owed. */
  const left = (more: { readonly text?: string } = {}): Promise<unknown> =>
    it.desk.store.deliveries.accept({
      key: 'tg:9',
      atMs: it.clock.now(),
      conversation: { platform: 'test', tenant: '', space: 'ops' },
      sender: 'test:bob',
      text: '/look demo',
      owner: 'dead',
      owed: true,
      ...more,
    });

  test('had its answer: it is sent by the next, once', async () => {
    const { deliveries } = it.desk.store;
    await left();
    const answer = {
      code: 'ok' as const,
      message: { blocks: [{ type: 'heading' as const, text: { outside: 'well' } }] },
    };
    await deliveries.answered('tg:9', answer);
    await it.pass(11_000);
    await it.sent();
    expect(it.reads('ops')).toEqual(['well']);
    await it.pass(30_000);
    expect(it.chat.calls).toHaveLength(1);
  });

  test('had none and started nothing: the person is told so, after the platform had time to send it again', async () => {
    await left();
    await it.pass(40_000);
    expect(it.reads('ops')).toEqual([]);
    await it.pass(40_000);
    await it.sent();
    expect(it.reads('ops')).toEqual([expect.stringMatching(/I was restarted while I worked on this.*\/look demo/s)]);
  });

  test.each(['<@UBOT> /look demo', 'look demo'])(
    '%j: what was typed is offered again, ready to be sent',
    async (text) => {
      await left({ text });
      await it.pass(80_000);
      await it.sent();
      expect(it.reads('ops')[0]).toContain('/look demo');
    },
  );

  test('had begun a run, and the platform sends it again: it is not done again, and what became of it is told', async () => {
    await left({ text: '/put demo values="a"' });
    const { runs } = it.desk.store;
    const opened = await runs.open(openRun({ delivery: 'tg:9', owner: it.desk.instance }));
    if (!opened.opened) throw new Error('it could not be opened');
    const { runId } = opened.run;
    await runs.close({ runId, state: 'succeeded', audit: entry({ event: 'run.succeeded' }) });
    await it.chat.hear('bob', '/put demo values="a"', { key: 'tg:9', room: 'ops' });
    await it.pass(12_000);
    await it.sent();
    expect(it.world.effects).toEqual([]);
    expect(it.reads('ops')).toEqual([
      expect.stringMatching(new RegExp(`Run ${runId} \\(restart llm\\) has ended.*/run ${runId}`, 's')),
    ]);
  });

  test('had none, and the platform sends it again: it is done now', async () => {
    await left();
    await it.chat.hear('bob', '/look demo', { key: 'tg:9', room: 'ops' });
    await it.until(() => it.chat.in('ops').length === 1);
    await it.pass(90_000);
    await it.sent();
    expect(it.reads('ops')).toEqual([expect.stringContaining('looked at demo')]);
  });
});

describe('a message that cannot be kept', () => {
  const deaf = () =>
    aBot({
      environment: 'lab',
      store: (store) => ({
        ...store,
        deliveries: { ...store.deliveries, accept: () => Promise.reject(new Error('the disk is full')) },
      }),
    });

  test('is answered so at once, and acknowledged', async () => {
    await it.close();
    it = await deaf();
    await it.chat.hear('bob', '/put demo values="a"');
    expect(it.reads('bob')).toEqual([expect.stringContaining('the disk is full')]);
    expect(it.world.effects).toEqual([]);
  });

  test('is not acknowledged when that cannot be said either, so that it is sent again', async () => {
    await it.close();
    it = await deaf();
    it.chat.outage = { posted: false, retry: 'later', why: 'down' };
    await expect(it.chat.hear('bob', '/put demo values="a"')).rejects.toThrow('neither be kept nor answered');
  });
});

test('a bot that ends takes in nothing more and sends what it still owes', async () => {
  // It goes on listening, so that the refusal is the bot's.
  Object.assign(it.chat, { stop: async () => {} });
  await it.chat.hear('bob', '/look demo');
  await it.stopServing();
  expect(it.reads('bob')).toHaveLength(1);
  await expect(it.chat.hear('bob', '/look demo')).rejects.toThrow('the bot is about to end');
});

test('a bot that ends leaves what is refused for now to the next one, and is not long about it', async () => {
  it.chat.faults.push({ posted: false, retry: 'later', afterMs: 800, why: '429' });
  await it.chat.hear('bob', '/look demo');
  await it.until(() => it.chat.calls.length === 1);
  const before = it.clock.monotonic();
  await it.stopServing();
  expect(it.clock.monotonic() - before).toBeLessThan(10_000);
  expect([it.reads('bob').length, await it.desk.store.outbox.waiting()]).toEqual([0, 1]);
});
