import { isAllowed } from '../../../auth/decide.ts';
import type { Chattable } from '../../../handlers/command.ts';
import { commandIndexOf } from '../../../handlers/dispatch/command-index.ts';
import { fold } from '../../../handlers/dispatch/fold.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { argumentOffers, type Offer } from './argument-offers.ts';
import type { Completing } from './completing.ts';

export interface Completions {
  /** What is replaced begins here and goes up to the caret, in UTF-16 units. */
  readonly from: number;
  readonly offers: readonly { readonly insert: string; readonly label: string; readonly help: string }[];
}

/** More than there are commands; ids and names of a large team are cut. */
const mostOffers = 200;

/** What may follow what was typed, of all this person may say. */
export async function completionsFor(completing: Completing): Promise<Completions> {
  const { text, desk, reader } = completing;
  const from = /\S*$/.exec(text)?.index ?? text.length;
  const usable = desk.commands.filter((command) => mayUse(completing, command));
  const before = text
    .slice(0, from)
    .trim()
    .replace(/^[/／]/, '');
  const typed = fold(text.slice(from));
  const names = commandOffers(usable, before, text.slice(from), reader);
  const words = before.split(/\s+/).filter((word) => word !== '');
  const { byName } = commandIndexOf(desk.commands);
  const shape = byName.get(fold(words.slice(0, 2).join(' '))) ?? byName.get(fold(words[0] ?? ''));
  const nameWords =
    shape !== undefined && byName.get(fold(words.slice(0, 2).join(' '))) === shape && words.length > 1 ? 2 : 1;
  const given =
    shape === undefined || !usable.includes(shape.command)
      ? []
      : await argumentOffers({ ...completing, command: shape.command, given: words.slice(nameWords), typed });
  const show = ({ insert, label, help }: Offer) => ({
    insert,
    label,
    help: help === undefined ? '' : translate(help, reader),
  });
  return { from, offers: [...names, ...given].slice(0, mostOffers).map(show) };
}

/** Commands whose next word fits; in Chinese by the Chinese name too. */
function commandOffers(
  usable: readonly Chattable[],
  before: string,
  partial: string,
  reader: Reader,
): readonly Offer[] {
  const typed = fold(partial.replace(/^[/／]/, ''));
  const lead = before === '' ? '' : `${fold(before)} `;
  return usable.flatMap(({ name, aliases, summary }): readonly Offer[] => {
    const chinese = aliases.find((alias) => /\p{Script=Han}/u.test(alias));
    const spellings = reader.language === 'zh' && chinese !== undefined ? [chinese, name] : [name, ...aliases];
    const fitting = spellings.find((each) => fold(each).startsWith(lead + typed) && fold(each).length > lead.length);
    if (fitting === undefined) return [];
    const rest = lead === '' ? fitting : fitting.slice(lead.length);
    const [shown, other] = reader.language === 'zh' ? [fitting, name] : [fitting, undefined];
    return [
      {
        insert: `${lead === '' ? '/' : ''}${rest} `,
        label: `/${shown}${other === undefined || other === shown ? '' : ` (${other})`}`,
        help: summary,
      },
    ];
  });
}

/** Whether it may be said of any system, or of none in particular. */
function mayUse({ desk, person }: Completing, { permission }: Chattable): boolean {
  if (permission === 'bot:talk') return true;
  const { systems, policy } = desk.settings();
  const question = { principal: person, permission, atMs: desk.clock.now() };
  return (
    isAllowed(question, policy) ||
    systems.some(({ id, environment }) => isAllowed({ ...question, system: id, environment }, policy))
  );
}
