import { type SlackEmulator, startSlack } from '../emulators/slack/slack-emulator.ts';
import type { Shown } from '../emulators/slack/world.ts';
import { type Reading, reading } from './bot-at-work.ts';
import { type ChatWorld, chatWorld } from './chat-world.ts';

export { slackIds as ids, slackRoom as onCall } from './cast.ts';

export interface SlackWorld extends ChatWorld<string, Shown> {
  readonly slack: SlackEmulator;
}

export const inSlack =
  (slack: SlackEmulator) =>
  (place: string): Reading<Shown> =>
    reading(
      () => slack.shown(place),
      ({ read }) => read,
    );

export async function slackWorld(): Promise<SlackWorld> {
  const slack = await startSlack();
  return { ...(await chatWorld({ slack }, inSlack(slack))), slack };
}
