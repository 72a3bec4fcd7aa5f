import type { Language } from '../../actions/text.ts';
import type { Chattable } from '../command.ts';
import { isBeyondAscii } from '../dispatch/fold.ts';

/** What a command is called in a language, with its slash: `/restart`, `/重启`. */
export const calledIn = ({ name, aliases }: Pick<Chattable, 'name' | 'aliases'>, language: Language): string =>
  `/${(language === 'zh' ? aliases.find(isBeyondAscii) : undefined) ?? name}`;

/** Commands in a line: `/restore · /backup now, list, verify`. */
export function namesInBrief(commands: readonly Chattable[], language: Language): string {
  if (language === 'zh') return commands.map((command) => calledIn(command, language)).join(' · ');
  const lines: string[] = [];
  let family: string | undefined;
  for (const { name } of commands) {
    const [head = name, second] = name.split(' ');
    const isSibling = second !== undefined && head === family;
    if (isSibling) lines.push(`${lines.pop()}, ${second}`);
    else lines.push(`/${name}`);
    family = second === undefined ? undefined : head;
  }
  return lines.join(' · ');
}
