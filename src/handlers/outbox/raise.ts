import { texts } from '../../actions/text.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import { personName } from '../person-name.ts';
import { laneOf, type OutboxRow } from '../store/outbox.ts';
import { type Platforms, personally, personOf, placesOf } from './personally.ts';

const say = texts('raise', {
  for: { en: 'This was for {who}, who cannot be reached.', zh: '此消息原本发给 {who},但无法送达。' },
  forRoom: { en: 'This was for {where}, which does not take messages.', zh: '此消息原本发往 {where},但无法送达。' },
});

/** A conversation that cannot be written to: the message goes to its person elsewhere, else to the admins; else the trail keeps it. */
export async function raise(desk: Desk, platforms: Platforms, row: OutboxRow, why: string): Promise<void> {
  const { outbox } = desk.store;
  desk.log(row.insist ? 'warn' : 'info', 'a conversation does not take messages', { key: row.key, why });
  if (row.kind === 'progress' || !row.insist) return outbox.giveUp(row.key);
  if (await isReadElsewhere(desk, platforms, row)) {
    await outbox.giveUp(row.key);
    // The other copies may have been refused meanwhile, each trusting in the rest.
    if (await isReadElsewhere(desk, platforms, row)) return;
  }
  const refused = new Set([row.conversation, ...row.tried].map(laneOf));
  const places = row.person === undefined ? [] : placesOf(desk.settings(), platforms, row.person);
  const next = isCopy(row) ? undefined : places.find((place) => !refused.has(laneOf(place)));
  if (next !== undefined) return outbox.readdress(row.key, next);
  const told = await tellAdmins(desk, platforms, row);
  if (!told) {
    desk.log('error', 'a message reached nobody', { key: row.key, person: row.person, why });
    await desk.store.audit.append({
      atMs: desk.clock.now(),
      principal: 'scheduler',
      via: 'outbox',
      event: 'message.undeliverable',
      reason: `${row.key}: ${why}`.slice(0, 500),
      configuration: desk.settings().version,
    });
  }
  await outbox.giveUp(row.key);
}

/** Copies of one message in all the places of a person. */
export const copyKey = (key: string, lane: string): string => `${key}@${lane}`;
const isCopy = ({ key }: OutboxRow): boolean => key.includes('@[');
const wholeKey = (key: string): string => key.split('@[', 1)[0] ?? key;

async function isReadElsewhere(desk: Desk, platforms: Platforms, row: OutboxRow): Promise<boolean> {
  if (!isCopy(row) || row.person === undefined) return false;
  const places = placesOf(desk.settings(), platforms, row.person);
  // The page shows it to whoever looks, and calls nobody.
  const calling = places.filter(({ platform }) => platform !== 'web');
  for (const place of calling) {
    const key = copyKey(wholeKey(row.key), laneOf(place));
    if (key !== row.key && ((await desk.store.outbox.get(key))?.state ?? 'given-up') !== 'given-up') return true;
  }
  return false;
}

async function tellAdmins(desk: Desk, platforms: Platforms, row: OutboxRow): Promise<boolean> {
  const settings = desk.settings();
  const person = row.person ?? personOf(row.conversation);
  const admins = adminsOf(settings, desk.clock.now()).filter(
    (id) => id !== person && placesOf(settings, platforms, id).length > 0,
  );
  const { platform, space } = row.conversation;
  const about =
    person === undefined
      ? say.forRoom({ where: `${platform}:${space}` })
      : say.for({ who: personName(settings, person) });
  for (const id of admins) {
    await desk.store.outbox.put({
      key: `${wholeKey(row.key)}!${id}`,
      conversation: personally(id),
      person: id,
      kind: 'final',
      insist: false,
      message: { blocks: [{ type: 'text', mark: 'warning', text: about }, ...row.message.blocks] },
      atMs: row.atMs,
    });
  }
  return admins.length > 0;
}
