import type { Result } from '../../actions/result.ts';
import { fail } from '../../actions/result.ts';
import type { CommandIndex } from './command-index.ts';
import { fold } from './fold.ts';
import { say } from './parse-texts.ts';
import type { Place } from './resolve-target.ts';
import { nearest } from './suggest.ts';
import type { Token } from './tokens.ts';
import { mostOffered, oneOf, reworded, shown } from './typed.ts';

const helpCommand = '/help';

/** No command is called so: the nearest, with everything else that was typed. */
export function unknownCommand(
  text: string,
  tokens: readonly Token[],
  index: CommandIndex,
  { names }: Place,
): Result<never> {
  const head = tokens[0];
  const typed = (head?.key === undefined ? (head?.text ?? '') : `${head.key}=${head.text}`).replace(/^\//, '');
  const family = index.families.get(fold(typed));
  if (family !== undefined && head !== undefined) {
    const seconds = [...family.keys()];
    const second = tokens[1]?.text ?? '';
    const near = nearest(second, seconds);
    if (near !== undefined)
      return fail(
        'bad-input',
        say.noCommandNear({ word: shown(`${typed} ${second}`), suggestion: shown(`/${typed} ${near}`) }),
        { next: [reworded(text, tokens[1], near), helpCommand] },
      );
    return fail('bad-input', say.secondWord({ word: shown(typed), list: oneOf(seconds) }), {
      next: seconds.map((each) => `/${typed} ${each}`).slice(0, mostOffered),
    });
  }
  const suggestion = nearest(typed, index.spellings);
  if (suggestion !== undefined && head !== undefined)
    return fail('bad-input', say.noCommandNear({ word: shown(typed), suggestion: `/${suggestion}` }), {
      next: [reworded(text, head, `/${suggestion}`), helpCommand],
    });
  const turned = turnedRound(text, tokens, index, names.systems.has(fold(typed)) || names.services.has(fold(typed)));
  return fail('bad-input', say.noCommand({ word: shown(typed) }), { next: [...turned, helpCommand] });
}

/** `llm restart`: the command stands after what it is about. */
function turnedRound(text: string, tokens: readonly Token[], index: CommandIndex, isName: boolean): readonly string[] {
  const [head, second] = tokens;
  const called = second === undefined || second.quoted ? undefined : index.byName.get(fold(second.text));
  if (!isName || head === undefined || second === undefined || called === undefined) return [];
  const name = text.slice(head.start, head.end).replace(/^\//, '');
  return [`/${second.text} ${name}${text.slice(second.end)}`];
}
