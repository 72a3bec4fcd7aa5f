import { expect, test } from 'vitest';
import { terminalPlatform } from '../../../src/bot/platforms/terminal/platform.ts';
import { bob, botOnSlack, room } from './slack-world.ts';

test('asked in Slack, given at the terminal by whoever sits there; what one asked oneself is refused there too', async ({
  onTestFinished,
}) => {
  const screen = new Map<string, string>();
  let sitting = 'bob';
  const terminal = terminalPlatform({
    tenant: 'h1',
    screen: { show: (messageId, text) => void screen.set(messageId, text) },
    width: () => undefined,
    colour: false,
    person: () => ({ kind: 'person', id: sitting, via: { platform: 'terminal', id: sitting }, assumed: false }),
    answered: async () => {},
    mask: (message) => message,
  });
  const it = await botOnSlack({ also: terminal, environment: 'production' });
  onTestFinished(() => it.close());
  await it.until(() => it.slack.links.ready());
  const reads = (words: string) => it.until(() => [...screen.values()].some((text) => text.includes(words)));

  it.slack.slash(bob, '/zhiban shove demo values="a"', { channel: room });
  await it.until(() => it.texts(room).some((text) => /may approve/.test(text)));
  const [open] = await it.desk.store.approvals.open();
  await terminal.say({ text: `/approve ${open?.code}` });
  await reads('a second person must say yes');
  expect(it.world.values).toEqual([]);

  sitting = 'alice';
  await terminal.say({ text: `/approve ${open?.code}` });
  await it.until(() => it.world.values.length > 0);
  await it.until(() => it.texts(room).some((text) => text.includes('Approved by Alice')));
});
