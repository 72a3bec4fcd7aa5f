import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import type { Language } from '../../../actions/text.ts';
import type { Chattable } from '../../../handlers/command.ts';
import { translate } from '../../../handlers/language/translate.ts';

const languages: readonly Language[] = ['en', 'zh'];
/** What is meant for one pair of eyes. */
const onlyPrivate = ['login', 'logout'];
const mostDescription = 256;
/**
 * Of all descriptions of one menu. Not documented: near 4,000 Telegram takes none of it and says BOT_COMMANDS_TOO_MUCH
 * (grandamenium/cortextos#670, adolfousier/opencrabs#1613).
 */
const bytesInAll = 3_500;

export interface Menu {
  readonly scope: 'all_private_chats' | 'all_group_chats';
  /** Left out: for every other language. */
  readonly language?: Language;
  readonly commands: readonly BotCommand[];
}

/** The commands as Telegram offers them when one types a slash: by place, by the language of the app. Pure. */
export function menusOf(commands: readonly Chattable[], teamLanguage: Language): readonly Menu[] {
  return (['all_private_chats', 'all_group_chats'] as const).flatMap((scope) => {
    const shown = commands.filter(({ name }) => scope === 'all_private_chats' || !onlyPrivate.includes(name));
    return [
      { scope, commands: entries(shown, teamLanguage) },
      ...languages.map((language) => ({ scope, language, commands: entries(shown, language) })),
    ];
  });
}

/** Telegram's commands are one word: of `backup now` and `backup list` it shows `backup`, with the words that may follow. */
function entries(commands: readonly Chattable[], language: Language): readonly BotCommand[] {
  const reader = { language, timeZone: 'UTC', nowMs: 0 };
  const families = new Map<string, { readonly next: string; readonly words: string }[]>();
  for (const { name, summary } of commands) {
    const [first = name, next = ''] = name.split(' ');
    families.set(first, [...(families.get(first) ?? []), { next, words: translate(summary, reader) }]);
  }
  const said = [...families]
    .map(([command, family]) => ({ command, description: describe(family) }))
    .sort((a, b) => (a.command < b.command ? -1 : 1));
  const room = [mostDescription, 120, 80, 60, 40].find((most) => bytesOf(shortened(said, most)) <= bytesInAll) ?? 20;
  return shortened(said, room);
}

function describe(family: readonly { readonly next: string; readonly words: string }[]): string {
  const [only] = family;
  if (only !== undefined && family.length === 1) return only.next === '' ? only.words : `${only.next}: ${only.words}`;
  const alone = family.find(({ next }) => next === '')?.words;
  const after = family.flatMap(({ next }) => (next === '' ? [] : [next])).join(' · ');
  return alone === undefined ? after : `${alone} (${after})`;
}

const shortened = (all: readonly BotCommand[], most: number): readonly BotCommand[] =>
  all.map(({ command, description: words }) => ({
    command,
    description: words.length <= most ? words : `${words.slice(0, most - 1).toWellFormed()}…`,
  }));

const bytesOf = (all: readonly BotCommand[]): number =>
  all.reduce((sum, { description }) => sum + Buffer.byteLength(description), 0);

/** Shows them. Rejects as the calls do. */
export async function setMenus(api: Api, menus: readonly Menu[]): Promise<void> {
  for (const { scope, language, commands } of menus)
    await api.setMyCommands(commands, {
      scope: { type: scope },
      ...(language === undefined ? {} : { language_code: language satisfies LanguageCode }),
    });
}
