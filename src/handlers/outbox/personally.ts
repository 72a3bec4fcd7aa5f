import type { Conversation } from '../message.ts';
import type { ChatPlatform } from '../platform.ts';
import type { Settings } from '../settings.ts';
import { laneOf } from '../store/outbox.ts';

/** A person wherever they are: the bot's process turns it into their conversations when it sends. */
const everywhere = 'person';

export const personally = (id: string): Conversation => ({ platform: everywhere, tenant: '', space: id });

/** The person a conversation stands for; undefined when it is a real one. */
export const personOf = ({ platform, space }: Conversation): string | undefined =>
  platform === everywhere ? space : undefined;

export type Platforms = ReadonlyMap<string, ChatPlatform>;

/** The private conversations with a person: on the platforms of their chat ids in the order configured, then on the page. */
export function placesOf({ policy }: Settings, platforms: Platforms, id: string): readonly Conversation[] {
  const person = Object.hasOwn(policy.people, id) ? policy.people[id] : undefined;
  if (person === undefined) return [];
  const found = Object.entries(person.chat)
    .filter(([name]) => name !== 'web')
    .flatMap(([name, ids]) => ids.map((userId) => platforms.get(name)?.privately(userId)));
  const all = [...found, platforms.get('web')?.privately(id)].filter((place) => place !== undefined);
  return [...new Map(all.map((place) => [laneOf(place), place])).values()];
}
