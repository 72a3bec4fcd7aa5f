import type { Button } from '../../../actions/report.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { ofMessages, toType } from '../message-words.ts';
import { said } from '../said.ts';
import type { Line, Piece, Voice } from './pieces.ts';

/** What is to be typed besides the buttons. */
export function typed(buttons: readonly Button[], voice: Voice, keyboard: boolean, above: string): readonly Line[] {
  const commands = (all: readonly Button[]): readonly Piece[] =>
    all.flatMap(({ command }, at): readonly Piece[] => [
      ...(at === 0 ? [] : [{ text: ' · ' }]),
      { text: inertLine(command), style: 'code' },
    ]);
  const { choices, next } = toType(buttons, keyboard ? buttons : [], above);
  return [
    ...(choices.length === 0 ? [] : [[{ text: `${said(ofMessages.orType(), voice)} ` }, ...commands(choices)]]),
    ...(next.length === 0 ? [] : [[{ text: `${said(ofMessages.next(), voice)} ` }, ...commands(next)]]),
  ];
}
