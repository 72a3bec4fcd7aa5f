import { approvers } from '../../auth/approval.ts';
import { personIdOf } from '../../auth/principal.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import type { Notice } from '../notices/notify.ts';
import { roomsOf } from '../notices/rooms.ts';
import type { Approval } from '../store/approvals.ts';
import { laneOf } from '../store/outbox.ts';

/** Ids of those who may say yes or no to a request now. */
export function deciders(desk: Desk, { plan, permission, requester }: Approval): readonly string[] {
  const { system, environment, input } = plan;
  const question = { permission, system, environment, input, except: requester, atMs: desk.clock.now() };
  return approvers(question, desk.settings().policy);
}

/** Who hears that somebody goes ahead alone: all who could have said yes, all admins, the room, the rooms of the system. */
export function alarm(desk: Desk, approval: Approval): Omit<Notice, 'message'> {
  const settings = desk.settings();
  const { plan, requester, conversation, code } = approval;
  const people = [...deciders(desk, approval), ...adminsOf(settings, desk.clock.now())].filter(
    (id) => id !== personIdOf(requester),
  );
  const rooms = new Map([conversation, ...roomsOf(settings, plan.system)].map((room) => [laneOf(room), room]));
  return { key: `breakglass:${code}`, people, rooms: [...rooms.values()] };
}
