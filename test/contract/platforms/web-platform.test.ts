import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeChanges } from '../../../src/bot/platforms/web/changes.ts';
import { webPlatform } from '../../../src/bot/platforms/web/platform.ts';
import { renderHtml } from '../../../src/bot/platforms/web/render.ts';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import type { Reader } from '../../../src/handlers/language/reader.ts';
import { strangeIn, tag } from '../../bot/platforms/strange-markup.ts';
import { describePlatform } from './platform-contract.ts';

const ours =
  'a button dd div dl dt figcaption figure form input label li ol p polyline pre span strong svg table tbody td th thead tr ul'.split(
    ' ',
  );

const wordsOf = (html: string): string =>
  html
    .replaceAll(/<\/(?:p|li|tr|pre|div|figure)>/g, '\n')
    .replaceAll(tag, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What its rooms keep, as the page draws it; what a browser makes of that has tests of its own. */
describePlatform('the page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-web-'));
  const opened = await openStore({ folder, now: Date.now });
  const { messages } = opened.web;
  const platform = webPlatform({ messages, changes: makeChanges(), now: Date.now, mask: async (text) => text });
  const person = { kind: 'person' as const, id: 'bob', via: { platform: 'web', id: 'bob' }, assumed: false };
  let last = { key: '', text: '' };
  let typed = 0;
  /** Who reads decides the language, when the page is opened: here whoever the last message was for. */
  let reader: Reader = { language: 'en', timeZone: 'UTC', nowMs: 0 };
  const drawn = async (space: string): Promise<readonly string[]> =>
    (await messages.newest(space, 100)).flatMap(({ body }) =>
      'message' in body ? [String(renderHtml(body.message, { reader, buttons: 'send' }))] : [],
    );
  const say = () => platform.say({ room: { space: '@bob', private: true }, person, ...last });
  return {
    platform: {
      ...platform,
      post(to, outgoing) {
        reader = outgoing.reader;
        return platform.post(to, outgoing);
      },
    },
    userId: 'bob',
    start: platform.start,
    async type(text) {
      typed += 1;
      last = { key: String(typed), text };
      await say();
    },
    deliverAgain: say,
    read: async ({ space }) => (await drawn(space)).map(wordsOf),
    alive: async ({ space }) => (await drawn(space)).flatMap((html) => strangeIn(html, ours)),
    labels: async ({ space }) =>
      (await drawn(space)).flatMap((html) => [...html.matchAll(/data-command="([^"]*)"/g)].map(([, all = '']) => all)),
    async close() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
