import type { Entity, Parsed } from './html.ts';

/** What Telegram makes of bare words: people are called, commands become tappable, addresses become links. */
const patterns: readonly (readonly [type: string, RegExp])[] = [
  ['url', /\b(?:https?|ftp|tg):\/\/[^\s<>]+/gi],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w@])@[A-Za-z]\w{1,31}/g],
  ['bot_command', /(?<![\w/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?!\w)/g],
  ['hashtag', /(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
  ['cashtag', /(?<![\w$])\$[A-Z]{1,8}(?!\w)/g],
  // A sample of what the clients know for a domain; file names such as main.py are among them.
  [
    'url',
    /(?<![\w@./-])(?:[\w-]+\.)+(?:com|org|net|cn|io|dev|app|me|py|sh|md|rs|ai|co|in|so|cc|log|zip|db)\b(?:\/\S*)?/gi,
  ],
  ['url', /(?<![\w@./-])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:\/\S*)?(?![\w.])/g],
];

/** With what is found outside of code, quotations of code and links. */
export function detect({ text, entities }: Parsed): Parsed {
  const taken = entities.filter(({ type }) => ['code', 'pre', 'text_link'].includes(type));
  const found: Entity[] = [];
  for (const [type, pattern] of patterns)
    for (const { index, 0: words } of text.matchAll(pattern)) {
      const entity = { type, offset: index, length: words.length };
      if (![...taken, ...found].some((other) => overlaps(other, entity))) found.push(entity);
    }
  return { text, entities: [...entities, ...found].toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

const overlaps = (a: Entity, b: Entity): boolean => a.offset < b.offset + b.length && b.offset < a.offset + a.length;
