import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Button } from '../../../actions/report.ts';
import { shorten, width } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { isNext } from '../../../handlers/messages.ts';
import { tokenOf } from '../button-tokens.ts';
import { said } from '../said.ts';
import type { Voice } from './pieces.ts';

/** A button before it has its token. */
export interface Key {
  readonly label: string;
  readonly command: string;
  readonly style?: 'danger' | 'primary';
}

const mostKeys = 40;
const rowColumns = 30;
const labelColumns = 44;

/** The buttons of a message in rows: choices side by side, what to type next in as few rows as fit. */
export function keyboardOf({ blocks }: Message, voice: Voice): readonly (readonly Key[])[] {
  const all = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])).slice(0, mostKeys);
  const choices = all.filter((button) => !isNext(button));
  return [...rows(choices, voice), ...rows(all.filter(isNext), voice)];
}

function rows(buttons: readonly Button[], voice: Voice): readonly (readonly Key[])[] {
  const filled: Key[][] = [];
  let used = 0;
  for (const { label, command, style } of buttons) {
    const words = shorten(said(label, voice), labelColumns);
    const room = width(words) + 4;
    const last = filled.at(-1);
    const key = { label: words, command, ...(style === undefined ? {} : { style }) };
    if (last !== undefined && last.length < 3 && used + room <= rowColumns) {
      last.push(key);
      used += room;
    } else {
      filled.push([key]);
      used = room;
    }
  }
  return filled;
}

/** Telegram gives a button 64 bytes: its token stands there. */
export const markupOf = (keyboard: readonly (readonly Key[])[]): InlineKeyboardMarkup => ({
  inline_keyboard: keyboard.map((row) =>
    row.map(({ label, command, style }) => ({
      text: label,
      callback_data: tokenOf(command),
      ...(style === undefined ? {} : { style }),
    })),
  ),
});
