import { type DingTalkEmulator, startDingTalk } from '../emulators/dingtalk/dingtalk-emulator.ts';
import type { Shown } from '../emulators/dingtalk/messages.ts';
import { type Reading, reading } from './bot-at-work.ts';
import { type ChatWorld, chatWorld } from './chat-world.ts';
import type { ShopOptions } from './shop.ts';

export { dingtalkRoom as onCall } from './cast.ts';

export interface DingTalkWorld extends ChatWorld<string, Shown> {
  readonly dingtalk: DingTalkEmulator;
}

export const inDingTalk =
  (dingtalk: DingTalkEmulator) =>
  (space: string): Reading<Shown> =>
    reading(
      () => dingtalk.shown(space),
      ({ drawn }) => drawn.seen,
    );

export async function dingtalkWorld(options: Pick<ShopOptions, 'cards'>): Promise<DingTalkWorld> {
  const dingtalk = await startDingTalk();
  return { ...(await chatWorld({ dingtalk }, inDingTalk(dingtalk), options)), dingtalk };
}
