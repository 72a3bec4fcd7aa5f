import { formOf } from '../../src/bot/platforms/telegram/message-form.ts';
import { type Html, html } from '../../src/bot/platforms/web/html.ts';
import type { Message } from '../../src/handlers/message.ts';
import { parseHtml } from '../../test/emulators/telegram/html.ts';
import { attachments, type Look } from './attachments-look.ts';

/** A message as Telegram's apps draw it: the HTML parsed as the Bot API parses it, its keyboard, what comes beside it. */
export function telegramLook(message: Message, look: Look): Html {
  const form = formOf(message, { reader: look.reader }, false);
  const { text, entities } = form.html ? parseHtml(form.text) : { text: form.text, entities: [] };
  const pieces: Html[] = [];
  let from = 0;
  for (const { type, offset, length } of entities.toSorted((a, b) => a.offset - b.offset)) {
    const isBox = type === 'pre';
    // A box stands on lines of its own: the breaks around it are not seen.
    const before = text.slice(from, offset);
    pieces.push(html`${isBox ? before.replace(/\n$/, '') : before}`, styled(type, text.slice(offset, offset + length)));
    from = offset + length + (isBox && text[offset + length] === '\n' ? 1 : 0);
  }
  pieces.push(html`${text.slice(from)}`);
  const rows = form.keyboard.map(
    (row) =>
      html`<div class="row">${row.map(({ label, style }) => html`<span class="key ${style ?? 'plain'}">${label}</span>`)}</div>`,
  );
  return html`<article class="telegram"><div class="bubble"><div class="words">${pieces}</div><time>03:12</time></div>${rows}${attachments(
    message,
    form.whole,
    look,
  ).map((one) => html`<div class="bubble beside">${one}</div>`)}</article>`;
}

function styled(type: string, words: string): Html {
  switch (type) {
    case 'bold':
      return html`<b>${words}</b>`;
    case 'code':
      return html`<code>${words}</code>`;
    case 'pre':
      return html`<pre>${words}</pre>`;
    case 'text_link':
      return html`<u class="link">${words}</u>`;
    default:
      throw new Error(`nobody drew ${type} yet`);
  }
}
