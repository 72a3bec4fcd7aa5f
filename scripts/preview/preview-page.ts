import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Html, html } from '../../src/bot/platforms/web/html.ts';
import type { Message } from '../../src/handlers/message.ts';
import type { Look } from './attachments-look.ts';
import { dingtalkLook } from './dingtalk-look.ts';
import { slackLook } from './slack-look.ts';
import { telegramLook } from './telegram-look.ts';

/** Every way a message is drawn by a chat client. */
export const looks = {
  slack: slackLook,
  dingtalk: (message: Message, look: Look) => dingtalkLook(message, look, true),
  'dingtalk-markdown': (message: Message, look: Look) => dingtalkLook(message, look, false),
  telegram: telegramLook,
} as const satisfies Readonly<Record<string, (message: Message, look: Look) => Html>>;
export type Client = keyof typeof looks;

export interface Picture extends Look {
  readonly client: Client;
  readonly width: 'desk' | 'phone';
}

const style = readFileSync(join(import.meta.dirname, 'preview.css'), 'utf8');

/** Messages as one client shows them, one below the other, each under its name. */
export function previewPage(messages: ReadonlyMap<string, Message>, { client, width, ...look }: Picture): string {
  const shown = [...messages].map(
    ([kind, message]) => html`<section data-kind="${kind}"><h2>${kind}</h2>${looks[client](message, look)}</section>`,
  );
  const page = html`<!doctype html><html lang="${look.reader.language}"><meta charset="utf-8"><title>${client}</title><link rel="stylesheet" href="preview.css"><body class="${client} ${width} ${look.theme}"><main>${shown}</main></body></html>`;
  return String(page).replace('<link rel="stylesheet" href="preview.css">', () => `<style>${style}</style>`);
}
