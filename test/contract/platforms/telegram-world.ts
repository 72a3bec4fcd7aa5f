import { setTimeout as wait } from 'node:timers/promises';
import { type Policy, policySpec } from '../../../src/auth/policy.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { type OpenPlatforms, openPlatforms } from '../../../src/bot/platforms/open-platforms.ts';
import { systemClock } from '../../../src/bot/system-clock.ts';
import type { Clock } from '../../../src/handlers/clock.ts';
import type { ChatPlatform } from '../../../src/handlers/platform.ts';
import { serve } from '../../../src/handlers/serving/serve.ts';
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/telegram-emulator.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';
import type { World } from '../../fakes/world.ts';

export const [alice, bob, mallory] = [1001, 1002, 6666];
export const group = -1_001_000_000_001;

const policy: Policy = {
  ...policySpec.parse({
    people: {
      alice: { name: 'Alice', roles: ['admin'], chat: { telegram: [String(alice)] } },
      bob: { name: 'Bob', roles: ['admin'], chat: { telegram: [String(bob)] } },
    },
    roles: { admin: {} },
    grants: [{ role: 'admin', may: ['*'], approve: ['*'] }],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: {},
};

export interface BotOnTelegram extends ADesk {
  readonly telegram: TelegramEmulator;
  readonly platforms: OpenPlatforms;
  /** Waits until something holds. */
  until(holds: () => unknown): Promise<void>;
  texts(chat: number, thread?: number): readonly string[];
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly telegram?: TelegramEmulator;
  readonly folder?: string;
  readonly instance?: string;
  readonly world?: World;
  readonly token?: string;
  readonly webhook?: string;
  readonly apiRoot?: string;
  readonly clock?: Clock;
  /** Beside Telegram. */
  readonly also?: ChatPlatform;
}

/** A bot with real dispatch, gate, engine, outbox and SQLite, on Telegram alone. */
export async function botOnTelegram(options: BotOptions = {}): Promise<BotOnTelegram> {
  const telegram = options.telegram ?? (await startTelegram());
  if (options.telegram === undefined) {
    for (const id of [alice, bob, mallory]) telegram.user(id);
    telegram.group(group);
  }
  const it = await aDesk({
    policy,
    kind: 'bot',
    clock: { ...(options.clock ?? systemClock), advance: () => {} },
    environment: 'lab',
    ...(options.folder === undefined ? {} : { folder: options.folder }),
    ...(options.instance === undefined ? {} : { instance: options.instance }),
    ...(options.world === undefined ? {} : { world: options.world }),
  });
  const serving = serve(it.desk, () => 0);
  Object.assign(it.desk, { places: serving.places, inputPlaces: serving.inputPlaces });
  const secrets = [
    { name: 'platforms.telegram.token', value: options.token ?? telegram.token },
    { name: 'platforms.telegram.webhook.secret', value: 'the-secret_of-the-webhook' },
  ];
  const configuration = {
    platforms: {
      telegram: {
        token: { env: 'T' },
        apiRoot: options.apiRoot ?? telegram.apiRoot,
        ...(options.webhook === undefined ? {} : { webhook: { secret: { env: 'S' }, url: options.webhook } }),
      },
    },
    web: {},
    secrets,
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
  return {
    ...it,
    telegram,
    platforms,
    texts: (chat, thread) => telegram.shown(chat, thread).map(({ text }) => text),
    async until(holds) {
      const deadline = performance.now() + 20_000;
      while (!(await holds())) {
        if (performance.now() > deadline) throw new Error(`never came about: ${String(holds)}; logged: ${it.logged}`);
        await wait(5);
      }
    },
    stop,
    async close() {
      await stop();
      await it.close();
      if (options.telegram === undefined) await telegram.close();
    },
  };
}

/** Room for what must not happen. */
export const moment = (): Promise<void> => wait(150);
