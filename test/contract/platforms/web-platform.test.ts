import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderText } from '../../../src/bot/platforms/terminal/render.ts';
import { makeChanges } from '../../../src/bot/platforms/web/changes.ts';
import { webPlatform } from '../../../src/bot/platforms/web/platform.ts';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { describePlatform } from './platform-contract.ts';

/** What its rooms keep; how the page shows it has golden files and browser tests of its own. */
describePlatform('the page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-web-'));
  const opened = await openStore({ folder, now: Date.now });
  const { messages } = opened.web;
  const platform = webPlatform({ messages, changes: makeChanges(), now: Date.now, mask: async (text) => text });
  const person = { kind: 'person' as const, id: 'bob', via: { platform: 'web', id: 'bob' }, assumed: false };
  let last = { key: '', text: '' };
  let typed = 0;
  const say = () => platform.say({ room: { space: '@bob', private: true }, person, ...last });
  return {
    platform,
    userId: 'bob',
    start: platform.start,
    async type(text) {
      typed += 1;
      last = { key: String(typed), text };
      await say();
    },
    deliverAgain: say,
    read: async ({ space }) =>
      (await messages.newest(space, 100)).flatMap(({ body }) =>
        'message' in body
          ? [renderText(body.message, { language: 'en', timeZone: 'UTC', nowMs: 0, colour: false })]
          : [],
      ),
    async close() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
