import type { Verdict } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import { personIdOf } from '../../auth/principal.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import type { Conversation } from '../message.ts';
import { laneOf } from '../store/outbox.ts';
import { notify } from './notify.ts';
import { roomsOf } from './rooms.ts';

interface Told {
  readonly system: string | undefined;
  readonly by: string;
  /** Where the answer stands already. */
  readonly conversation: Conversation;
  readonly mark: Verdict;
  readonly text: Text;
}

/** All admins and the rooms of the system (of all: every room) hear that changes are refused, or allowed again. */
export function tellFrozen(desk: Desk, { system, by, conversation, mark, text }: Told): Promise<void> {
  const settings = desk.settings();
  return notify(desk, {
    key: `${mark === 'ok' ? 'thawed' : 'frozen'}:${system ?? '*'}:${desk.clock.now()}`,
    people: adminsOf(settings, desk.clock.now()).filter((id) => id !== personIdOf(by)),
    rooms: roomsOf(settings, system).filter((room) => laneOf(room) !== laneOf(conversation)),
    message: { blocks: [{ type: 'text', mark, text }] },
  });
}
