import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Client, looks, previewPage } from '../scripts/preview/preview-page.ts';
import { kinds, messageKinds, readAtMs } from './bot/platforms/kinds/message-kinds.ts';
import { strangeIn } from './bot/platforms/strange-markup.ts';
import { hostileMessage } from './handlers/language/hostile-message.ts';
import { hostileCorpus, hostileWords } from './handlers/language/hostile-words.ts';

const clients = Object.keys(looks) as Client[]; // its own keys
const messages = await messageKinds();
const looker = (language: 'en' | 'zh', theme: 'light' | 'dark') => ({
  reader: { language, timeZone: 'Asia/Shanghai', nowMs: readAtMs },
  theme,
});
const lookers = [looker('en', 'light'), looker('zh', 'dark')] as const;
const ours = 'article b blockquote br code div h3 img p pre section span table td th time tr u'.split(' ');

test('every kind of message there is was said by the bot', () => {
  expect([...messages.keys()].toSorted()).toEqual([...kinds].toSorted());
  expect(JSON.stringify([...messages])).not.toContain('Something went wrong');
});

describe.each(clients)('%s', (client) => {
  test.each(kinds)('draws: %s', (kind) => {
    const message = messages.get(kind) ?? { blocks: [] };
    for (const look of lookers) {
      const drawn = String(looks[client](message, look));
      expect(drawn.replaceAll(/<[^>]*>/g, '').trim().length).toBeGreaterThan(40);
      expect(strangeIn(drawn, ours)).toEqual([]);
    }
  });

  test('draws words from outside as words, wherever they stand', () => {
    const look = { reader: { language: 'en' as const, timeZone: 'UTC', nowMs: 0 }, theme: 'light' as const };
    // Together they are shortened, so all words at once stand in each place alone besides.
    const alone = hostileMessage(hostileWords).blocks.map((block) => ({ blocks: [block] }));
    for (const message of [...Object.values(hostileCorpus).map(hostileMessage), ...alone])
      expect(strangeIn(String(looks[client](message, look)), ours)).toEqual([]);
  });

  test.each([
    ['desk', 0],
    ['phone', 1],
  ] as const)('has a page for the %s with every kind on it, which loads nothing', (width, at) => {
    const page = previewPage(messages, { client, width, ...(lookers[at] ?? lookers[0]) });
    for (const kind of kinds) expect(page).toContain(`<section data-kind="${kind}">`);
    expect(page).not.toMatch(/<script|<link|(?:src|href)="(?!data:image\/svg\+xml;base64,)|url\(|@import/);
  });
});

describe('docs/platforms/pictures', () => {
  const folder = join(import.meta.dirname, '../docs/platforms/pictures');
  const names = readdirSync(folder);
  const page = readFileSync(join(folder, '../README.md'), 'utf8');

  test('are those the page shows, of every client on desk and phone, light and dark', () => {
    const wanted = clients.flatMap((client) =>
      ['desk-light', 'desk-dark', 'phone-light', 'phone-dark'].map((look) => `${client}-${look}.png`),
    );
    expect(names.toSorted()).toEqual(wanted.toSorted());
    for (const name of names) expect(page).toContain(`(pictures/${name})`);
  });

  test.each(names)('%s is a picture, and small', (name) => {
    const bytes = readFileSync(join(folder, name));
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(bytes.length).toBeLessThan(150 * 1024);
  });
});
