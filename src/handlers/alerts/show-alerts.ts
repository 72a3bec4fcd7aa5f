import { dotted } from '../../actions/joined.ts';
import { texts } from '../../actions/text.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import type { Conversation, Message } from '../message.ts';
import { notify } from '../notices/notify.ts';
import { roomsOf, roomsOfSeveral } from '../notices/rooms.ts';
import { personally } from '../outbox/personally.ts';
import type { Alert } from '../store/alerts.ts';
import { alertButtons } from './alert-buttons.ts';
import { acknowledgement, alertMessage, alertName, membersRead, subjectOf, whoseText } from './alert-message.ts';
import { calledBy } from './called.ts';
import { hushOf } from './hushed.ts';
import { forReaders } from './may-press.ts';
import { partsOf, systemOfRoom, systemsOfPerson } from './parts-shown.ts';

const say = texts('alert.again', {
  nobody: { en: '{id} is not acknowledged: {subject}', zh: '{id} 尚无人认领:{subject}' },
  over: { en: '{id} is over', zh: '{id} 已恢复' },
});

/** Alerts shown in one round; the rest comes with the next. */
const atOnce = 50;

/** Alerts nobody is told of now, by id, for them to be shown when that ends; whether people knew of one before. */
export type Hushed = Map<number, { readonly known: boolean }>;

/** Posts what is new and edits what changed, each alert in one message a room. Returns how many there were. */
export async function showAlerts(desk: Desk, hushed: Hushed): Promise<number> {
  const changed = await desk.store.alerts.unshown(atOnce);
  if (changed.length === 0) return 0;
  const silences = await desk.store.silences.open(desk.clock.now());
  for (const alert of changed) {
    const hush = await hushOf(desk, alert, silences);
    const silence = hush !== undefined && 'silence' in hush ? hush.silence.id : undefined;
    const partOf = await partsOf(desk, alert, 6);
    const message = async (readers: readonly string[], where: Conversation, systems?: readonly string[]) => {
      const parts = await partOf(systems);
      // Of the services of what its readers may know of: a button says a name too.
      const buttons = await alertButtons(desk, alert, parts.members, silence);
      return alertMessage(desk, { alert, ...parts, hush, buttons: forReaders(desk, buttons, readers, where, alert) });
    };
    if (hush === undefined || alert.state !== 'firing') hushed.delete(alert.id);
    else if (!hushed.has(alert.id)) hushed.set(alert.id, { known: alert.shown > 0 });
    // One that is over and was hushed when it was looked at before is never said.
    const more = { onlyEdit: hush !== undefined || (alert.state === 'resolved' && alert.shown > 0) };
    const { rooms, people } = hearersOf(desk, alert);
    const everybody = Object.keys(desk.settings().policy.people);
    const key = `alert:${alert.id}`;
    // All at once, so that those of many rooms share a commit.
    await Promise.all([
      ...rooms.map(async (room) => {
        const said = await message(everybody, room, systemOfRoom(desk, room));
        await notify(desk, { key, people: [], rooms: [room], message: said }, more);
      }),
      ...people.map(async (id) => {
        const said = await message([id], personally(id), systemsOfPerson(desk, id, alert));
        await notify(desk, { key, people: [id], message: said }, more);
      }),
    ]);
    if (alert.told > 0 && (alert.acknowledgedAtMs !== undefined || alert.state === 'resolved'))
      await notify(desk, { key: `${key}:again`, people, rooms, message: againOver(desk, alert) }, { onlyEdit: true });
    await desk.store.alerts.shown(alert.id, alert.revision);
  }
  return changed.length;
}

/** The system's rooms, and those people of the chain who were told; with nobody to hear it, the admins. */
export function hearersOf(
  desk: Desk,
  alert: Alert,
): { readonly rooms: readonly Conversation[]; readonly people: readonly string[] } {
  const { system, systems, told, level, state } = alert;
  const settings = desk.settings();
  const rooms = systems.length === 0 ? roomsOf(settings, system) : roomsOfSeveral(settings, systems);
  const isQuiet = level === 'warning' && state === 'firing' && told === 0;
  const called = isQuiet ? [] : calledBy(desk, alert);
  const people = rooms.length === 0 && called.length === 0 ? adminsOf(settings, desk.clock.now()) : called;
  return { rooms, people };
}

/** Nobody acknowledged: said once more, in a message of its own, to all who were told and the next one. */
export async function remind(desk: Desk, alert: Alert): Promise<void> {
  const members = await desk.store.alerts.members(alert.id, membersRead);
  const { rooms, people } = hearersOf(desk, alert);
  const subject = dotted([whoseText(desk, alert), subjectOf(alert, members)]);
  const text = say.nobody({ id: alertName(alert.id), subject });
  const buttons = (await alertButtons(desk, alert, members, undefined)).slice(0, 1);
  const everybody = Object.keys(desk.settings().policy.people);
  const message = (readers: readonly string[], where: Conversation): Message => {
    const may = forReaders(desk, buttons, readers, where, alert);
    return {
      blocks: [
        { type: 'heading', mark: alert.level, text, aside: alertName(alert.id) },
        ...(may.length === 0 ? [] : [{ type: 'buttons' as const, buttons: may }]),
      ],
    };
  };
  const key = `alert:${alert.id}:again`;
  // The room once; after that only the next person.
  if (alert.told === 1)
    for (const room of rooms) await notify(desk, { key, people: [], rooms: [room], message: message(everybody, room) });
  const next = alert.told === 1 ? people : alert.chain.slice(alert.told - 1, alert.told);
  for (const id of next) await notify(desk, { key, people: [id], message: message([id], personally(id)) });
}

function againOver(desk: Desk, alert: Alert): Message {
  const id = alertName(alert.id);
  const text = alert.state === 'resolved' ? say.over({ id }) : (acknowledgement(desk, alert) ?? id);
  return { blocks: [{ type: 'heading', mark: alert.state === 'resolved' ? 'ok' : alert.level, text, aside: id }] };
}
