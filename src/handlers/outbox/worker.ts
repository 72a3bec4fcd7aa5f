import type { Desk } from '../desk.ts';
import { atMost } from '../loop.ts';
import type { Conversation, Message } from '../message.ts';
import { type Claim, laneOf, type OutboxRow } from '../store/outbox.ts';
import { editEveryMs } from './edit-every.ts';
import { type Platforms, personOf, placesOf } from './personally.ts';
import { copyKey, raise } from './raise.ts';
import { sendRow } from './send-row.ts';
import { makeSettling } from './settling.ts';
import { makeTraffic } from './traffic.ts';

export interface OutboxWorker {
  /** A platform was connected anew: what waits for it is tried now. */
  connected(platform: string): void;
  /** Waits until nothing is left that can be sent now, or the limit. */
  drain(limitMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Other processes put rows as well; they are looked for so often. */
const lookEveryMs = 500;
const leaseEveryMs = 1_000;
const headsAtOnce = 64;
/** An edit of a progress older than this tells nobody anything. */
const progressLastsMs = 10 * 60_000;

/**
 * Sends what the outbox holds: conversations at the same time, each in its order. Only while this process is the bot.
 * `unkept`: the real words of postings that are shown once; taken out when they were.
 */
export function startOutbox(
  desk: Desk,
  platforms: Platforms,
  unkept: Map<string, Message>,
  chance: () => number,
): OutboxWorker {
  const { outbox } = desk.store;
  const traffic = makeTraffic(desk.clock, chance);
  const settling = makeSettling();
  const sends = new Set<Promise<void>>();
  let ended = false;
  let nap = new AbortController();
  let woken = false;
  const wake = (): void => {
    woken = true;
    nap.abort('woken'); // without words of its own it would make an error, stack and all, a message
  };
  const holdsLease = leaseOf(desk);
  let leadsUntilMs = Number.NEGATIVE_INFINITY;

  /** Begins what can be begun; milliseconds until there may be more. */
  const round = async (): Promise<number> => {
    const leads = await holdsLease();
    leadsUntilMs = leads ? desk.clock.monotonic() + leaseEveryMs : Number.NEGATIVE_INFINITY;
    if (!leads) return lookEveryMs;
    const nowMs = desk.clock.now();
    const { rows, nextMs } = await outbox.heads({
      nowMs,
      limit: headsAtOnce,
      exceptLanes: traffic.heldLanes(),
      exceptPlatforms: traffic.heldPlatforms(),
    });
    for (const row of rows) begin(row);
    return Math.max(1, Math.min(lookEveryMs, traffic.restedInMs() ?? lookEveryMs, (nextMs ?? Infinity) - nowMs));
  };

  const begin = (row: OutboxRow): void => {
    const lane = laneOf(row.conversation);
    const { platform } = row.conversation;
    if (traffic.begin(lane, platform)) send(row, lane, false);
  };

  /** What is put by this process goes out without another look at the outbox, where nothing keeps it waiting. */
  const claimFor = (conversation: Conversation): Claim | undefined => {
    const { platform } = conversation;
    const lane = laneOf(conversation);
    if (ended || desk.clock.monotonic() >= leadsUntilMs || !platforms.has(platform)) return undefined;
    if (traffic.heldLanes().includes(lane) || traffic.heldPlatforms().includes(platform)) return undefined;
    if (!traffic.begin(lane, platform)) return undefined;
    return {
      send: (row) => send(row, lane, true),
      release() {
        traffic.end(lane, platform);
        wake();
      },
    };
  };
  const unwatch = outbox.watch(wake, claimFor);

  const send = (row: OutboxRow, lane: string, handedOver: boolean): void => {
    const { platform } = row.conversation;
    const sending = dispatch(row, lane, handedOver)
      .catch((error: unknown) => {
        desk.log('error', 'a message could not be sent', { key: row.key, error: String(error) });
        traffic.rest(lane, platform);
      })
      .finally(() => {
        traffic.end(lane, platform);
        sends.delete(sending);
        wake();
      });
    sends.add(sending);
  };

  const dispatch = async (row: OutboxRow, lane: string, handedOver: boolean): Promise<void> => {
    const { key, kind, messageId, revision, conversation } = row;
    const old = desk.clock.now() - row.atMs > progressLastsMs;
    const person = personOf(conversation);
    const platform = platforms.get(conversation.platform);
    const cannotEdit = person === undefined && messageId !== undefined && platform?.edit === undefined;
    if (kind === 'progress' && (old || cannotEdit)) {
      return messageId === undefined ? outbox.giveUp(key) : outbox.shown(key, { revision, messageId, notBeforeMs: 0 });
    }
    if (person !== undefined) return copies(row, person);
    if (platform === undefined) return raise(desk, platforms, row, `there is no ${conversation.platform} here`);
    const notBeforeMs = settling.waitFor(row, platform, desk.clock.now());
    if (messageId !== undefined && notBeforeMs !== undefined)
      return outbox.shown(key, { revision: revision - 1, messageId, notBeforeMs });
    const posting = messageId === undefined || platform.edit === undefined;
    if (!handedOver) await outbox.sending(key, posting);
    const posted = await sendRow(desk, platform, row, unkept.get(key));
    if (posted.posted) {
      traffic.well(lane);
      unkept.delete(key);
      // What a repeated key shows is what was shown the first time; newer words follow as an edit.
      const stands =
        platform.tellsRepeats === true && platform.edit !== undefined ? (row.doubtful ?? revision) : revision;
      const notBeforeMs = desk.clock.now() + editEveryMs(platform, conversation);
      return outbox.shown(key, {
        revision: stands,
        messageId: posted.messageId,
        notBeforeMs,
        repeated: posting && row.doubtful !== undefined,
      });
    }
    const { retry, afterMs, scope = 'conversation', maybeShown = false, why } = posted;
    const doubtful = row.doubtful ?? (maybeShown && posting ? revision : undefined);
    const doubt = doubtful === undefined ? {} : { doubtful };
    desk.log('warn', 'a message was not taken', { key, retry, afterMs, why });
    if (retry === 'later') {
      // What a connection says that was replaced meanwhile holds for that one alone.
      if (platforms.get(conversation.platform) !== platform) return outbox.failed(key, doubt);
      traffic.rest(lane, conversation.platform, afterMs === undefined ? undefined : { afterMs, scope });
      return outbox.failed(key, doubt);
    }
    if (retry === 'plain' && !row.plain) return outbox.failed(key, { ...doubt, plain: true });
    // Somebody may have deleted it: then it is said anew.
    if (messageId !== undefined && kind === 'final') return outbox.failed(key, { lost: true });
    traffic.well(lane);
    return raise(desk, platforms, row, why);
  };

  /** A message for a person is one in each of their conversations. */
  const copies = async (row: OutboxRow, person: string): Promise<void> => {
    const places = placesOf(desk.settings(), platforms, person);
    const { key, kind, insist, message, atMs, revision } = row;
    if (places.length === 0) return raise(desk, platforms, row, `${person} has no conversation`);
    for (const place of places)
      await outbox.put({ key: copyKey(key, laneOf(place)), conversation: place, person, kind, insist, message, atMs });
    await outbox.shown(key, { revision, messageId: 'copied', notBeforeMs: 0 });
  };

  const going = (async () => {
    while (!ended) {
      woken = false;
      const pauseMs = await round().catch((error: unknown) => {
        desk.log('error', 'the outbox cannot be read', { error: String(error) });
        return lookEveryMs;
      });
      if (ended || woken) continue;
      nap = new AbortController();
      await desk.clock.sleep(pauseMs, nap.signal).catch(() => undefined);
    }
    await Promise.all(sends);
  })();

  return {
    connected(platform) {
      traffic.fresh(platform);
      wake();
    },
    async drain(limitMs) {
      const deadline = desk.clock.monotonic() + limitMs;
      while (desk.clock.monotonic() < deadline) {
        const { rows } = await outbox.heads({
          nowMs: desk.clock.now(),
          limit: 1,
          exceptLanes: traffic.heldLanes(),
          exceptPlatforms: traffic.heldPlatforms(),
        });
        if (rows.length === 0 && traffic.busy() === 0) return;
        await desk.clock.sleep(20);
      }
    },
    async stop() {
      ended = true;
      unwatch();
      wake();
      await atMost(desk.clock, 1_500, going);
    },
  };
}

/** Whether this process is the bot; looked up now and then. */
export function leaseOf(desk: Desk): () => Promise<boolean> {
  let known = false;
  let lookAgainMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = desk.clock.monotonic();
    if (nowMs >= lookAgainMs) {
      known = (await desk.store.instances.bot())?.id === desk.instance;
      lookAgainMs = nowMs + leaseEveryMs;
    }
    return known;
  };
}
