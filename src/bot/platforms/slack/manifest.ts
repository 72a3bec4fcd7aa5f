import type { Language } from '../../../actions/text.ts';
import type { Chattable } from '../../../handlers/command.ts';
import { translate } from '../../../handlers/language/translate.ts';

/** Slack's own words; an app that takes one of them would shadow it or be refused. */
export const ownCommands: readonly string[] = [
  'active',
  'apps',
  'archive',
  'away',
  'call',
  'collapse',
  'dm',
  'dnd',
  'expand',
  'feed',
  'feedback',
  'giphy',
  'help',
  'huddle',
  'invite',
  'join',
  'keys',
  'kick',
  'leave',
  'list',
  'me',
  'msg',
  'mute',
  'open',
  'part',
  'poll',
  'prefs',
  'remind',
  'remove',
  'rename',
  'search',
  'settings',
  'shortcuts',
  'shrug',
  'star',
  'status',
  'topic',
  'unarchive',
  'who',
];

/** Left to each workspace, which has commands of other apps too (docs.slack.dev/reference/app-manifest). */
const mostCommands = 50;
const mostDescription = 2_000;

export const scopes = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'metadata.message:read',
  'users:read',
] as const;
export const events = ['app_mention', 'message.im'] as const;

export interface ManifestOptions {
  readonly language: Language;
  /** Where Slack calls; left out: Socket Mode. */
  readonly url?: string | undefined;
}

/** What the app is, as Slack takes it at api.slack.com/apps → Create New App → From a manifest. Pure. */
export function manifestOf(commands: readonly Chattable[], { language, url }: ManifestOptions): object {
  const at = url === undefined ? {} : { url };
  const native = namesOf(commands, language).map(({ name, description }) => ({
    command: `/${name}`,
    ...at,
    description,
    should_escape: true,
  }));
  return {
    display_information: { name: 'Zhiban', description: 'On-call operations, with proof', background_color: '#1f2937' },
    features: {
      bot_user: { display_name: 'zhiban', always_online: true },
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: [
        { command: '/zhiban', ...at, description: 'Any command of the bot', usage_hint: 'health', should_escape: true },
        ...native,
      ],
    },
    oauth_config: { scopes: { bot: [...scopes] } },
    settings: {
      event_subscriptions: { ...(url === undefined ? {} : { request_url: url }), bot_events: [...events] },
      interactivity: { is_enabled: true, ...(url === undefined ? {} : { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Of `backup now` and `backup list` it shows `backup`, with what each does. */
function namesOf(
  commands: readonly Chattable[],
  language: Language,
): readonly { readonly name: string; readonly description: string }[] {
  const reader = { language, timeZone: 'UTC', nowMs: 0 };
  const families = new Map<string, string[]>();
  for (const { name, summary } of commands) {
    const [first = name, second] = name.split(' ');
    const words = translate(summary, reader);
    families.set(first, [...(families.get(first) ?? []), second === undefined ? words : `${second}: ${words}`]);
  }
  return [...families]
    .filter(([name]) => /^[a-z]{1,31}$/.test(name) && !ownCommands.includes(name))
    .map(([name, said]) => ({ name, description: said.join(' ').slice(0, mostDescription).toWellFormed() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, mostCommands - 1);
}
