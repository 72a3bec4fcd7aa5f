import { expect, onTestFinished, test } from 'vitest';
import { ids, onCall, telegramWorld } from './telegram-world.ts';

const watched = `
monitors: { service: { kind: service, every: 1s, times: 1 } }
alerts: { people: [bob] }
`;

test('an alert is one live message: its buttons act as who presses them, and it tells its own end', async () => {
  const it = await telegramWorld({ more: watched });
  onTestFinished(() => it.close());
  const { telegram } = it;
  const alert = await it.reads(onCall, 'not running');
  const labels = () => {
    const now = telegram.shown(onCall).find(({ id }) => id === alert.id);
    return now?.keyboard.flat().map(({ text, style }) => `${text}${style === undefined ? '' : ` (${style})`}`);
  };
  expect(alert.text.split('\n')[0]).toMatch(/^■ shop · web: not running · critical · since \d\d:\d\d:\d\d CST$/);
  expect(labels()).toEqual(['Acknowledge (primary)', 'Restart web', 'Logs', 'Silence 1 h']);

  telegram.press(ids.carol, 'Acknowledge', { chat: onCall });
  await it.reads(onCall, 'You may not');
  telegram.press(ids.bob, 'Acknowledge', { chat: onCall });
  await expect.poll(labels, { timeout: 20_000 }).not.toContain('Acknowledge (primary)');
  expect((await it.reads(onCall, 'not running')).text).toMatch(/Bob/);

  telegram.press(ids.bob, 'Restart web', { chat: onCall });
  await it.reads(onCall, /Restart web on here|Start web on here/);
  telegram.press(ids.bob, 'Confirm', { chat: onCall });
  const resolved = await it.reads(onCall, /^● .*resolved/);
  expect([resolved.id, labels()]).toEqual([alert.id, []]);
});
