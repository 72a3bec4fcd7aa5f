import { texts } from '../../actions/text.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import type { Answer } from '../message.ts';
import { personName } from '../person-name.ts';
import type { Run } from '../store/runs.ts';
import { notify } from './notify.ts';
import { roomsOf } from './rooms.ts';

const say = texts('undo-failed', {
  asked: { en: 'Asked by {who} on {system}.', zh: '由 {who} 在 {system} 上发起。' },
});

/** All admins see what could not be put back, with the commands to do it by hand. */
export const tellUndoFailed = (desk: Desk, run: Run, { message }: Answer): Promise<void> => {
  const settings = desk.settings();
  const who = personName(settings, run.requester);
  return notify(desk, {
    key: `undo-failed:${run.runId}:${desk.clock.now()}`,
    people: adminsOf(settings, desk.clock.now()),
    rooms: roomsOf(settings, run.plan.system),
    message: { blocks: [...message.blocks, { type: 'text', text: say.asked({ who, system: run.plan.system }) }] },
  });
};
