import { corp, type DingTalkEmulator } from '../emulators/dingtalk/dingtalk-emulator.ts';
import type { SlackEmulator } from '../emulators/slack/slack-emulator.ts';
import type { TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';

/** The platforms a bot is on; those left out are not configured. */
export interface Chats {
  readonly slack?: SlackEmulator;
  readonly dingtalk?: DingTalkEmulator;
  readonly telegram?: TelegramEmulator;
}

/** The cast as each platform knows them; DingTalk by their names. */
export const slackIds = { alice: 'UALICE', bob: 'UBOB', carol: 'UCAROL', chenwei: 'UCHENWEI', mallory: 'UMALLORY' };
export const telegramIds = { alice: 1001, bob: 1002, carol: 1003, chenwei: 1004, mallory: 6666 };
export const slackRoom = 'C0ONCALL';
export const dingtalkRoom = 'cidOnCall+/==';
export const telegramRoom = -1_001_000_000_001;

const people = {
  alice: 'name: Alice, roles: [admin]',
  bob: 'name: Bob, roles: [on-call]',
  carol: 'name: Carol, roles: [viewer]',
  chenwei: 'name: Chen Wei, roles: [admin], language: zh',
} as const;
type Known = keyof typeof people;

/** Everybody, and the room where the on-call team talks, on each platform. */
export function settleIn({ slack, dingtalk, telegram }: Chats): void {
  for (const [name, id] of Object.entries(slackIds)) slack?.user(id, { name });
  for (const name of Object.keys(slackIds)) dingtalk?.person(name);
  for (const [name, id] of Object.entries(telegramIds)) telegram?.user(id, { name });
  slack?.channel(slackRoom);
  dingtalk?.group(dingtalkRoom);
  telegram?.group(telegramRoom);
}

/** Sections of `zhiban.yaml`: where the platforms are reached, and the cast with their ids on each. */
export function chatsYaml({ slack, dingtalk, telegram }: Chats, options: { readonly cards?: boolean } = {}): string {
  const card = options.cards === true ? `cardTemplateId: ${dingtalk?.world.cardTemplateId}, ` : '';
  const platforms = [
    slack && `slack: { botToken: { env: SLACK_BOT }, appToken: { env: SLACK_APP }, apiUrl: "${slack.apiUrl}" }`,
    dingtalk &&
      `dingtalk: { clientId: ${dingtalk.world.clientId}, clientSecret: { env: DINGTALK_SECRET }, ${card}apiUrl: "${dingtalk.base}", oapiUrl: "${dingtalk.base}" }`,
    telegram && `telegram: { token: { env: TELEGRAM_TOKEN }, apiRoot: "${telegram.apiRoot}" }`,
  ];
  const channels = [
    slack && `{ platform: slack, space: "${slackRoom}", system: shop }`,
    dingtalk && `{ platform: dingtalk, tenant: ${corp}, space: "${dingtalkRoom}", system: shop }`,
    telegram && `{ platform: telegram, space: "${telegramRoom}", system: shop }`,
  ];
  const idsOf = (name: Known): string =>
    [
      slack && `slack: ["T1:${slackIds[name]}"]`,
      dingtalk && `dingtalk: ["${corp}:${name}"]`,
      telegram && `telegram: ["${telegramIds[name]}"]`,
    ]
      .filter((one) => one !== undefined)
      .join(', ');
  const lines = (all: readonly (string | undefined)[], start: string): string =>
    all.flatMap((one) => (one === undefined ? [] : [`${start}${one}`])).join('\n');
  const everybody = (Object.keys(people) as Known[]).map(
    (name) => `${name}: { ${people[name]}, chat: { ${idsOf(name)} } }`,
  ); // its own keys
  return `
platforms:
${lines(platforms, '  ')}
channels:
${lines(channels, '  - ')}
people:
${lines(everybody, '  ')}
roles: { admin: {}, on-call: {}, viewer: {} }
grants:
  - { role: admin, may: ["*"], approve: ["*"] }
  - { role: on-call, may: ["service:*", "alert:*", "*:read", "bot:talk"] }
  - { role: viewer, may: ["*:read", "bot:talk"] }
`;
}

/** What the environment of the bot's process holds of them. */
export const secretsOf = ({ slack, dingtalk, telegram }: Chats): Readonly<Record<string, string>> => ({
  ...(slack && { SLACK_BOT: slack.world.botToken, SLACK_APP: slack.world.appToken }),
  ...(dingtalk && { DINGTALK_SECRET: dingtalk.world.clientSecret }),
  ...(telegram && { TELEGRAM_TOKEN: telegram.token }),
});

export async function closeChats({ slack, dingtalk, telegram }: Chats): Promise<void> {
  await Promise.all([slack?.close(), dingtalk?.close(), telegram?.close()]);
}
