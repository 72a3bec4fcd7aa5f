import type { Button } from './chats.ts';
import { badRequest } from './refusal.ts';
import { type Call, objectParam } from './wire.ts';

export interface Markup {
  readonly keyboard: readonly (readonly Button[])[];
  readonly forceReply: boolean;
}

const mostButtons = 100;

/** The keyboard below a message, refused where the API refuses it. */
export function readMarkup(call: Call): Markup {
  const markup = objectParam(call, 'reply_markup');
  const rows = markup?.inline_keyboard ?? [];
  if (!Array.isArray(rows)) throw badRequest('object expected as reply markup');
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row))
      throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
    return row.map(readButton);
  });
  if (keyboard.flat().length > mostButtons) throw badRequest('reply markup is too long');
  return { keyboard: keyboard.filter((row) => row.length > 0), forceReply: markup?.force_reply === true };
}

function readButton(value: unknown): Button {
  const { text, callback_data, url, style } = (value ?? {}) as Readonly<Record<string, unknown>>; // its fields are looked at below
  if (typeof text !== 'string' || text.trim() === '')
    throw badRequest('Text buttons are unallowed in the inline keyboard');
  if (style !== undefined && !['danger', 'success', 'primary'].includes(String(style)))
    throw badRequest('button style is invalid');
  if (typeof url === 'string') {
    if (!/^(?:https?|tg):\/\//.test(url)) throw badRequest(`inline keyboard button URL '${url}' is invalid`);
    return { text, url };
  }
  if (typeof callback_data !== 'string')
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed");
  const bytes = Buffer.byteLength(callback_data);
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  return { text, callback_data, ...(style === undefined ? {} : { style: String(style) }) };
}
