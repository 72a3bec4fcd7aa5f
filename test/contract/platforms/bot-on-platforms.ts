import { setTimeout as wait } from 'node:timers/promises';
import { type Policy, policySpec } from '../../../src/auth/policy.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { type OpenPlatforms, openPlatforms } from '../../../src/bot/platforms/open-platforms.ts';
import type { DrawChart } from '../../../src/bot/platforms/platform-parts.ts';
import type { PlatformName } from '../../../src/bot/platforms/table.ts';
import { systemClock } from '../../../src/bot/system-clock.ts';
import type { Clock } from '../../../src/handlers/clock.ts';
import type { ChatPlatform } from '../../../src/handlers/platform.ts';
import { serve } from '../../../src/handlers/serving/serve.ts';
import { type ADesk, type ADeskOptions, aDesk } from '../../fakes/a-desk.ts';

/** How a platform stands in a configuration: its part, and its secrets by their names below `platforms.NAME`. */
export interface Configured {
  readonly spec: object;
  readonly secrets: Readonly<Record<string, string | undefined>>;
}
export type Chats = Readonly<Partial<Record<PlatformName, Configured>>>;

export const configurationOf = (chats: Chats): Configuration =>
  ({
    platforms: Object.fromEntries(Object.entries(chats).map(([name, { spec }]) => [name, spec])),
    web: {},
    secrets: Object.entries(chats).flatMap(([platform, { secrets }]) =>
      Object.entries(secrets).map(([name, value]) => ({ name: `platforms.${platform}.${name}`, value })),
    ),
  }) as unknown as Configuration; // what the table of platforms looks at

/** People who may everything, with the id each has on a platform: `{ alice: { slack: 'T1:UALICE' } }`. */
export const admins = (ids: Readonly<Record<string, Readonly<Partial<Record<PlatformName, string>>>>>): Policy => ({
  ...policySpec.parse({
    people: Object.fromEntries(
      Object.entries(ids).map(([person, chat]) => [
        person,
        {
          name: `${person.charAt(0).toUpperCase()}${person.slice(1)}`,
          roles: ['admin'],
          chat: Object.fromEntries(Object.entries(chat).map(([platform, id]) => [platform, [id]])),
        },
      ]),
    ),
    roles: { admin: {} },
    grants: [{ role: 'admin', may: ['*'], approve: ['*'] }],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: {},
});

export interface BotOptions
  extends Pick<ADeskOptions, 'channels' | 'environment' | 'folder' | 'instance' | 'policy' | 'world'> {
  readonly clock?: Clock;
  /** A platform beside it. */
  readonly also?: ChatPlatform;
  readonly draw?: DrawChart;
}

export interface BotOnPlatforms extends ADesk {
  readonly platforms: OpenPlatforms;
  /** Waits until something holds. */
  until(holds: () => unknown): Promise<void>;
  /** Waits until nothing is left to be sent. */
  sent(): Promise<void>;
  stop(): Promise<void>;
}

/** A bot with real dispatch, gate, engine, outbox and SQLite, on these platforms alone; in a lab unless told. */
export async function botOnPlatforms(chats: Chats, options: BotOptions = {}): Promise<BotOnPlatforms> {
  const { also, draw, clock = systemClock, ...rest } = options;
  const it = await aDesk({ environment: 'lab', ...rest, kind: 'bot', clock: { ...clock, advance: () => {} } });
  const serving = serve(it.desk, () => 0);
  const { places, inputPlaces, privateLink, whispers } = serving;
  Object.assign(it.desk, { places, inputPlaces, privateLink, whispers });
  const platforms = await openPlatforms({
    desk: it.desk,
    configuration: configurationOf(chats),
    memoryOf: it.platformMemory,
    files: it.folder,
    connect: serving.connect,
    disconnect: serving.disconnect,
    ...(draw === undefined ? {} : { draw }),
  });
  await also?.start(serving.connect(also));
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
    platforms,
    until,
    sent: () => until(async () => (await it.desk.store.outbox.waiting()) === 0),
    stop,
    async close() {
      await stop();
      await it.close();
    },
  };
}

/** Room for what must not happen. */
export const moment = (): Promise<void> => wait(150);
