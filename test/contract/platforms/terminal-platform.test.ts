import { terminalPlatform } from '../../../src/bot/platforms/terminal/platform.ts';
import { describePlatform } from './platform-contract.ts';

/** What is to be read there: the newest words of each message. How a terminal shows them has tests of its own. */
describePlatform('the terminal', async () => {
  const screen = new Map<string, string>();
  const person = { kind: 'person' as const, id: 'bob', via: { platform: 'terminal', id: 'bob' }, assumed: false };
  const platform = terminalPlatform({
    tenant: 'h1',
    screen: { show: (messageId, text) => void screen.set(messageId, text) },
    width: () => undefined,
    colour: false,
    person: () => person,
    answered: async () => {},
    mask: (message) => message,
  });
  return {
    platform,
    userId: 'bob',
    start: platform.start,
    type: (text) => platform.say({ text }),
    read: async () => [...screen.values()],
    // The whole of it is looked at for what a terminal would obey.
    alive: async () => [],
    close: async () => {},
  };
});
