import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import { type NameIndex, spellingsOf } from './name-index.ts';
import { say } from './parse-texts.ts';
import { nearest } from './suggest.ts';
import type { Token } from './tokens.ts';
import { refuse, reworded, shown, type Typed } from './typed.ts';

type Kind = 'system' | 'service' | 'person' | 'other';

/** «I know no service "lm" in teaching. Did you mean llm?», with the command mended. Undefined when nothing is near. */
export function nearMiss(
  typed: Typed,
  token: Token,
  names: NameIndex,
  system: System | undefined,
): Result<never> | undefined {
  const candidates = candidatesFor(typed, token, names, system);
  const suggestion = nearest(token.text.replace(/^@/, ''), candidates.keys());
  if (suggestion === undefined) return undefined;
  const word = shown(token.text);
  const next = reworded(typed.text, token, suggestion);
  switch (candidates.get(suggestion)) {
    case 'system':
      return refuse(say.noSystemNear({ word, suggestion }), next);
    case 'service':
      return system === undefined
        ? refuse(say.noServiceNear({ word, suggestion }), next)
        : refuse(say.noServiceInNear({ word, system: system.id, suggestion }), next);
    case 'person':
      return refuse(
        say.noPersonNear({ word, suggestion: `@${suggestion}` }),
        reworded(typed.text, token, `@${suggestion}`),
      );
    default:
      return refuse(say.notUnderstoodNear({ command: typed.shape.command.name, word, suggestion }), next);
  }
}

/** Every spelling that would have been understood in its place; of two kinds, the first counts. */
function candidatesFor(
  { shape }: Typed,
  token: Token,
  names: NameIndex,
  system: System | undefined,
): ReadonlyMap<string, Kind> {
  const candidates = new Map<string, Kind>();
  const add = (spellings: readonly string[], kind: Kind): void => {
    for (const spelling of spellings) if (!candidates.has(spelling)) candidates.set(spelling, kind);
  };
  const { fields } = shape;
  if (!token.text.startsWith('@')) {
    const homes = system === undefined ? names.all : [system];
    if (fields.service !== undefined) for (const home of homes) add(home.services.flatMap(spellingsOf), 'service');
    add([...shape.choices.keys()], 'other');
    if (fields.system !== undefined) add(names.all.flatMap(spellingsOf), 'system');
  }
  if (fields.person !== undefined)
    add(
      [...names.people.keys()].filter((name) => !name.startsWith('@')),
      'person',
    );
  return candidates;
}
