import { type Text, texts } from '../../../actions/text.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { WebMessage } from '../../storage/web-messages.ts';
import { type Html, html } from './html.ts';
import { messageHtml } from './message-html.ts';
import { pressing } from './pressing.ts';
import type { Room } from './rooms.ts';
import type { Web } from './web.ts';

const say = texts('web.chat', {
  rooms: { en: 'Rooms', zh: '房间' },
  private: { en: 'Only me', zh: '私聊' },
  log: { en: 'Messages', zh: '消息' },
  earlier: { en: 'Earlier', zh: '更早' },
  empty: { en: 'Nothing was said here yet.', zh: '这里还没有消息。' },
  tryThis: { en: 'Type one of these, or / for every command:', zh: '可以输入以下命令,或输入 / 查看全部命令:' },
  line: { en: 'Command', zh: '命令' },
  hint: { en: '/health', zh: '/健康' },
  send: { en: 'Send', zh: '发送' },
  offers: { en: 'What fits', zh: '可选项' },
  working: { en: 'working …', zh: '处理中…' },
  notKept: { en: 'Not sent. Press Enter to send it again.', zh: '未发送,按回车重新发送。' },
  ended: { en: 'You are signed out, or this room is no longer yours.', zh: '你已退出登录,或不再属于此房间。' },
  again: { en: 'Open again', zh: '重新打开' },
  newest: { en: 'newer messages', zh: '有新消息' },
});

/** Messages shown at once; more are asked for. */
export const pageSize = 40;

export const roomTitle = (room: Room, reader: Reader): string =>
  room.private ? translate(say.private(), reader) : inertLine(room.space);

export const roomPath = (room: Room): string => (room.private ? '/' : `/rooms/${encodeURIComponent(room.space)}`);

export interface ChatPage {
  readonly me: string;
  /** Root signed in in their name. */
  readonly assumed: boolean;
  readonly ownRoom: string | undefined;
  readonly room: Room;
  readonly rooms: readonly Room[];
  readonly messages: readonly WebMessage[];
  /** The version these messages are of. */
  readonly version: number;
  readonly reader: Reader;
  /** Stands in the line, not sent. */
  readonly typed: string;
}

export function chatPage(web: Web, page: ChatPage): Html {
  const { room, reader, messages, me, ownRoom } = page;
  const words = (text: Text): string => translate(text, reader);
  const view = {
    settings: web.desk.settings(),
    reader,
    me,
    assumed: page.assumed,
    ownRoom,
    mayPress: pressing(web, me, room),
  };
  const path = `/rooms/${encodeURIComponent(room.space)}`;
  return html`<main class="chat" id="content" data-room="${path}" data-me="${me}" data-version="${page.version}" data-text-working="${words(say.working())}" data-text-not-kept="${words(say.notKept())}" data-text-ended="${words(say.ended())}" data-text-again="${words(say.again())}" data-here="${roomPath(room)}">
${page.rooms.length > 1 && roomList(page, words)}
<section class="talk"><h1 class="sr">${roomTitle(room, reader)}</h1>
<div class="log" role="log" aria-live="polite" aria-label="${words(say.log())}" tabindex="0"><div class="thread">
<button type="button" class="earlier"${messages.length < pageSize && html` hidden`}>${words(say.earlier())}</button>
${messages.length === 0 && emptyState(words)}
${messages.map((message) => messageHtml(message, view))}</div></div>
<button type="button" class="to-newest" hidden>↓ ${words(say.newest())}</button>
<form class="composer" autocomplete="off"><ul id="offers" role="listbox" aria-label="${words(say.offers())}" hidden></ul>
<label class="sr" for="line">${words(say.line())}</label><input id="line" name="line" role="combobox" aria-expanded="false" aria-controls="offers" aria-autocomplete="list" autocapitalize="off" spellcheck="false" enterkeyhint="send" maxlength="4000" placeholder="${words(say.hint())}" value="${page.typed}"><button class="primary">${words(say.send())}</button></form>
</section></main>`;
}

function roomList({ rooms, room: here, reader }: ChatPage, words: (text: Text) => string): Html {
  return html`<nav class="rooms" aria-label="${words(say.rooms())}">${rooms.map(
    (room) =>
      html`<a href="${roomPath(room)}" data-space="${room.space}"${room.space === here.space && html` aria-current="page"`}>${room.private ? '' : html`<span aria-hidden="true">#</span> `}${roomTitle(room, reader)}</a>`,
  )}</nav>`;
}

const emptyState = (words: (text: Text) => string): Html =>
  html`<div class="empty"><p>${words(say.empty())}</p><p>${words(say.tryThis())}</p><p class="buttons">${[
    '/health',
    '/status',
    '/help',
    '/whoami',
  ].map((command) => html`<button type="button" data-command="${command}">${command}</button>`)}</p></div>`;
