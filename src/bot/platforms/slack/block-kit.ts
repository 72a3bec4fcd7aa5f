import { pad, width } from '../../../handlers/language/width.ts';
import { unbroken } from '../unbroken.ts';
import { buttonLetters, buttonsInRow, headerLetters } from './limits.ts';
import type { Key, Line, Part } from './parts.ts';
import type { KnownBlock, PlainTextElement, RichTextElement } from './web-api.ts';

/** `:fire:` and the like stay letters. */
const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, most),
  emoji: false,
});

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;

/** Parts as Block Kit: only forms in which words stay words. Pure. */
export function blocksOf(parts: readonly Part[]): readonly KnownBlock[] {
  const counted = { tables: 0, rows: 0 };
  return parts.flatMap((part) => blocksOfPart(part, counted));
}

function blocksOfPart(part: Part, counted: { tables: number; rows: number }): readonly KnownBlock[] {
  switch (part.kind) {
    case 'header':
      return [{ type: 'header', text: plain(unbroken(part.text), headerLetters) }];
    case 'aside':
      return part.text.trim() === '' ? [] : [{ type: 'context', elements: [plain(unbroken(part.text), 2_000)] }];
    case 'lines':
      return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...joined(part.lines)] }] }];
    case 'quote':
      return [preformatted(part.text)];
    case 'fields':
      return [
        { type: 'section', fields: part.fields.map(([label, value]) => plain(unbroken(`${label}\n${value}`), 2_000)) },
      ];
    case 'table':
      counted.tables += 1;
      // Slack takes one in a message.
      return [counted.tables === 1 ? table(part.rows) : preformatted(drawn(part.rows))];
    case 'keys': {
      const actions: KnownBlock[] = [];
      for (let from = 0; from < part.keys.length; from += buttonsInRow) {
        counted.rows += 1;
        actions.push(row(part.keys.slice(from, from + buttonsInRow), counted.rows));
      }
      return actions;
    }
  }
}

const row = (keys: readonly Key[], number: number): KnownBlock => ({
  type: 'actions',
  block_id: `keys-${number}`,
  elements: keys.map(({ label, does, style }, at) => ({
    type: 'button',
    action_id: 'asks' in does ? `ask-${at}` : `do-${at}`,
    text: plain(label.trim() === '' ? '·' : label, buttonLetters),
    value: 'asks' in does ? does.asks : does.command,
    ...(style === undefined ? {} : { style }),
  })),
});

function joined(lines: readonly Line[]): readonly RichTextElement[] {
  const elements: RichTextElement[] = [];
  const add = (text: string): void => {
    const last = elements.at(-1);
    if (last?.type === 'text' && last.style === undefined)
      elements[elements.length - 1] = { type: 'text', text: last.text + text };
    else elements.push({ type: 'text', text });
  };
  for (const [at, line] of lines.entries()) {
    if (at > 0) add('\n');
    for (const { text, style, href } of line) {
      if (text === '') continue;
      if (href !== undefined) elements.push({ type: 'link', url: href, text });
      else if (style === undefined) add(unbroken(text));
      // What is code is copied as it is.
      else elements.push({ type: 'text', text: style === 'code' ? text : unbroken(text), style: { [style]: true } });
    }
  }
  return elements.length === 0 ? [{ type: 'text', text: '·' }] : elements;
}

const preformatted = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

const table = (rows: readonly (readonly string[])[]): KnownBlock => ({
  type: 'table',
  column_settings: (rows[0] ?? []).map(() => ({ is_wrapped: true })),
  rows: rows.map((cells) => cells.map((text) => ({ type: 'raw_text', text: text.trim() === '' ? '–' : text }))),
});

/** With fixed width. */
export function drawn(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => width(cells[at] ?? ''))));
  return rows
    .map((cells) =>
      cells
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
