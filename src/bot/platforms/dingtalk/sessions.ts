import type { Conversation } from '../../../handlers/message.ts';
import { laneOf } from '../../../handlers/store/outbox.ts';
import type { Session } from './payloads.ts';

/** The newest address to answer by in a conversation. A secret, so only in memory; bounded. */
export interface Sessions {
  remember(to: Conversation, session: Session | undefined): void;
  /** Undefined: there is none that still holds. */
  of(to: Conversation): string | undefined;
  forget(to: Conversation): void;
}

const most = 2_000;
/** One that ends while it is used is of no use. */
const marginMs = 30_000;

/** `oapiUrl`: addresses elsewhere are not called, whoever says so. */
export function makeSessions(oapiUrl: string, now: () => number): Sessions {
  const { origin } = new URL(oapiUrl);
  const known = new Map<string, Session>();
  return {
    remember(to, session) {
      if (session === undefined || !URL.canParse(session.url) || new URL(session.url).origin !== origin) return;
      const lane = laneOf(to);
      known.delete(lane);
      known.set(lane, session);
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
    },
    of(to) {
      const session = known.get(laneOf(to));
      return session !== undefined && session.expiresAtMs - marginMs > now() ? session.url : undefined;
    },
    forget: (to) => void known.delete(laneOf(to)),
  };
}
