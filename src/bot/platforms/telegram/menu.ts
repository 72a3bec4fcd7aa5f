import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import type { Language } from '../../../actions/text.ts';
import type { Chattable } from '../../../handlers/command.ts';
import { translate } from '../../../handlers/language/translate.ts';

const languages: readonly Language[] = ['en', 'zh'];
/** What is meant for one pair of eyes. */
const onlyPrivate = ['login', 'logout'];
const mostDescription = 256;

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

/** Telegram's commands are one word: of `backup now` and `backup list` it shows `backup`, with what each does. */
function entries(commands: readonly Chattable[], language: Language): readonly BotCommand[] {
  const reader = { language, timeZone: 'UTC', nowMs: 0 };
  const families = new Map<string, string[]>();
  for (const { name, summary } of commands) {
    const [first = name, second] = name.split(' ');
    const words = translate(summary, reader);
    const said = second === undefined ? words : `${second}: ${words}`;
    families.set(first, [...(families.get(first) ?? []), said]);
  }
  return [...families]
    .map(([command, said]) => ({ command, description: shortened(said.join(' ')) }))
    .sort((a, b) => (a.command < b.command ? -1 : 1));
}

const shortened = (text: string): string =>
  text.length <= mostDescription ? text : `${text.slice(0, mostDescription - 1).toWellFormed()}…`;

/** Shows them. Rejects as the calls do. */
export async function setMenus(api: Api, menus: readonly Menu[]): Promise<void> {
  for (const { scope, language, commands } of menus)
    await api.setMyCommands(commands, {
      scope: { type: scope },
      ...(language === undefined ? {} : { language_code: language satisfies LanguageCode }),
    });
}
