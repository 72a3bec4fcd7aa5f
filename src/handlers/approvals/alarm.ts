import { approvers } from '../../auth/approval.ts';
import type { Desk } from '../desk.ts';
import { adminsOf } from '../notices/admins.ts';
import type { Notice } from '../notices/notify.ts';
import { roomsOf } from '../notices/rooms.ts';
import type { Approval } from '../store/approvals.ts';
import { laneOf } from '../store/outbox.ts';

/** Who hears that somebody goes ahead alone: all who could have said yes, all admins, the room, the rooms of the system. */
export function alarm(desk: Desk, approval: Approval): Omit<Notice, 'message'> {
  const settings = desk.settings();
  const { plan, permission, requester, conversation, code } = approval;
  const atMs = desk.clock.now();
  const { system, environment, input } = plan;
  const couldApprove = approvers({ permission, system, environment, input, except: requester, atMs }, settings.policy);
  const people = [...couldApprove, ...adminsOf(settings, atMs)].filter((id) => `person:${id}` !== requester);
  const rooms = new Map([conversation, ...roomsOf(settings, system)].map((room) => [laneOf(room), room]));
  return { key: `breakglass:${code}`, people, rooms: [...rooms.values()] };
}
