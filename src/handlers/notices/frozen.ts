import type { Verdict } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { adminsOf } from './admins.ts';
import { notify } from './notify.ts';
import { roomsOf } from './rooms.ts';

/** All admins and the rooms of the system (of all: every room) hear that changes are refused, or allowed again. */
export function tellFrozen(
  desk: Desk,
  { system, by, mark, text }: { system: string | undefined; by: string; mark: Verdict; text: Text },
): Promise<void> {
  const settings = desk.settings();
  return notify(desk, {
    key: `${mark === 'ok' ? 'thawed' : 'frozen'}:${system ?? '*'}:${desk.clock.now()}`,
    people: adminsOf(settings, desk.clock.now()).filter((id) => `person:${id}` !== by),
    rooms: roomsOf(settings, system),
    message: { blocks: [{ type: 'text', mark, text }] },
  });
}
