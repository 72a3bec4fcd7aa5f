import type { Block } from '../../actions/report.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import { answerKey, post } from '../outbox/post.ts';
import type { ItemDone } from '../store/checklists.ts';
import { laneOf } from '../store/outbox.ts';
import type { ChecklistItem } from './checklist-spec.ts';
import { doneBlock, doneCommand, dueBlock } from './checklist-words.ts';

/** Messages of one list and period that are changed; the older ones are far up in the room. */
const mostSayings = 10;

/** Every message that asks for an item shows from now on that it was done, by whom and when. */
export async function showDone(desk: Desk, item: ChecklistItem, done: ItemDone): Promise<void> {
  const { system, kind, period } = done;
  const { checklists, outbox } = desk.store;
  const [seen] = await checklists.list({ system, kind, limit: 1 });
  const isWell = seen?.period === period && seen.verdict === 'ok';
  for (const { delivery } of await checklists.sayings({ system, kind, period, limit: mostSayings }))
    for (const key of keysOf(desk, delivery)) {
      const row = await outbox.get(key);
      if (row?.kind !== 'final') continue;
      const message = withDone(row.message, {
        due: desk.redactor.json(dueBlock(item)),
        done: doneBlock(desk, item.title, done),
        commands: [doneCommand(system, kind, item.id), ...(item.offer === undefined ? [] : [item.offer])],
        isWell,
      });
      if (message === undefined) continue;
      const { conversation, person, insist } = row;
      await post(desk, { key, conversation, ...(person && { person }), insist, kind: 'final', message });
    }
}

/** Postings of what a delivery was answered with: the answer, and a schedule's copies of it. */
function keysOf(desk: Desk, delivery: string): readonly string[] {
  const { channels, policy } = desk.settings();
  return [
    answerKey(delivery),
    ...channels.map(({ platform, tenant, space }) => `${delivery}:copy:${laneOf({ platform, tenant, space })}`),
    ...Object.keys(policy.people).map((id) => `${delivery}:${id}`),
  ];
}

interface Change {
  readonly due: Block;
  readonly done: Block;
  /** Of the buttons beside it. */
  readonly commands: readonly string[];
  /** What the machine looked at is well. */
  readonly isWell: boolean;
}

/** Undefined when it does not ask for it. */
export function withDone({ blocks }: Message, { due, done, commands, isWell }: Change): Message | undefined {
  const wanted = JSON.stringify(due);
  const at = blocks.findIndex((block) => JSON.stringify(block) === wanted);
  if (at < 0) return undefined;
  const changed = blocks
    .with(at, done)
    .map(
      (block): Block =>
        block.type === 'buttons'
          ? { ...block, buttons: block.buttons.filter(({ command }) => !commands.includes(command)) }
          : block,
    );
  const heading = changed.findLastIndex(({ type }, place) => type === 'heading' && place < at);
  const next = changed.findIndex(({ type }, place) => type === 'heading' && place > at);
  const asksMore = changed
    .slice(at, next < 0 ? undefined : next)
    .some((block) => block.type === 'buttons' && block.buttons.some((button) => asks.test(button.command)));
  return {
    blocks: changed
      .map((block, place) =>
        place === heading && block.type === 'heading' && isWell && !asksMore
          ? { ...block, mark: 'ok' as const }
          : block,
      )
      .filter((block) => block.type !== 'buttons' || block.buttons.length > 0),
  };
}

/** What still waits for a person has a button. */
const asks = /^\/(?:checklist done|review)\b/;
