import type { Desk } from '../desk.ts';
import type { Conversation } from '../message.ts';
import { roomsOf } from '../notices/rooms.ts';
import { commandOf } from './command-of.ts';
import type { Schedule } from './schedule-spec.ts';

/** Where a schedule's results are read: the room it names, else those of its system, else every room. */
export function roomsFor(desk: Desk, schedule: Schedule): readonly Conversation[] {
  const settings = desk.settings();
  if (schedule.post !== undefined) return [schedule.post];
  const parsed = commandOf({ commands: desk.commands, settings }, schedule);
  return roomsOf(settings, parsed.ok ? parsed.value.system : undefined);
}
