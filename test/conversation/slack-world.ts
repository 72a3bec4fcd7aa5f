import { type SlackEmulator, startSlack } from '../emulators/slack/slack-emulator.ts';
import type { Shown } from '../emulators/slack/world.ts';
import { type BotAtWork, botAtWork, reading } from './bot-at-work.ts';

export { slackIds as ids, slackRoom as onCall } from './cast.ts';

export interface SlackWorld extends BotAtWork {
  readonly slack: SlackEmulator;
  /** Waits for a message of the bot that has these words, and gives it as it stands then. */
  reads(place: string, words: string | RegExp): Promise<Shown>;
  /** Everything the bot shows there, one after the other. */
  all(place: string): readonly string[];
}

/** A bot at work with Slack for its chat. */
export async function slackWorld(): Promise<SlackWorld> {
  const slack = await startSlack();
  const it = await botAtWork({ slack });
  const at = (place: string) =>
    reading(
      () => slack.shown(place),
      ({ read }) => read,
    );
  return {
    ...it,
    slack,
    all: (place) => at(place).all(),
    reads: (place, words) => at(place).reads(words),
    async close() {
      await it.close();
      await slack.close();
    },
  };
}
