import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { shove, tell } from './asked-in-chat.ts';

let it: ABot;
beforeEach(async () => {
  it = await aBot();
});
afterEach(() => it.close());

describe('a request for a second person', () => {
  test('shows the plan, its hash, who may say yes and who was told, where it was asked', async () => {
    const code = await shove(it);
    const [text = ''] = it.reads('ops');
    expect(text).toContain(`plan ${code}`);
    expect(text).toContain('h1: put a');
    expect(text).toMatch(/Alice or Chen Wei may approve, before .* plan hash [0-9a-f]{8}/);
    expect(text).toContain('Told: Alice and Chen Wei.');
    expect(text).toContain(`[Approve] /approve ${code}`);
    expect(text).not.toContain('backup');
  });

  test('offers who asked in private no yes of their own, but to take it back, and break-glass to who may', async () => {
    const asked = async (who: string) => {
      const answer = await it.say(who, '/shove demo values="a"');
      return it.text(answer).replaceAll(answer.approvalId ?? '', 'CODE');
    };
    const bob = await asked('bob');
    expect(bob).toMatch(/Alice or Chen Wei may approve, before .* · plan hash/);
    expect(bob).not.toContain('/approve');
    expect(bob).toContain('[Take back] /deny CODE');
    expect(bob).not.toContain('/breakglass');
    expect(await asked('alice')).toContain('Next:  /breakglass CODE "why"');
  });

  test('is sent to everybody who may say yes, and to nobody else', async () => {
    const code = await shove(it);
    for (const who of ['alice', 'alice-phone', 'chenwei']) {
      expect(it.reads(who)).toEqual([expect.stringContaining('Bob asks for a second person')]);
      expect(it.reads(who)[0]).toContain(`/approve ${code}`);
    }
    for (const who of ['bob', 'bob-phone', 'carol']) expect(it.reads(who)).toEqual([]);
    expect(it.chat.in('chenwei')[0]?.outgoing.reader.language).toBe('zh');
  });

  test('says so when somebody cannot be told, or nobody', async () => {
    await it.close();
    it = await aBot({ platforms: (clock) => [fakePlatform({ now: clock.now, unreachable: ['chenwei'] })] });
    await shove(it);
    expect(it.reads('ops')[0]).toContain('Told: Alice.');
    expect(it.reads('ops')[0]).toContain('Not told, I cannot write to them: Chen Wei.');
    await it.close();
    const everybody = ['alice', 'alice-phone', 'chenwei'];
    it = await aBot({ platforms: (clock) => [fakePlatform({ now: clock.now, unreachable: everybody })] });
    await shove(it);
    expect(it.reads('ops')[0]).toContain('Nobody was told: pass the code on.');
  });

  test('is told of by the next process when the one that asked died before it told anybody', async () => {
    await it.close();
    it = await aBot({
      store: (store) => ({
        ...store,
        outbox: {
          ...store.outbox,
          put: (one, more) => (one.key.startsWith('approval:') ? new Promise(() => {}) : store.outbox.put(one, more)),
        },
      }),
    });
    await it.chat.hear('bob', '/shove demo values="a"');
    await it.until(async () => (await it.desk.store.approvals.open()).length === 1);
    const { folder, clock, chat } = it;
    await it.stopServing();
    const next = await aBot({ folder, clock, platforms: () => [chat] });
    await next.until(() => next.reads('alice').length === 1);
    expect(next.reads('alice')[0]).toContain('Bob asks for a second person');
    await next.close();
  });

  test('that everybody was told of is not told again after a restart', async () => {
    const code = await shove(it);
    const told = it.chat.shown.length;
    const { folder, clock, chat } = it;
    await it.stopServing();
    const next = await aBot({ folder, clock, platforms: () => [chat] });
    await next.pass(2_000);
    await next.sent();
    expect(chat.shown).toHaveLength(told);
    expect(next.reads('alice')[0]).toContain(code);
    await next.stopServing();
    await next.close();
  });
});

describe('its outcome', () => {
  test('approved: all copies lose their buttons and show the run; the asker sees it where she asked', async () => {
    const code = await shove(it);
    expect(await tell(it, 'alice', `/approve ${code}`)).toContain('done in');
    await it.pass(5_000);
    await it.sent();
    const [asked = ''] = it.reads('ops');
    expect(asked).toContain('done in');
    expect(asked).toContain('Approved by Alice.');
    for (const who of ['alice', 'chenwei']) expect(it.reads(who)[0]).toContain('Approved by Alice.');
    for (const space of ['ops', 'alice', 'chenwei']) expect(it.reads(space).join('\n')).not.toContain('/approve');
    expect(it.world.effects).toEqual(['put a']);
  });

  test('denied: all copies say by whom, and that nothing was done', async () => {
    const code = await shove(it);
    await tell(it, 'chenwei', `/deny ${code}`);
    await it.pass(3_000);
    await it.sent();
    for (const space of ['ops', 'alice', 'chenwei']) {
      expect(it.reads(space)[0]).toMatch(/Denied by Chen Wei at .*\. Nothing was done\./);
      expect(it.reads(space)[0]).not.toContain('/approve');
    }
  });

  test('void: what changed voids it for everybody, with the command to ask again', async () => {
    const code = await shove(it);
    it.world.most = 1;
    await tell(it, 'alice', `/approve ${code}`);
    await it.pass(3_000);
    await it.sent();
    expect(it.reads('ops')[0]).toContain('No longer valid');
    expect(it.reads('ops')[0]).toContain('/shove demo values="a"');
  });

  test('that cannot start now leaves the request as it is', async () => {
    const code = await shove(it);
    await it.say('alice', '/freeze demo "the disk is replaced"');
    await tell(it, 'alice', `/approve ${code}`);
    await it.pass(3_000);
    expect(it.reads('ops')[0]).toContain(`/approve ${code}`);
  });

  test('reaches who asked on the command line privately', async () => {
    const answer = await it.say('bob', '/shove demo values="a"');
    await it.say('alice', `/deny ${answer.approvalId}`);
    await it.pass(3_000);
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('Denied by Alice')]);
  });
});

test('a confirm edits the plan that was shown', async () => {
  await it.chat.hear('bob', '/put demo values="a"');
  let code = '';
  await it.until(async () => {
    code = (await it.desk.store.approvals.open())[0]?.code ?? '';
    return it.reads('bob').some((text) => text.includes(`/confirm ${code}`));
  });
  await tell(it, 'bob', `/confirm ${code}`);
  await it.pass(3_000);
  await it.sent();
  expect(it.reads('bob')[0]).toContain('Confirmed by Bob.');
  expect(it.reads('bob')[0]).not.toContain('/confirm');
});
