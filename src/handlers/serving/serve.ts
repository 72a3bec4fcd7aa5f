import { startAlerts } from '../alerts/alert-loop.ts';
import { startApprovals } from '../approvals/approval-loop.ts';
import { startEvenings } from '../checklists/evening-loop.ts';
import type { Desk } from '../desk.ts';
import { type Loop, startLoop } from '../loop.ts';
import { startMaintenance } from '../maintenance/maintenance-loop.ts';
import type { Conversation, Message } from '../message.ts';
import { startMonitors } from '../monitors/watch-systems.ts';
import { placesOf } from '../outbox/personally.ts';
import { leaseOf, type OutboxWorker, startOutbox } from '../outbox/worker.ts';
import type { ChatPlatform, Receive } from '../platform.ts';
import { startSchedules } from '../schedules/schedule-loop.ts';
import { type Conversing, converse } from './converse.ts';
import { recoverAnswers } from './recover-answers.ts';

/** The bot at work on its platforms: what people send is answered, what is owed is sent. */
export interface Serving {
  /** What a platform hands messages to, and the platform to send to from `begin` on. Starting and ending it is its owner's. */
  connect(platform: ChatPlatform): Receive;
  /** Nothing is sent there any more. What it handed in is answered, by another one of its name if that is connected. */
  disconnect(name: string): void;
  /** Private conversations with a person on the platforms connected. */
  places(personId: string): readonly Conversation[];
  /** Those of them that take what is asked for privately. */
  inputPlaces(personId: string): readonly Conversation[];
  /** A link that opens the private chat with the bot on a platform. */
  privateLink(platform: string): string | undefined;
  /** Whether who asks in a room there can be answered alone. */
  whispers(platform: string): boolean;
  /** Every platform is connected: sends what is left from before, and looks after requests. */
  begin(): void;
  /** Takes in nothing more, lets what goes on end, and sends what is left; under ten seconds. Before the platforms end. */
  stop(): Promise<void>;
}

const patienceMs = 4_000;
const drainMs = 2_000;

/** `chance`: 0 to 1, for the pauses between tries. */
export function serve(desk: Desk, chance: () => number = Math.random): Serving {
  const platforms = new Map<string, ChatPlatform>();
  const talks = new Map<string, Conversing>();
  /** Words of answers that are shown once and kept nowhere, by posting. */
  const unkept = new Map<string, Message>();
  let worker: OutboxWorker | undefined;
  let loops: readonly Loop[] = [];
  return {
    connect(platform) {
      if (platforms.has(platform.name)) throw new Error(`two platforms are called ${platform.name}`);
      platforms.set(platform.name, platform);
      const talk = talks.get(platform.name) ?? converse(desk, unkept, () => platforms.get(platform.name) ?? platform);
      talks.set(platform.name, talk);
      worker?.connected(platform.name);
      return talk.receive;
    },
    disconnect: (name) => void platforms.delete(name),
    places: (personId) => placesOf(desk.settings(), platforms, personId),
    privateLink: (platform) => platforms.get(platform)?.privateLink?.(),
    whispers: (platform) => platforms.get(platform)?.limits.whispers === true,
    inputPlaces: (personId) =>
      placesOf(desk.settings(), platforms, personId).filter(
        ({ platform }) => platforms.get(platform)?.limits.privateInput === true,
      ),
    begin() {
      const startedMs = desk.clock.monotonic();
      worker = startOutbox(desk, platforms, unkept, chance);
      loops = [
        startLoop(desk, 'looking for answers owed', 10_000, () =>
          recoverAnswers(desk, desk.clock.monotonic() - startedMs),
        ),
        startApprovals(desk),
        startAlerts(desk, leaseOf(desk)),
        startMonitors(desk, leaseOf(desk)),
        startSchedules(desk),
        startMaintenance(desk),
        startEvenings(desk),
      ];
    },
    async stop() {
      await Promise.all([
        ...loops.map((loop) => loop.stop()),
        ...Array.from(talks.values(), (talk) => talk.end(patienceMs)),
      ]);
      loops = [];
      await worker?.drain(drainMs);
      await worker?.stop();
      worker = undefined;
    },
  };
}
