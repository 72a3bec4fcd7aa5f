import type { Desk } from '../desk.ts';
import type { Conversation, Message } from '../message.ts';
import { personally } from '../outbox/personally.ts';
import { post } from '../outbox/post.ts';
import { laneOf } from '../store/outbox.ts';

export interface Notice {
  /** The same notice again is an edit of all its copies. */
  readonly key: string;
  /** Ids; each is told in all their private conversations, in their language. */
  readonly people: readonly string[];
  readonly rooms?: readonly Conversation[];
  readonly message: Message;
}

/** Tells people and rooms. Never fails what it tells of: a notice that cannot be kept is in the log. */
export async function notify(desk: Desk, notice: Notice, more: { readonly onlyEdit?: boolean } = {}): Promise<void> {
  const { key, people, rooms = [], message } = notice;
  const postings = [
    ...Array.from(new Set(people), (id) => ({
      key: `${key}:${id}`,
      conversation: personally(id),
      person: id,
      insist: true,
    })),
    ...rooms.map((room) => ({ key: `${key}:${laneOf(room)}`, conversation: room, insist: false })),
  ];
  const told = postings.map((posting) => post(desk, { ...posting, kind: 'final', message }, more));
  for (const one of await Promise.allSettled(told))
    if (one.status === 'rejected') desk.log('error', 'a notice could not be kept', { key, error: String(one.reason) });
}
