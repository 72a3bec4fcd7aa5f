import { inertLine } from '../../../handlers/language/inert.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { clock, moment } from '../../../handlers/language/times.ts';
import { personName } from '../../../handlers/person-name.ts';
import type { Settings } from '../../../handlers/settings.ts';
import type { WebMessage } from '../../storage/web-messages.ts';
import { type Html, html } from './html.ts';
import { isOfAlert } from './pressing.ts';
import { renderHtml } from './render.ts';

export interface MessageView {
  readonly settings: Settings;
  readonly reader: Reader;
  /** Id of the person who reads. */
  readonly me: string;
  /** Root signed in in their name. */
  readonly assumed: boolean;
  /** Only they read this room: what is asked for privately may be given here. */
  readonly ownRoom?: string | undefined;
  /** Whether a button of an alert is theirs to press; left out: all are shown. */
  readonly mayPress?: (command: string) => boolean;
}

/** One message of a room. The page finds it again by its id, and its own unsent ones by their key. */
export function messageHtml(
  message: WebMessage,
  { settings, reader, me, assumed, ownRoom, mayPress }: MessageView,
): Html {
  const { id, author, body, atMs, key, version } = message;
  const name = author === undefined ? 'Zhiban' : inertLine(personName(settings, author).outside);
  const kind = author === undefined ? 'bot' : author === me ? 'own' : 'other';
  const content =
    'said' in body
      ? html`<p class="typed">${inertLine(body.said)}</p>`
      : renderHtml(body.message, {
          reader,
          me,
          assumed,
          buttons: 'send',
          fileAt: (block) => `/files/${id}/${block}`,
          chartAt: (block, theme) => `/charts/${id}/${block}/${theme}.png?v=${version}`,
          ...(mayPress === undefined || !isOfAlert(key) ? {} : { mayPress }),
          ...(ownRoom === undefined
            ? {}
            : { giveAt: (ref: string) => `/rooms/${ownRoom}/given/${encodeURIComponent(ref.toWellFormed())}` }),
        });
  return html`<article class="message ${kind}" id="m-${id}" data-key="${key}"><header><b>${name}</b> <time datetime="${new Date(atMs).toISOString()}" title="${moment(atMs, { ...reader, nowMs: undefined })}">${clock(atMs, settings.timeZone).slice(0, 5)}</time></header>${content}</article>`;
}
