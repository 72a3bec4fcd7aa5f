import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DingTalkWorld, dingtalkWorld, onCall } from './dingtalk-world.ts';

describe('in markdown', () => {
  let it: DingTalkWorld;
  beforeAll(async () => {
    it = await dingtalkWorld({ cards: false });
  });
  afterAll(() => it?.close());

  test('help is an answer in the language of who asks', async () => {
    it.dingtalk.type('bob', 'help');
    expect((await it.reads('@bob', /\d+ commands you may use/)).drawn.seen).toContain('/health');
    it.dingtalk.type('chenwei', '／帮助');
    await it.reads('@chenwei', /你可以使用 \d+ 个命令/);
  });

  test('health in a group answers there: the verdict first, what to do next to be typed', async () => {
    it.dingtalk.type('bob', '/health', { group: onCall });
    const { drawn, title, calls } = await it.reads(onCall, 'critical');
    expect(drawn.seen.split('\n')[0]).toBe('■ shop · critical · production');
    expect(drawn.seen).toContain('/restart web');
    expect([title, calls, drawn.faults]).toEqual(['■ shop · critical · production', [], []]);
  });

  test('a start: the plan, a code typed in Chinese with full-width letters, and the proof', async () => {
    it.dingtalk.type('bob', '/start web');
    const { drawn } = await it.reads('@bob', 'Start web on here');
    const code = /\/confirm (\w+)/.exec(drawn.seen)?.[1] ?? '';
    expect(code).not.toBe('');
    const wide = [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('');
    it.dingtalk.type('bob', `确认　${wide}`);
    await it.reads('@bob', /● web is up · .*pid \d+/);
    it.dingtalk.type('bob', 'health', { group: onCall });
    await it.reads(onCall, /^● shop/);
  });

  test('who may not is told who may, and a stranger what to tell an admin', async () => {
    it.dingtalk.type('carol', '/restart web');
    await it.reads('@carol', 'You may not');
    it.dingtalk.type('mallory', '/health', { group: onCall });
    await it.reads(onCall, `You are dingtalk:${it.dingtalk.corp}:mallory and I do not know you`);
    it.dingtalk.type('mallory', '/health', { group: onCall, corp: 'ding-another' });
    await it.reads(onCall, 'You are not of this organisation');
  });

  test('an approval asked for here is given on the page, and both places say so', async () => {
    it.dingtalk.type('bob', '/stop web');
    const asked = await it.reads('@bob', /may approve/);
    await it.reads('@alice', 'Bob asks for a second person');
    await it.approveOnPage(asked.drawn.seen);
    expect((await it.reads('@bob', /web is (?:stopped|down)/)).drawn.seen).toContain('Alice');
    await it.reads('@alice', /Approved|web is (?:stopped|down)/);
  });
});

describe('in cards', () => {
  let it: DingTalkWorld;
  beforeAll(async () => {
    it = await dingtalkWorld({ cards: true });
  });
  afterAll(() => it?.close());

  test('a plan has buttons, whoever may not press them is told, and the card of the answer shows how it goes', async () => {
    it.dingtalk.type('bob', '/start web', { group: onCall });
    const plan = await it.reads(onCall, 'Start web on here');
    const confirm = plan.buttons.find(({ label }) => label === 'Confirm');
    if (confirm === undefined) throw new Error(JSON.stringify(plan.buttons));
    it.dingtalk.press('mallory', plan.id, confirm.slot, { token: confirm.token });
    await it.reads(onCall, 'I do not know you');
    it.dingtalk.press('bob', plan.id, confirm.slot, { token: confirm.token });
    const proof = await it.reads(onCall, /● web is up · .*pid \d+/);
    expect(proof.edits).toBeGreaterThan(0);
    expect(it.dingtalk.shown(onCall).every(({ kind }) => kind === 'card')).toBe(true);
  });
});
