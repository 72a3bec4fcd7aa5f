import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Language } from '../../../actions/text.ts';
import type { Principal } from '../../../auth/principal.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { languageFor } from '../../../handlers/language/language-for.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import type { Charts } from '../../charts/charts.ts';
import type { Addresses } from '../../http/addresses.ts';
import type { WebMessages } from '../../storage/web-messages.ts';
import type { Assets } from './assets.ts';
import type { Board } from './board.ts';
import type { Changes } from './changes.ts';
import type { WebPlatform } from './platform.ts';
import { conversationOf, type Room } from './rooms.ts';
import type { Sessions, Viewer } from './sessions.ts';
import type { SharedReads } from './shared-reads.ts';

/** What the routes of the page work with. */
export interface Web {
  readonly desk: Desk;
  readonly platform: WebPlatform;
  readonly messages: WebMessages;
  /** For what every open page asks at the same moment. */
  readonly reads: SharedReads;
  readonly sessions: Sessions;
  readonly changes: Changes;
  readonly board: Board;
  readonly assets: Assets;
  readonly addresses: Addresses;
  /** Files that answers may offer lie here. */
  readonly files: string;
  /** Draws charts; left out where nothing can. */
  readonly charts?: Charts;
  /** Open event streams, by the person who follows. */
  readonly streams: Map<string, number>;
  /** Whether what a person sends now is kept. */
  readonly mayType: (person: string) => boolean;
  /** What each session was recorded to have opened, see `recordLook`. */
  readonly looks: Set<string>;
  /** Aborts when the page is taken down. */
  readonly signal: AbortSignal;
}

/** Routes that need somebody signed in. */
export interface ViewerEnv {
  readonly Variables: { viewer: Viewer };
}

export const languageCookie = 'zhiban_language';
export const themeCookie = 'zhiban_theme';
export type Theme = 'light' | 'dark' | 'auto';

/** The language chosen at the page, else the room's, the person's, the team's. */
export function languageOf(
  web: Web,
  context: Context,
  reading?: { readonly person: Principal },
  room?: Room,
): Language {
  const chosen = getCookie(context, languageCookie);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const conversation = conversationOf(room ?? { space: '' });
  return languageFor(web.desk.settings(), conversation, reading?.person);
}

export function themeOf(context: Context): Theme {
  const chosen = getCookie(context, themeCookie);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}

export const readerOf = (web: Web, language: Language): Reader => ({
  language,
  timeZone: web.desk.settings().timeZone,
  nowMs: web.desk.clock.now(),
});
