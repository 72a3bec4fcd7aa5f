import { openSlack } from '../../../src/bot/platforms/slack/open-slack.ts';
import type { Sent } from '../../emulators/slack/people.ts';
import { startSlack } from '../../emulators/slack/slack-emulator.ts';
import { aDesk } from '../../fakes/a-desk.ts';
import { describePlatform } from './platform-contract.ts';
import { platformParts } from './platform-parts.ts';

const bob = 'UBOB';

describePlatform('Slack', async () => {
  const slack = await startSlack();
  slack.user(bob, { name: 'Bob' });
  const it = await aDesk();
  const { platform } = await openSlack(
    platformParts(it, 'slack', (name) => (name === 'appToken' ? slack.world.appToken : slack.world.botToken)),
    { mode: 'socket', botToken: { env: 'T' }, appToken: { env: 'A' }, apiUrl: slack.apiUrl },
  );
  let last: Sent | undefined;
  return {
    platform,
    userId: `T1:${bob}`,
    start: platform.start,
    type: async (text) => {
      last = slack.slash(bob, text);
    },
    deliverAgain: async () => {
      if (last !== undefined) slack.again(last);
    },
    read: async ({ space }) => slack.shown(space).map(({ read }) => read),
    alive: async ({ space }) => slack.shown(space).flatMap(({ alive, links }) => [...alive, ...links]),
    labels: async ({ space }) =>
      slack
        .shown(space)
        .flatMap(({ keys, file, text }) => [
          ...keys.map(({ label }) => label),
          ...(file === undefined ? [] : [file.name]),
          text,
        ]),
    files: it.folder,
    refuseRich: () => slack.faults.next('chat.postMessage', { refuse: 'invalid_blocks' }),
    tooMany: (afterMs) => slack.faults.next('chat.postMessage', { tooMany: afterMs / 1_000 }),
    loseReply: () => slack.faults.next('chat.postMessage', 'lost-reply'),
    remove: () => {
      slack.user(bob, { reachable: false });
    },
    async close() {
      await slack.close();
      await it.close();
    },
  };
});
