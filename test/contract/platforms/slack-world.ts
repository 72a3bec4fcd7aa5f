import { setTimeout as wait } from 'node:timers/promises';
import { type Policy, policySpec } from '../../../src/auth/policy.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { type OpenPlatforms, openPlatforms } from '../../../src/bot/platforms/open-platforms.ts';
import { systemClock } from '../../../src/bot/system-clock.ts';
import type { ChatPlatform } from '../../../src/handlers/platform.ts';
import { serve } from '../../../src/handlers/serving/serve.ts';
import { type SlackEmulator, startSlack } from '../../emulators/slack/slack-emulator.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

export const [alice, bob, mallory] = ['UALICE', 'UBOB', 'UMALLORY'];
export const room = 'C1';
export const signingSecret = 'the-signing-secret';

const policy: Policy = {
  ...policySpec.parse({
    people: {
      alice: { name: 'Alice', roles: ['admin'], chat: { slack: [`T1:${alice}`] } },
      bob: { name: 'Bob', roles: ['admin'], chat: { slack: [`T1:${bob}`] } },
    },
    roles: { admin: {} },
    grants: [{ role: 'admin', may: ['*'], approve: ['*'] }],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: {},
};

export interface BotOnSlack extends ADesk {
  readonly slack: SlackEmulator;
  readonly platforms: OpenPlatforms;
  until(holds: () => unknown): Promise<void>;
  texts(place: string): readonly string[];
  /** Puts words into the outbox for somebody. */
  put(key: string, text: string, place?: string): Promise<unknown>;
  sent(): Promise<void>;
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly slack?: SlackEmulator;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly mode?: 'socket' | 'http';
  readonly apiUrl?: string;
  readonly also?: ChatPlatform;
  /** Production unless told. */
  readonly environment?: 'production' | 'lab';
}

/** A bot with real dispatch, gate, engine, outbox and SQLite, on Slack alone. */
export async function botOnSlack(options: BotOptions = {}): Promise<BotOnSlack> {
  const slack = options.slack ?? (await startSlack());
  for (const id of [alice, bob, mallory]) if (id !== undefined) slack.user(id);
  slack.channel(room);
  const it = await aDesk({
    policy,
    kind: 'bot',
    clock: { ...systemClock, advance: () => {} },
    environment: options.environment ?? 'production',
  });
  const serving = serve(it.desk, () => 0);
  Object.assign(it.desk, { places: serving.places, inputPlaces: serving.inputPlaces, whispers: serving.whispers });
  const configuration = {
    platforms: {
      slack: { mode: options.mode ?? 'socket', botToken: { env: 'B' }, apiUrl: options.apiUrl ?? slack.apiUrl },
    },
    web: {},
    secrets: [
      { name: 'platforms.slack.botToken', value: options.botToken ?? slack.world.botToken },
      { name: 'platforms.slack.appToken', value: options.appToken ?? slack.world.appToken },
      { name: 'platforms.slack.signingSecret', value: signingSecret },
    ],
  } as unknown as Configuration; // what the table of platforms looks at
  const platforms = await openPlatforms({
    desk: it.desk,
    configuration,
    memoryOf: it.platformMemory,
    files: it.folder,
    connect: serving.connect,
  });
  await options.also?.start(serving.connect(options.also));
  platforms.start();
  serving.begin();
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await serving.stop();
    await platforms.stop();
  };
  const until = async (holds: () => unknown): Promise<void> => {
    const deadline = performance.now() + 30_000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error(`never came about: ${String(holds)}; logged: ${it.logged}`);
      await wait(5);
    }
  };
  return {
    ...it,
    slack,
    platforms,
    until,
    texts: (place) => slack.shown(place).map(({ read }) => read),
    put: (key, text, place = bob ?? '') =>
      it.desk.store.outbox.put({
        key,
        conversation: { platform: 'slack', tenant: 'T1', space: place },
        kind: 'final',
        insist: true,
        message: { blocks: [{ type: 'heading', text: { outside: text } }] },
        atMs: it.clock.now(),
      }),
    sent: () => until(async () => (await it.desk.store.outbox.waiting()) === 0),
    stop,
    async close() {
      await stop();
      await it.close();
      if (options.slack === undefined) await slack.close();
    },
  };
}
