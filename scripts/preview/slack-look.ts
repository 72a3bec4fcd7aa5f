import { formOf } from '../../src/bot/platforms/slack/message-form.ts';
import { type Html, html } from '../../src/bot/platforms/web/html.ts';
import type { Message } from '../../src/handlers/message.ts';
import { attachments, type Look } from './attachments-look.ts';

type Blocks = NonNullable<ReturnType<typeof formOf>['blocks']>;
type Block = Blocks[number];

/** A message as Slack's clients draw Block Kit, near enough to see what reads badly. */
export function slackLook(message: Message, look: Look): Html {
  const { text, blocks, whole } = formOf(message, { reader: look.reader }, false);
  const below = attachments(message, whole, look);
  return html`<article class="slack"><span class="avatar">值</span><div class="body"><div class="who"><b>Zhiban</b><span class="app">APP</span><time>03:12</time></div>${
    blocks === undefined ? html`<p>${text}</p>` : blocks.map(drawn)
  }${below.length > 0 && html`<div class="thread"><span class="replies">${below.length} ${below.length === 1 ? 'reply' : 'replies'}</span>${below}</div>`}</div></article>`;
}

function drawn(block: Block): Html {
  switch (block.type) {
    case 'header':
      return html`<h3>${block.text.text}</h3>`;
    case 'context':
      return html`<p class="context">${block.elements.map((element) => ('text' in element ? String(element.text) : ''))}</p>`;
    case 'section':
      return html`<div class="fields">${(block.fields ?? []).map(({ text }) => html`<p>${text}</p>`)}</div>`;
    case 'rich_text':
      return html`${block.elements.map((element) =>
        element.type === 'rich_text_preformatted'
          ? html`<pre>${element.elements.map(piece)}</pre>`
          : html`<p class="rich">${'elements' in element ? (element.elements as readonly Piece[]).map(piece) : ''}</p>`,
      )}`; // our own blocks hold nothing but text and links there
    case 'table':
      return html`<div class="scroll"><table>${block.rows.map(
        (row, at) =>
          html`<tr>${row.map((cell) => (at === 0 ? html`<th>${wordsIn(cell)}</th>` : html`<td>${wordsIn(cell)}</td>`))}</tr>`,
      )}</table></div>`;
    case 'actions':
      return html`<div class="keys">${block.elements.map((element) =>
        element.type === 'button'
          ? html`<span class="key ${element.style ?? 'plain'}">${element.text.text}</span>`
          : '',
      )}</div>`;
    default:
      throw new Error(`nobody drew a block of type ${block.type} yet`);
  }
}

interface Piece {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly style?: { readonly bold?: boolean; readonly code?: boolean } | undefined;
}

function piece({ type, text = '', url, style }: Piece): Html {
  if (type === 'link') return html`<u class="link">${text === '' ? (url ?? '') : text}</u>`;
  if (style?.code === true) return html`<code>${text}</code>`;
  return style?.bold === true ? html`<b>${text}</b>` : html`${text}`;
}

const wordsIn = (cell: object): string => ('text' in cell ? String(cell.text) : '');
