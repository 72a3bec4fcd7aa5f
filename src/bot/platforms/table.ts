import { dingtalkKind } from './dingtalk/dingtalk-kind.ts';
import { slackKind } from './slack/slack-kind.ts';
import { telegramKind } from './telegram/telegram-kind.ts';

/** Platforms outside, by the name they have in the configuration; a new one is its folder and a line here. */
export const platformKinds = { slack: slackKind, dingtalk: dingtalkKind, telegram: telegramKind } as const;

export type PlatformName = keyof typeof platformKinds;

export const platformNames = Object.keys(platformKinds) as readonly PlatformName[]; // it has no other keys

type Specs = { readonly [Name in PlatformName]: (typeof platformKinds)[Name]['spec'] };

export const platformSpecs = Object.fromEntries(platformNames.map((name) => [name, platformKinds[name].spec])) as Specs; // name by name

/** Every place below `platforms` a secret is wanted. */
export const platformSecrets: readonly string[] = platformNames.flatMap((name) =>
  platformKinds[name].secrets.map((secret) => `platforms.${name}.${secret}`),
);
