import { badRequest } from './refusal.ts';

export interface Entity {
  readonly type: string;
  /** In UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

export interface Parsed {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** Tag → what it becomes. */
const tags: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const cannotParse = (why: string) => badRequest(`can't parse entities: ${why}`);

interface Open {
  readonly tag: string;
  readonly type: string;
  readonly offset: number;
  readonly url?: string;
}

/** HTML as the Bot API takes it, refused where it is not. What the real one would straighten out silently is refused too. */
export function parseHtml(html: string): Parsed {
  let text = '';
  const open: Open[] = [];
  const entities: Entity[] = [];
  const scan = /<(\/?)([a-zA-Z][\w-]*)([^<>]*)>|&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));|[\s\S]/gy;
  for (const match of html.matchAll(scan)) {
    const [whole, slash, name, rest = '', decimal, hex, word] = match;
    if (name !== undefined) {
      const tag = name.toLowerCase();
      if (slash === '/') entities.push(...close(tag, open, text.length, match.index));
      else open.push(opened(tag, rest, open, text.length, match.index));
    } else if (decimal !== undefined || hex !== undefined)
      text += String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
    else if (word !== undefined) text += named[word] ?? whole;
    else if (whole === '<') throw cannotParse(`Unsupported start tag at byte offset ${match.index}`);
    else text += whole;
  }
  const left = open.at(-1);
  if (left !== undefined) throw cannotParse(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return trimmed({ text, entities: entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length) });
}

function opened(tag: string, rest: string, open: readonly Open[], offset: number, at: number): Open {
  const type = tags[tag];
  if (type === undefined) throw cannotParse(`Unsupported start tag "${tag}" at byte offset ${at}`);
  const inside = open.find((each) => each.type === 'code' || each.type === 'pre');
  const language = type === 'code' && inside?.type === 'pre' && /^ class="language-[\w-]+"$/.test(rest);
  if (inside !== undefined && !language) throw cannotParse(`"${tag}" inside "${inside.tag}"`);
  if ((type === 'code' || type === 'pre') && open.some((each) => each.type !== 'blockquote') && !language)
    throw cannotParse(`"${tag}" inside "${open.at(-1)?.tag}"`);
  if (type === 'blockquote' && open.some((each) => each.type === 'blockquote')) throw cannotParse('nested blockquote');
  const url = /^ href="([^"]*)"$/.exec(rest)?.[1];
  if ((type === 'text_link') !== (url !== undefined)) throw cannotParse(`bad attributes of "${tag}"`);
  if (rest !== '' && url === undefined && !language && !(type === 'blockquote' && rest === ' expandable'))
    throw cannotParse(`bad attributes of "${tag}"`);
  return { tag, type, offset, ...(url === undefined ? {} : { url }) };
}

function close(tag: string, open: Open[], end: number, at: number): readonly Entity[] {
  const last = open.pop();
  if (last?.tag !== tag)
    throw cannotParse(`Unmatched end tag at byte offset ${at}, expected "</${last?.tag ?? ''}>", found "</${tag}>"`);
  const { type, offset, url } = last;
  return end === offset ? [] : [{ type, offset, length: end - offset, ...(url === undefined ? {} : { url }) }];
}

/** White space at both ends is not part of a message. */
export function trimmed({ text, entities }: Parsed): Parsed {
  const from = text.length - text.trimStart().length;
  const length = text.trim().length;
  return {
    text: text.trim(),
    entities: entities
      .map(({ offset, length: long, ...entity }) => {
        const start = Math.max(0, offset - from);
        return { ...entity, offset: start, length: Math.min(length, offset + long - from) - start };
      })
      .filter((entity) => entity.length > 0),
  };
}
