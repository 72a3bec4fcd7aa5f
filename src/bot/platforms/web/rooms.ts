import { isAllowed } from '../../../auth/decide.ts';
import type { Person } from '../../../auth/principal.ts';
import type { Conversation } from '../../../handlers/message.ts';
import type { Settings } from '../../../handlers/settings.ts';

export interface Room {
  /** `ops`, or `@alice` for the private one. */
  readonly space: string;
  readonly private: boolean;
  /** The system meant there when none is named. */
  readonly system?: string;
}

export const privateSpace = (personId: string): string => `@${personId}`;

export const conversationOf = ({ space }: Pick<Room, 'space'>): Conversation => ({
  platform: 'web',
  tenant: '',
  space,
});

/** The private room first, then the configured ones of systems the person may look at. */
export function roomsOf(settings: Settings, person: Person, atMs: number): readonly Room[] {
  const channels = settings.channels.filter(({ platform, space }) => platform === 'web' && !space.startsWith('@'));
  const shared = channels.flatMap(({ space, system }): readonly Room[] => {
    if (system === undefined) return [{ space, private: false }];
    const environment = settings.systems.find(({ id }) => id === system)?.environment;
    const question = { principal: person, permission: 'system:read', system, environment, atMs };
    return isAllowed(question, settings.policy) ? [{ space, private: false, system }] : [];
  });
  return [{ space: privateSpace(person.id), private: true }, ...shared];
}

/** Undefined when there is none, or it is not for this person: both look alike. */
export const roomOf = (settings: Settings, person: Person, atMs: number, space: string): Room | undefined =>
  roomsOf(settings, person, atMs).find((room) => room.space === space);
