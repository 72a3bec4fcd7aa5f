import { systemClock } from '../../../src/bot/system-clock.ts';
import { corp, type DingTalkEmulator, startDingTalk } from '../../emulators/dingtalk/dingtalk-emulator.ts';
import { type BotOnPlatform, botOnPlatform } from './bot-on-platform.ts';
import type { BotOptions, Configured } from './bot-on-platforms.ts';

export const alice = 'alice01';
export const bob = 'bob02';
export const mallory = 'mallory66';
export const group = 'cidOnCall+/==';
const robot = { token: 'token-of-the-custom-robot', secret: 'SECof-the-custom-robot' };

export interface BotOnDingTalk extends BotOnPlatform {
  readonly dingtalk: DingTalkEmulator;
  /** Moves the clock that measures silence. */
  later(ms: number): void;
  texts(space: string): readonly string[];
}

interface Changes {
  readonly secret?: string;
  readonly apiUrl?: string;
  readonly cards?: boolean;
}

export interface DingTalkOptions extends BotOptions, Changes {}

export const onDingTalk = ({ world, base }: DingTalkEmulator, changes: Changes = {}): Configured => ({
  spec: {
    clientId: world.clientId,
    clientSecret: { env: 'S' },
    apiUrl: changes.apiUrl ?? base,
    oapiUrl: base,
    robots: { ops: { token: { env: 'T' }, secret: { env: 'R' } } },
    ...(changes.cards === true ? { cardTemplateId: world.cardTemplateId } : {}),
  },
  secrets: {
    clientSecret: changes.secret ?? world.clientSecret,
    'robots.ops.token': robot.token,
    'robots.ops.secret': robot.secret,
  },
});

/** A bot on DingTalk alone. */
export async function botOnDingTalk(options: DingTalkOptions = {}): Promise<BotOnDingTalk> {
  const dingtalk = await startDingTalk();
  for (const id of [alice, bob, mallory]) dingtalk.person(id);
  dingtalk.group(group);
  dingtalk.robot(robot.token, robot.secret, group);
  let aheadMs = 0;
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + aheadMs };
  const ids = { alice: `${corp}:${alice}`, bob: `${corp}:${bob}` };
  const it = await botOnPlatform(
    { name: 'dingtalk', tenant: corp, ids, home: `@${bob}`, close: dingtalk.close, ...onDingTalk(dingtalk, options) },
    { clock, channels: [{ platform: 'dingtalk', tenant: corp, space: group }], ...options },
  );
  return {
    ...it,
    dingtalk,
    later: (ms) => {
      aheadMs += ms;
    },
    texts: (space) => dingtalk.shown(space).map(({ drawn }) => drawn.seen),
  };
}
