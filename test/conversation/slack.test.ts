import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { outside } from '../../src/actions/text.ts';
import type { Message } from '../../src/handlers/message.ts';
import { ids, onCall, type SlackWorld, slackWorld } from './slack-world.ts';

let it: SlackWorld;
beforeAll(async () => {
  it = await slackWorld();
  await vi.waitFor(() => expect(it.slack.links.ready()).toBe(true), { timeout: 20_000 });
});
afterAll(async () => {
  await it?.close();
});

test('help is an answer to /zhiban and to a plain word in private, in the language of who asks', async () => {
  const { slack } = it;
  slack.slash(ids.bob, '/zhiban');
  const english = await it.reads(ids.bob, /\d+ commands you may use/);
  expect(english.read).toContain('/health');
  slack.say(ids.chenwei, '帮助');
  await it.reads(ids.chenwei, /你可以使用 \d+ 个命令/);
});

test('health in a channel: the verdict first, what to do next as buttons; a mention in a thread is answered there', async () => {
  const { slack } = it;
  slack.slash(ids.bob, '/health', { channel: onCall });
  const { read, keys, ts } = await it.reads(onCall, 'critical');
  expect(read.split('\n')[0]).toBe('■ shop · critical · production');
  expect(keys.map(({ label }) => label)).toContain('/restart web');
  slack.say(ids.bob, 'health', { channel: onCall, thread: ts });
  await expect
    .poll(() => slack.shown(onCall).filter(({ thread }) => thread === ts).length, { timeout: 20_000 })
    .toBe(1);
});

test('a start and a restart: the plan, one message that shows how it goes, and the proof', async () => {
  const { slack } = it;
  slack.slash(ids.bob, '/start web');
  const asked = await it.reads(ids.bob, 'Start web on here');
  expect(asked.read).toContain('Nothing is done yet');
  slack.press(ids.bob, 'Confirm');
  await it.reads(ids.bob, /● web is up · .*pid \d+/);
  slack.slash(ids.bob, '/restart web');
  await it.reads(ids.bob, 'Restart web on here');
  slack.press(ids.bob, 'Confirm');
  const back = await it.reads(ids.bob, /● web is back .*healthy/);
  expect(back.edits).toBeGreaterThan(0);
  expect(back.keys.map(({ label }) => label)).not.toContain('Confirm');
});

test('who may not is told who may, and a stranger what to tell an admin; a press is asked who it is', async () => {
  const { slack } = it;
  slack.slash(ids.carol, '/restart web');
  await it.reads(ids.carol, 'You may not');
  slack.slash(ids.mallory, '/health', { channel: onCall });
  await it.reads(onCall, `You are slack:T1:${ids.mallory} and I do not know you`);
  slack.slash(ids.bob, '/restart web', { channel: onCall });
  const plan = await it.reads(onCall, 'Restart web on here');
  slack.press(ids.mallory, 'Confirm', { channel: onCall });
  await expect
    .poll(() => it.all(onCall).filter((text) => text.includes('I do not know you')).length, { timeout: 20_000 })
    .toBe(2);
  expect(slack.shown(onCall).find(({ ts }) => ts === plan.ts)?.read).toContain('Nothing is done yet');
  slack.press(ids.bob, 'Cancel', { channel: onCall });
});

test('what is for one alone is whispered in a channel, and said in private', async () => {
  const { slack } = it;
  const signsIn = [expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/signin\//)];
  slack.slash(ids.alice, '/login', { channel: onCall });
  const whispered = await it.reads(onCall, '/signin/');
  expect([whispered.onlyFor, whispered.links]).toEqual([ids.alice, signsIn]);
  slack.slash(ids.alice, '/login');
  const link = await it.reads(ids.alice, '/signin/');
  expect(link.links).toEqual(signsIn);
});

test('an approval asked for here is given on the page, and both places say so', async () => {
  const { slack } = it;
  slack.slash(ids.bob, '/stop web');
  const asked = await it.reads(ids.bob, /may approve/);
  await it.reads(ids.alice, 'Bob asks for a second person');
  await it.approveOnPage(asked.read);
  const done = await it.reads(ids.bob, /web is (?:stopped|down)/);
  expect(done.read).toContain('Alice');
  const told = await it.reads(ids.alice, /Approved|web is (?:stopped|down)/);
  expect(told.keys.map(({ label }) => label)).not.toContain('Approve');
});

test('a chart comes as a picture below its words, and a newer one takes its place', async () => {
  const { slack, composed } = it;
  const folder = join(composed.configuration().state.dir, 'files');
  await mkdir(folder, { recursive: true });
  writeFileSync(join(folder, 'errors.log'), 'one\ntwo\n');
  const now = Date.now();
  const put = (last: number) => {
    const points = [
      [now, 3],
      [now + 60_000, last],
    ] as const;
    const message: Message = {
      blocks: [
        { type: 'heading', mark: 'warning', text: outside(`errors ${last} %`) },
        { type: 'file', name: 'errors.log', path: join(folder, 'errors.log'), bytes: 8 },
        { type: 'chart', alt: outside('API errors, 1 h'), unit: '%', series: [{ name: 'errors', points }] },
      ],
    };
    return it.composed.desk.store.outbox.put({
      key: 'report',
      conversation: { platform: 'slack', tenant: 'T1', space: ids.chenwei },
      kind: 'final',
      insist: false,
      message,
      atMs: Date.now(),
    });
  };
  await put(11);
  const { ts } = await it.reads(ids.chenwei, 'errors 11 %');
  const below = () => slack.shown(ids.chenwei).filter(({ thread }) => thread === ts);
  await expect
    .poll(() => below().map(({ file }) => file?.name), { timeout: 20_000 })
    .toEqual(['errors.log', 'chart.png']);
  const first = below()[1]?.file?.id;
  await put(12);
  await it.reads(ids.chenwei, 'errors 12 %');
  await it.sent();
  expect(below().map(({ file }) => file?.name)).toEqual(['errors.log', 'chart.png']);
  expect(below()[1]?.file?.id).not.toBe(first);
});
