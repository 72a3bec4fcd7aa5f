import { identify } from '../../auth/identify.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { type Received, receive } from '../dispatch/receive.ts';
import { readerOf } from '../language/reader-of.ts';
import { atMost } from '../loop.ts';
import { type Answer, type IncomingMessage, keepable, type Message } from '../message.ts';
import { editEveryMs } from '../outbox/edit-every.ts';
import { livePosting } from '../outbox/live-posting.ts';
import { answerKey, post } from '../outbox/post.ts';
import { sparsePosting } from '../outbox/sparse-posting.ts';
import { makeTurns } from '../outbox/turns.ts';
import { placeOf } from '../outbox/whispered.ts';
import type { ChatPlatform, Receive } from '../platform.ts';
import { laneOf, type Posting } from '../store/outbox.ts';
import { makeStrangerPace } from './stranger-pace.ts';

export interface Conversing {
  readonly receive: Receive;
  /** Takes in nothing more, lets what goes on end within the limit, then ends it. */
  end(limitMs: number): Promise<void>;
}

/** An answer that cannot be kept is tried for so long; after that the next start finds it. */
const keepForMs = 10 * 60_000;

/** What a platform's messages go through: kept, answered in one message that changes while it is worked on. It may be replaced. */
export function converse(desk: Desk, unkept: Map<string, Message>, platformNow: () => ChatPlatform): Conversing {
  const stop = new AbortController();
  const going = new Set<Promise<void>>();
  const turnIn = makeTurns(desk.clock);
  const isKept = makeStrangerPace(desk.clock);
  let closed = false;

  return {
    async receive({ message, principal = identify(message.sender, desk.settings().policy) }) {
      if (closed) throw new Error('the bot is about to end');
      const { sender } = message;
      if (principal === undefined && !isKept(`${sender.platform}:${sender.id}`)) return;
      const turn = turnIn(laneOf(message.conversation));
      const platform = platformNow();
      const posting = postingOf(message, principal);
      // Every edit is a row written; the platform's own pace is kept by the sending.
      const progress = { ...posting, kind: 'progress' } as const;
      const { silenceMs } = platform.limits;
      const isSparse = platform.edit === undefined && silenceMs !== undefined;
      const live = isSparse
        ? sparsePosting(desk, progress, silenceMs)
        : livePosting(desk, progress, { everyMs: Math.max(200, editEveryMs(platform, message.conversation)) });
      let wasLive = false;
      const showLive = (words: Message): void => {
        wasLive = true;
        live.show(words);
        // Its place is taken; bridging a silence takes none yet.
        if (!isSparse) turn.passes();
      };
      const received = await receive(desk, {
        message,
        principal,
        confirmed: false,
        owed: true,
        signal: stop.signal,
        progress: platform.edit === undefined && !isSparse ? () => {} : showLive,
      }).catch((error: unknown) => {
        turn.passes();
        throw error;
      });
      if (!received.kept || received.working) turn.passes();
      if (!received.kept) return answerAtOnce(desk, platform, message, posting, received);
      if (received.working) return;
      const work = received.answer
        .then(async (answer) => {
          await live.end();
          await turn.comes();
          // Where everybody saw it begin, everybody sees it end.
          const conversation = wasLive ? posting.conversation : placeOf(platform, message, answer);
          const isAlone = message.private || conversation.only !== undefined;
          const place = { ...posting, conversation };
          await answerInTime(answer, received.fresh && isAlone, received.fresh, message.deliveryKey, place).finally(
            received.recorded,
          );
        })
        .catch((error: unknown) =>
          desk.log('error', 'an answer is left for the next start', { key: posting.key, error: String(error) }),
        )
        .finally(() => {
          turn.passes();
          going.delete(work);
        });
      going.add(work);
    },
    async end(limitMs) {
      closed = true;
      await atMost(desk.clock, limitMs, Promise.all(going));
      stop.abort(new Error('the process must end'));
      await atMost(desk.clock, 1_000, Promise.all(going));
    },
  };

  /** A full disk may have room again in a moment. */
  async function answerInTime(
    answer: Answer,
    showsUnkept: boolean,
    fresh: boolean,
    deliveryKey: string,
    posting: Omit<Posting, 'message' | 'kind' | 'atMs'>,
  ): Promise<void> {
    const kept = keepable(answer);
    if (showsUnkept && answer.kept !== undefined) unkept.set(posting.key, answer.message);
    const final = { ...posting, kind: 'final' as const, message: kept.message };
    const deadline = desk.clock.monotonic() + keepForMs;
    for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      try {
        const paid = await post(desk, final, { answers: { key: deliveryKey, answer: kept } });
        // Somebody was told meanwhile that nothing is known; now it is.
        if (!paid && fresh) await post(desk, final);
        return;
      } catch (error) {
        if (stop.signal.aborted || desk.clock.monotonic() + pauseMs > deadline) throw error;
        desk.log('error', 'an answer cannot be kept; trying again', { key: posting.key, error: String(error) });
        await desk.clock.sleep(pauseMs, stop.signal);
      }
    }
  }
}

function postingOf(
  message: IncomingMessage,
  principal: Principal | undefined,
): Omit<Posting, 'message' | 'kind' | 'atMs'> {
  const { deliveryKey, conversation } = message;
  const person = principal?.kind === 'person' ? { person: principal.id } : {};
  return { key: answerKey(deliveryKey), conversation, ...person, insist: principal !== undefined };
}

/** The outbox cannot be written either: said directly, or not acknowledged, so that it is sent again. */
async function answerAtOnce(
  desk: Desk,
  platform: ChatPlatform,
  { conversation }: IncomingMessage,
  { key, person }: Pick<Posting, 'key' | 'person'>,
  received: Received,
): Promise<void> {
  const { message } = await received.answer;
  const reader = readerOf(desk, conversation, person);
  const posted = await platform.post(conversation, { key, message: desk.redactor.json(message), reader });
  if (!posted.posted) throw new Error(`a message could neither be kept nor answered: ${posted.why}`);
}
