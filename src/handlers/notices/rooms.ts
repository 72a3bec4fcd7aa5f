import type { Conversation } from '../message.ts';
import type { Settings } from '../settings.ts';

/** The rooms where a system is talked about; of all systems, every room. */
export const roomsOf = ({ channels }: Settings, system: string | undefined): readonly Conversation[] =>
  channels
    .filter((channel) => system === undefined || channel.system === system)
    .map(({ platform, tenant, space }) => ({ platform, tenant, space }));

/** The rooms of these systems, and those of none in particular. */
export const roomsOfSeveral = ({ channels }: Settings, systems: readonly string[]): readonly Conversation[] =>
  channels
    .filter(({ system }) => system === undefined || systems.includes(system))
    .map(({ platform, tenant, space }) => ({ platform, tenant, space }));
