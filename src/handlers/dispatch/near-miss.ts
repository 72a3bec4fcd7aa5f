import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import { spellingsOf } from './name-index.ts';
import { say } from './parse-texts.ts';
import { defaultSystem, type Place } from './resolve-target.ts';
import { nearest } from './suggest.ts';
import type { Token } from './tokens.ts';
import { refuse, reworded, shown, type Typed } from './typed.ts';

type Kind = 'system' | 'service' | 'service elsewhere' | 'person' | 'other';

/** «I know no service "lm" in teaching. Did you mean llm?», with the command mended. Undefined when nothing is near. */
export function nearMiss(
  typed: Typed,
  token: Token,
  place: Place,
  said: System | undefined,
): Result<never> | undefined {
  const near = nearestName(typed, token, place, said);
  if (near === undefined) return undefined;
  const { suggestion } = near;
  const word = shown(token.text);
  const next = reworded(typed.text, token, suggestion);
  const system = (said ?? defaultSystem(place))?.id ?? '';
  switch (near.kind) {
    case 'system':
      return refuse(say.noSystemNear({ word, suggestion }), next);
    case 'service':
      return refuse(say.noServiceInNear({ word, system, suggestion }), next);
    case 'service elsewhere':
      return refuse(say.noServiceNear({ word, suggestion }), next);
    case 'person':
      return refuse(
        say.noPersonNear({ word, suggestion: `@${suggestion}` }),
        reworded(typed.text, token, `@${suggestion}`),
      );
    default:
      return refuse(say.notUnderstoodNear({ command: typed.shape.command.name, word, suggestion }), next);
  }
}

/** What a word that is nothing was probably meant to be. */
export function nearestName(
  typed: Typed,
  token: Token,
  place: Place,
  said: System | undefined,
): { readonly suggestion: string; readonly kind: Kind } | undefined {
  const candidates = candidatesFor(typed, token, place, said);
  const suggestion = nearest(token.text.replace(/^@/, ''), candidates.keys());
  const kind = suggestion === undefined ? undefined : candidates.get(suggestion);
  return suggestion === undefined || kind === undefined ? undefined : { suggestion, kind };
}

/** Every spelling that would have been understood in its place; of two kinds, the first counts. */
function candidatesFor(
  { shape }: Typed,
  token: Token,
  place: Place,
  said: System | undefined,
): ReadonlyMap<string, Kind> {
  const { names } = place;
  const candidates = new Map<string, Kind>();
  const add = (spellings: readonly string[], kind: Kind): void => {
    for (const spelling of spellings) if (!candidates.has(spelling)) candidates.set(spelling, kind);
  };
  const { fields } = shape;
  if (!token.text.startsWith('@')) {
    const meant = said ?? defaultSystem(place);
    if (fields.service !== undefined) {
      add(meant?.services.flatMap(spellingsOf) ?? [], 'service');
      if (said === undefined)
        add(
          names.all.flatMap((system) => system.services.flatMap(spellingsOf)),
          'service elsewhere',
        );
    }
    add([...shape.choices.keys()], 'other');
    if (fields.token !== undefined) add([...names.tokens], 'other');
    if (fields.system !== undefined) add(names.all.flatMap(spellingsOf), 'system');
  }
  if (fields.person !== undefined)
    add(
      [...names.people.keys()].filter((name) => !name.startsWith('@')),
      'person',
    );
  return candidates;
}
