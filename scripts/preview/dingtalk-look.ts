import { nameThere } from '../../src/bot/platforms/dingtalk/attaching.ts';
import { formOf } from '../../src/bot/platforms/dingtalk/message-form.ts';
import { type Html, html } from '../../src/bot/platforms/web/html.ts';
import { translate } from '../../src/handlers/language/translate.ts';
import { shorten } from '../../src/handlers/language/width.ts';
import type { Message } from '../../src/handlers/message.ts';
import { attachments, type Look } from './attachments-look.ts';

/** A message as DingTalk's clients draw it: a card with its buttons, or markdown alone. */
export function dingtalkLook(message: Message, look: Look, card: boolean): Html {
  const { reader } = look;
  const { text, buttons, whole } = formOf(message, { reader, isOwn: () => false }, { plain: false, card });
  // The template of the card gives all of them one look.
  const keys = buttons.map(({ label }) => html`<span class="key">${shorten(translate(label, reader), 30)}</span>`);
  return html`<article class="dingtalk ${card ? 'card' : 'words'}"><span class="avatar">值</span><div class="body"><div class="who">值班</div><div class="bubble">${markdownLook(text)}${
    keys.length > 0 && html`<div class="keys">${keys}</div>`
  }</div>${attachments(message, whole, look, nameThere).map((one) => html`<div class="bubble beside">${one}</div>`)}</div></article>`;
}

/** Of DingTalk's markdown what every client draws: bold, links, quotations; a line ends with two spaces, a paragraph with an empty line. */
function markdownLook(markdown: string): Html {
  const blocks: { readonly quoted: boolean; readonly lines: string[] }[] = [];
  for (const line of markdown.split('\n')) {
    const quoted = line.startsWith('> ');
    const last = blocks.at(-1);
    if (line.trim() === '') blocks.push({ quoted: false, lines: [] });
    else if (last === undefined || last.quoted !== quoted || last.lines.length === 0)
      blocks.push({ quoted, lines: [quoted ? line.slice(2) : line] });
    else last.lines.push(quoted ? line.slice(2) : line);
  }
  return html`${blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ quoted, lines }) => {
      const drawn = lines.map((line, at) => html`${at > 0 && html`<br>`}${inline(line.replace(/ {2}$/, ''))}`);
      return quoted ? html`<blockquote>${drawn}</blockquote>` : html`<p>${drawn}</p>`;
    })}`;
}

const inlines = /\\([!-/:-@[-`{-~])|\*\*(?=\S)((?:\\.|[^\\])+?)\*\*|\[((?:\\.|[^\\\]])+)\]\([^)\s]*\)/g;

function inline(words: string): Html {
  const pieces: Html[] = [];
  let from = 0;
  for (const { index, 0: all, 1: escaped, 2: bold, 3: link } of words.matchAll(inlines)) {
    pieces.push(html`${words.slice(from, index)}`);
    if (escaped !== undefined) pieces.push(html`${escaped}`);
    else if (bold !== undefined) pieces.push(html`<b>${inline(bold)}</b>`);
    else pieces.push(html`<u class="link">${inline(link ?? '')}</u>`);
    from = index + all.length;
  }
  return html`${pieces}${words.slice(from)}`;
}
