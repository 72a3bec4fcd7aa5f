import { type SlackEmulator, startSlack } from '../../emulators/slack/slack-emulator.ts';
import { type BotOnPlatform, botOnPlatform } from './bot-on-platform.ts';
import type { BotOptions, Configured } from './bot-on-platforms.ts';

export const alice = 'UALICE';
export const bob = 'UBOB';
export const mallory = 'UMALLORY';
export const room = 'C1';
export const signingSecret = 'the-signing-secret';

export interface BotOnSlack extends BotOnPlatform {
  readonly slack: SlackEmulator;
  texts(place: string): readonly string[];
}

interface Changes {
  readonly botToken?: string;
  readonly appToken?: string;
  readonly mode?: 'socket' | 'http';
  readonly apiUrl?: string;
}

/** In production unless told. */
export interface SlackOptions extends BotOptions, Changes {}

export const onSlack = (slack: SlackEmulator, changes: Changes = {}): Configured => ({
  spec: { mode: changes.mode ?? 'socket', botToken: { env: 'B' }, apiUrl: changes.apiUrl ?? slack.apiUrl },
  secrets: {
    botToken: changes.botToken ?? slack.world.botToken,
    appToken: changes.appToken ?? slack.world.appToken,
    signingSecret,
  },
});

/** A bot on Slack alone. */
export async function botOnSlack(options: SlackOptions = {}): Promise<BotOnSlack> {
  const slack = await startSlack();
  for (const id of [alice, bob, mallory]) slack.user(id);
  slack.channel(room);
  const ids = { alice: `T1:${alice}`, bob: `T1:${bob}` };
  const it = await botOnPlatform(
    { name: 'slack', tenant: 'T1', ids, home: bob, close: slack.close, ...onSlack(slack, options) },
    { environment: 'production', ...options },
  );
  return { ...it, slack, texts: (place) => slack.shown(place).map(({ read }) => read) };
}
