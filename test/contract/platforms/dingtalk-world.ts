import { setTimeout as wait } from 'node:timers/promises';
import { type Policy, policySpec } from '../../../src/auth/policy.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { type OpenPlatforms, openPlatforms } from '../../../src/bot/platforms/open-platforms.ts';
import type { DrawChart } from '../../../src/bot/platforms/platform-parts.ts';
import { systemClock } from '../../../src/bot/system-clock.ts';
import type { ChatPlatform } from '../../../src/handlers/platform.ts';
import { serve } from '../../../src/handlers/serving/serve.ts';
import { corp, type DingTalkEmulator, startDingTalk } from '../../emulators/dingtalk/dingtalk-emulator.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

export const [alice, bob, mallory] = ['alice01', 'bob02', 'mallory66'];
export const group = 'cidOnCall+/==';

const policy: Policy = {
  ...policySpec.parse({
    people: {
      alice: { name: 'Alice', roles: ['admin'], chat: { dingtalk: [`${corp}:${alice}`] } },
      bob: { name: 'Bob', roles: ['admin'], chat: { dingtalk: [`${corp}:${bob}`] } },
    },
    roles: { admin: {} },
    grants: [{ role: 'admin', may: ['*'], approve: ['*'] }],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: {},
};

export interface BotOnDingTalk extends ADesk {
  readonly dingtalk: DingTalkEmulator;
  /** Moves the clock that measures silence. */
  later(ms: number): void;
  until(holds: () => unknown): Promise<void>;
  texts(space: string): readonly string[];
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly secret?: string;
  readonly apiUrl?: string;
  readonly cards?: boolean;
  readonly also?: ChatPlatform;
  readonly draw?: DrawChart;
}

/** A bot with real dispatch, gate, engine, outbox and SQLite, on DingTalk alone. */
export async function botOnDingTalk(options: BotOptions = {}): Promise<BotOnDingTalk> {
  const dingtalk = await startDingTalk();
  for (const id of [alice, bob, mallory]) dingtalk.person(id);
  dingtalk.group(group);
  dingtalk.robot('token-of-the-custom-robot', 'SECof-the-custom-robot', group);
  let aheadMs = 0;
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + aheadMs, advance: () => {} };
  const it = await aDesk({
    policy,
    kind: 'bot',
    clock,
    environment: 'lab',
    channels: [{ platform: 'dingtalk', tenant: corp, space: group }],
  });
  const serving = serve(it.desk, () => 0);
  Object.assign(it.desk, { places: serving.places, inputPlaces: serving.inputPlaces });
  const configuration = {
    platforms: {
      dingtalk: {
        clientId: dingtalk.world.clientId,
        clientSecret: { env: 'S' },
        apiUrl: options.apiUrl ?? dingtalk.base,
        oapiUrl: dingtalk.base,
        robots: { ops: { token: { env: 'T' }, secret: { env: 'R' } } },
        ...(options.cards === true ? { cardTemplateId: dingtalk.world.cardTemplateId } : {}),
      },
    },
    web: {},
    secrets: [
      { name: 'platforms.dingtalk.clientSecret', value: options.secret ?? dingtalk.world.clientSecret },
      { name: 'platforms.dingtalk.robots.ops.token', value: 'token-of-the-custom-robot' },
      { name: 'platforms.dingtalk.robots.ops.secret', value: 'SECof-the-custom-robot' },
    ],
  } as unknown as Configuration; // what the table of platforms looks at
  const platforms: OpenPlatforms = await openPlatforms({
    desk: it.desk,
    configuration,
    memoryOf: it.platformMemory,
    files: it.folder,
    ...(options.draw === undefined ? {} : { draw: options.draw }),
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
    dingtalk,
    later: (ms) => {
      aheadMs += ms;
    },
    texts: (space) => dingtalk.shown(space).map(({ drawn }) => drawn.seen),
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
      await dingtalk.close();
    },
  };
}

/** Room for what must not happen. */
export const moment = (): Promise<void> => wait(150);
