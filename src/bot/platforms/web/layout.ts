import type { Context } from 'hono';
import { type Text, texts } from '../../../actions/text.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { personName } from '../../../handlers/person-name.ts';
import { type Html, html } from './html.ts';
import type { Viewer } from './sessions.ts';
import { languageOf, readerOf, type Theme, themeOf, type Web } from './web.ts';

const say = texts('web.layout', {
  chat: { en: 'Chat', zh: '对话' },
  board: { en: 'Board', zh: '看板' },
  runs: { en: 'Runs', zh: '运行' },
  audit: { en: 'Audit', zh: '审计' },
  sections: { en: 'sections', zh: '栏目' },
  skip: { en: 'Skip to the content', zh: '跳到正文' },
  menu: { en: 'You and how the page looks', zh: '个人与显示设置' },
  become: { en: 'This is the demo. Be', zh: '演示模式,切换为' },
  language: { en: 'Language', zh: '语言' },
  look: { en: 'Look', zh: '外观' },
  auto: { en: 'as the device', zh: '跟随系统' },
  light: { en: 'light', zh: '浅色' },
  dark: { en: 'dark', zh: '深色' },
  signOut: { en: 'Sign out', zh: '退出登录' },
  offline: { en: 'Not connected; trying again.', zh: '连接已断开,正在重试。' },
});

export type Section = 'chat' | 'board' | 'runs' | 'audit';
const sections: readonly (readonly [Section, string])[] = [
  ['chat', '/'],
  ['board', '/board'],
  ['runs', '/runs'],
  ['audit', '/audit'],
];

export interface Page {
  readonly section?: Section;
  readonly title: string;
  readonly body: Html;
}

/** A whole page for whoever is signed in. */
export function layout(web: Web, context: Context, viewer: Viewer, { section, title, body }: Page): Html {
  const language = languageOf(web, context, viewer);
  const words = (text: Text): string => translate(text, readerOf(web, language));
  const link = ([name, href]: readonly [Section, string]): Html =>
    html`<a href="${href}"${section === name && html` aria-current="page"`}>${words(say[name]())}</a>`;
  return bareDocument(
    web,
    { language, theme: themeOf(context), title },
    html`<a class="skip" href="#content">${words(say.skip())}</a>
<header class="top"><a class="brand" href="/"><b>值班</b> Zhiban</a>
<nav aria-label="${words(say.sections())}">${sections.map(link)}</nav>
${menu(web, context, viewer, words)}</header>
<p class="offline" role="status" hidden>${words(say.offline())}</p>
${body}`,
  );
}

/** The bare document, for pages without anybody signed in too. */
export function bareDocument(
  web: Web,
  { language, theme, title }: { readonly language: 'en' | 'zh'; readonly theme: Theme; readonly title: string },
  body: Html,
): Html {
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}" data-theme="${theme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
<title>${title} · Zhiban</title><link rel="icon" href="${web.assets.href('icon.svg')}">
<link rel="stylesheet" href="${web.assets.href('style.css')}"><script type="module" src="${web.assets.href('page.js')}"></script></head>
<body>
${body}
</body></html>`;
}

type Words = (text: Text) => string;

/** Plain forms, so that it works before and without the script. */
function menu(web: Web, context: Context, viewer: Viewer, words: Words): Html {
  const { person } = viewer;
  const { policy, demo } = web.desk.settings();
  const name = (id: string): string => inertLine(personName({ policy }, id).outside);
  const back = html`<input type="hidden" name="back" value="${new URL(context.req.url).pathname}">`;
  const choice = (field: string, value: string, label: string, chosen: boolean): Html =>
    html`<button name="${field}" value="${value}"${chosen && html` aria-pressed="true"`}>${label}</button>`;
  const language = languageOf(web, context, viewer);
  const theme = themeOf(context);
  const become =
    demo &&
    html`<form method="post" action="/become">${back}<fieldset><legend>${words(say.become())}</legend>${Object.keys(
      policy.people,
    ).map((id) => choice('person', id, name(id), id === person.id))}</fieldset></form>`;
  return html`<details class="menu"><summary aria-label="${words(say.menu())}: ${name(person.id)}"><span class="initial" aria-hidden="true">${[...name(person.id)][0]}</span><span class="name">${name(person.id)}</span></summary><div class="sheet">
${become}
<form method="post" action="/language">${back}<fieldset><legend>${words(say.language())}</legend>${choice('language', 'en', 'English', language === 'en')}${choice('language', 'zh', '中文', language === 'zh')}</fieldset></form>
<form method="post" action="/theme">${back}<fieldset><legend>${words(say.look())}</legend>${(['auto', 'light', 'dark'] as const).map((each) => choice('theme', each, words(say[each]()), each === theme))}</fieldset></form>
${!demo && html`<form method="post" action="/signout"><button class="sign-out">${words(say.signOut())}</button></form>`}
</div></details>`;
}
