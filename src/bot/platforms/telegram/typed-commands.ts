import type { Button } from '../../../actions/report.ts';
import { texts } from '../../../actions/text.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { isNext } from '../../../handlers/messages.ts';
import { type Line, type Piece, said, type Voice } from './pieces.ts';

const say = texts('telegram.typed', {
  orType: { en: 'or type', zh: '或发送' },
  next: { en: 'Next:', zh: '下一步:' },
});

/** Every button has something to type, unless it is labelled so or the words above say it already. */
export function typed(buttons: readonly Button[], voice: Voice, keyboard: boolean, above: string): readonly Line[] {
  const commands = (all: readonly Button[]): readonly Piece[] =>
    all.flatMap(({ command }, at): readonly Piece[] => [
      ...(at === 0 ? [] : [{ text: ' · ' }]),
      { text: inertLine(command), style: 'code' },
    ]);
  const choices = buttons.filter((button) => !isNext(button) && !above.includes(inertLine(button.command)));
  const next = keyboard ? [] : buttons.filter(isNext);
  return [
    ...(choices.length === 0 ? [] : [[{ text: `${said(say.orType(), voice)} ` }, ...commands(choices)]]),
    ...(next.length === 0 ? [] : [[{ text: `${said(say.next(), voice)} ` }, ...commands(next)]]),
  ];
}
