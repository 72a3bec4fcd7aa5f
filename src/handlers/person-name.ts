import { type OutsideText, outside } from '../actions/text.ts';
import { personIdOf } from '../auth/principal.ts';
import type { Settings } from './settings.ts';

/** How people call the one a `principalKey` or a person's id stands for. */
export function personName({ policy }: Pick<Settings, 'policy'>, keyOrId: string): OutsideText {
  const id = personIdOf(keyOrId) ?? keyOrId;
  return outside(Object.hasOwn(policy.people, id) ? (policy.people[id]?.name ?? id) : id);
}
