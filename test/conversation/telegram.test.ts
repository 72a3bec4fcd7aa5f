import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outside } from '../../src/actions/text.ts';
import type { Message } from '../../src/handlers/message.ts';
import { ids, onCall, type TelegramWorld, telegramWorld } from './telegram-world.ts';

let it: TelegramWorld;
beforeAll(async () => {
  it = await telegramWorld();
});
afterAll(async () => {
  await it?.close();
});

const put = (key: string, chat: number, message: Message) =>
  it.composed.desk.store.outbox.put({
    key,
    conversation: { platform: 'telegram', tenant: '', space: String(chat) },
    kind: 'final',
    insist: false,
    message,
    atMs: Date.now(),
  });

test('help is an answer to /start and to /help, in the language of who asks', async () => {
  const { telegram } = it;
  telegram.type(ids.bob, '/start');
  const english = await it.reads(ids.bob, /\d+ commands you may use/);
  expect(english.text).toContain('/health');
  telegram.type(ids.chenwei, '/help');
  await it.reads(ids.chenwei, /你可以使用 \d+ 个命令/);
});

test('health in a group answers who asked: the verdict first, what to do next as buttons', async () => {
  const { telegram } = it;
  const asked = telegram.type(ids.bob, '/health@zhiban_bot', { chat: onCall });
  const { text, keyboard, replyTo } = await it.reads(onCall, 'critical');
  expect(text.split('\n')[0]).toBe('■ shop · critical · production');
  expect(keyboard.flat().map((key) => key.text)).toContain('/restart web');
  expect(replyTo).toBe(asked.shown.id);
});

test('a start and a restart: the plan, one message that shows how it goes, and the proof', async () => {
  const { telegram } = it;
  telegram.type(ids.bob, '/start web');
  const asked = await it.reads(ids.bob, 'Start web on here');
  expect(asked.text).toContain('Nothing is done yet');
  const { queryId } = telegram.press(ids.bob, 'Confirm');
  await it.reads(ids.bob, /● web is up · .*pid \d+/);
  expect(telegram.world.presses.get(queryId)?.answered).toEqual({ alert: false });
  telegram.type(ids.bob, '/restart web');
  await it.reads(ids.bob, 'Restart web on here');
  telegram.press(ids.bob, 'Confirm');
  const back = await it.reads(ids.bob, /● web is back .*healthy/);
  expect(back.edits).toBeGreaterThan(0);
  expect(back.keyboard.flat().map(({ text }) => text)).not.toContain('Confirm');
  telegram.type(ids.bob, '@zhiban_bot health', { chat: onCall });
  await it.reads(onCall, /^● shop/);
});

test('who may not is told who may, and a stranger what to tell an admin', async () => {
  const { telegram } = it;
  telegram.type(ids.carol, '/restart web');
  await it.reads(ids.carol, 'You may not');
  telegram.type(ids.mallory, '/health', { chat: onCall });
  await it.reads(onCall, `You are telegram:${ids.mallory} and I do not know you`);
  telegram.type(ids.bob, '/restart web', { chat: onCall });
  const plan = await it.reads(onCall, 'Restart web on here');
  telegram.press(ids.mallory, 'Confirm', { chat: onCall });
  await expect.poll(() => it.all(onCall).filter((text) => text.includes('I do not know you')).length).toBe(2);
  expect(telegram.shown(onCall).find(({ id }) => id === plan.id)?.text).toContain('Nothing is done yet');
  telegram.press(ids.bob, 'Cancel', { chat: onCall });
});

test('what is for one alone is not said in a group: a link leads to the private chat', async () => {
  const { telegram } = it;
  telegram.type(ids.alice, '/login', { chat: onCall });
  const refused = await it.reads(onCall, 'private chat with me');
  expect(refused.html).toContain('<a href="https://t.me/zhiban_bot">');
  telegram.type(ids.alice, '/login');
  const link = await it.reads(ids.alice, '/signin/');
  expect(link.html).toMatch(/<a href="http:\/\/127\.0\.0\.1:\d+\/signin\//);
  expect(link.preview).toBe(false);
});

test('an approval asked for here is given on the page, and both places say so', async () => {
  const { telegram } = it;
  telegram.type(ids.bob, '/stop web');
  const asked = await it.reads(ids.bob, /may approve/);
  await it.reads(ids.alice, 'Bob asks for a second person');
  await it.approveOnPage(asked.text);
  const done = await it.reads(ids.bob, /web is (?:stopped|down)/);
  expect(done.text).toContain('Alice');
  const told = await it.reads(ids.alice, /Approved|web is (?:stopped|down)/);
  expect(told.keyboard.flat().map(({ text }) => text)).not.toContain('Approve');
});

test('a file and a chart come with the words, once, and the chart follows its message', async () => {
  const { telegram, composed } = it;
  const folder = join(composed.configuration().state.dir, 'files');
  await mkdir(folder, { recursive: true });
  writeFileSync(join(folder, 'errors.log'), 'one\ntwo\n');
  const now = Date.now();
  const message = (last: number): Message => ({
    blocks: [
      { type: 'heading', mark: 'warning', text: outside(`errors ${last} %`) },
      { type: 'file', name: 'errors.log', path: join(folder, 'errors.log'), bytes: 8 },
      {
        type: 'chart',
        alt: outside('API errors, 1 h'),
        unit: '%',
        series: [
          {
            name: 'errors',
            points: [
              [now, 3],
              [now + 60_000, last],
            ],
          },
        ],
      },
    ],
  });
  await put('report', ids.chenwei, message(11));
  const { id } = await it.reads(ids.chenwei, 'errors 11 %');
  const beside = () => telegram.shown(ids.chenwei).filter(({ replyTo }) => replyTo === id);
  await expect.poll(() => beside().length, { timeout: 10_000 }).toBe(2);
  expect(beside().map(({ document, photo }) => document?.bytes.toString() ?? photo?.name)).toEqual([
    'one\ntwo\n',
    'chart.png',
  ]);
  expect(beside()[1]?.text).toBe('API errors, 1 h');
  await put('report', ids.chenwei, message(12));
  await it.reads(ids.chenwei, 'errors 12 %');
  await it.sent();
  expect(beside()).toHaveLength(2);
});

test('a file outside the folder of files is never sent', async () => {
  const { telegram } = it;
  await put('leak', ids.alice, {
    blocks: [
      { type: 'heading', text: outside('the leak') },
      { type: 'file', name: 'passwd', path: '/etc/passwd', bytes: 1 },
      { type: 'file', name: 'audit.key', path: '../audit.key', bytes: 1 },
    ],
  });
  await it.reads(ids.alice, 'the leak');
  await it.sent();
  expect(telegram.shown(ids.alice).filter(({ document }) => document !== undefined)).toEqual([]);
});
