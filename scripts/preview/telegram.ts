import { formOf } from '../../src/bot/platforms/telegram/message-form.ts';
import type { Reader } from '../../src/handlers/language/reader.ts';
import type { Message } from '../../src/handlers/message.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const colours = {
  dark: { page: '#0e1621', bubble: '#182533', text: '#f5f5f5', quiet: '#6d7f8f', accent: '#6ab3f3', key: '#2b5278aa' },
  light: { page: '#c8d9c0', bubble: '#ffffff', text: '#000000', quiet: '#8a9aa5', accent: '#2678b6', key: '#6f8f6faa' },
};
const keyColours: Readonly<Record<string, string>> = { danger: '#c0392bcc', primary: '#2b7cd3cc' };

/** Messages as Telegram's app for phones draws them, near enough to see what reads badly. */
export function telegramPhone(messages: readonly Message[], reader: Reader, theme: keyof typeof colours): string {
  const { page, bubble, text, quiet, accent, key } = colours[theme];
  const style = `
    body { margin: 0; padding: 8px; background: ${page}; font: 16px/1.31 system-ui, "Noto Sans CJK SC", sans-serif; color: ${text}; }
    .message { max-width: 340px; margin: 0 0 10px; }
    .bubble { background: ${bubble}; border-radius: 14px; padding: 7px 10px 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
    .time { color: ${quiet}; font-size: 12px; text-align: right; margin-top: -2px; }
    pre, code { font: 14px/1.31 ui-monospace, "Noto Sans Mono CJK SC", monospace; color: ${accent}; }
    pre { margin: 4px 0; padding: 4px 8px; border-left: 3px solid ${accent}; background: #8882; border-radius: 4px; white-space: pre-wrap; }
    a { color: ${accent}; }
    .row { display: flex; gap: 4px; margin-top: 4px; }
    .row span { flex: 1; background: ${key}; color: #fff; border-radius: 8px; padding: 9px 6px; text-align: center; font-size: 14px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .file { color: ${accent}; margin-top: 4px; }
  `;
  const bubbles = messages.map((message) => {
    const form = formOf(message, { reader }, false);
    const words = form.html ? form.text.replaceAll(/\n?(<pre>|<\/pre>)\n?/g, '$1') : escaped(form.text);
    const rows = form.keyboard.map(
      (row) =>
        `<div class="row">${row.map(({ label, style: kind }) => `<span style="background:${keyColours[kind ?? ''] ?? key}">${escaped(label)}</span>`).join('')}</div>`,
    );
    const file = form.whole === undefined ? '' : `<div class="file">answer.txt</div>`;
    return `<div class="message"><div class="bubble">${words}${file}<div class="time">03:12</div></div>${rows.join('')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${bubbles.join('')}`;
}
