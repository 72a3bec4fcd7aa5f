import { isAllowed } from '../../auth/decide.ts';
import type { Desk } from '../desk.ts';
import { receive } from '../dispatch/receive.ts';
import { notify } from '../notices/notify.ts';
import { roomsOf } from '../notices/rooms.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';

/** Nobody is there when a window ends by itself: how the system is then is read in its rooms, where the scheduler may look. */
export async function lookAfter(desk: Desk, { id, system }: MaintenanceWindow, signal: AbortSignal): Promise<void> {
  const settings = desk.settings();
  const rooms = roomsOf(settings, system);
  const [conversation] = rooms;
  const environment = desk.inventory().environment(system);
  const question = { permission: 'system:read', system, environment, atMs: desk.clock.now() };
  const may = isAllowed({ ...question, principal: { kind: 'scheduler' } }, settings.policy);
  if (conversation === undefined || !may || !desk.commands.some(({ name }) => name === 'health')) return;
  const deliveryKey = `maintenance-health:${id}`;
  const received = await receive(desk, {
    message: {
      deliveryKey,
      conversation,
      sender: { platform: 'schedule', id: 'maintenance' },
      private: false,
      text: `/health ${system}`,
    },
    principal: { kind: 'scheduler' },
    confirmed: false,
    signal,
    progress: () => {},
  });
  const { message } = await received.answer;
  await notify(desk, { key: deliveryKey, people: [], rooms, message });
}
