import type { Desk } from '../desk.ts';
import type { Outbox, Posting } from '../store/outbox.ts';

/** Puts a message into the outbox, said now unless told. */
export const post = (
  desk: Desk,
  posting: Omit<Posting, 'atMs'> & { readonly atMs?: number },
  more?: Parameters<Outbox['put']>[1],
): Promise<boolean> => desk.store.outbox.put({ atMs: desk.clock.now(), ...posting }, more);

/** The posting that answers a delivery. */
export const answerKey = (deliveryKey: string): string => `answer:${deliveryKey}`;
