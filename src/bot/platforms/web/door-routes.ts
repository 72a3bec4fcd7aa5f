import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { outside, texts } from '../../../actions/text.ts';
import { personCalled } from '../../../handlers/alerts/may-press.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { personName } from '../../../handlers/person-name.ts';
import { type Html, html } from './html.ts';
import { bareDocument } from './layout.ts';
import { recordSignIn } from './record-sign-in.ts';
import { languageCookie, languageOf, readerOf, themeCookie, themeOf, type Web } from './web.ts';
import { keepSession, viewerOf } from './with-viewer.ts';

const say = texts('web.sign-in', {
  title: { en: 'Sign in', zh: '登录' },
  as: { en: 'Sign in as {name}', zh: '以 {name} 的身份登录' },
  once: { en: 'The link works once, within 5 minutes of being sent.', zh: '链接在发送后 5 分钟内有效,仅可使用一次。' },
  gone: {
    en: 'This link was used, or is too old. Send /login to the bot for another one.',
    zh: '链接已使用或已过期,请向机器人发送 /登录 获取新链接。',
  },
});

const yearS = 31_536_000;

/** Coming in, going out, and how the page looks. */
export function doorRoutes(web: Web): Hono {
  const routes = new Hono();

  // Looking changes nothing: chats fetch links to preview them.
  routes.get('/signin/:link', async (context) => {
    const link = context.req.param('link');
    const login = await web.sessions.peek(link);
    const language = languageOf(web, context, login && { person: personCalled(login.person) });
    const reader = readerOf(web, language);
    const title = translate(say.title(), reader);
    const page = (body: Html, status: 200 | 410) =>
      context.html(bareDocument(web, { language, theme: themeOf(context), title }, body), status);
    if (login === undefined)
      return page(
        html`<main class="door" id="content"><h1>${title}</h1><p>${translate(say.gone(), reader)}</p></main>`,
        410,
      );
    const name = outside(personName(web.desk.settings(), login.person).outside);
    const words = translate(say.as({ name }), reader);
    return page(
      html`<main class="door" id="content"><h1>${title}</h1><form method="post" action="/signin"><input type="hidden" name="link" value="${link}"><button class="primary">${words}</button></form><p>${translate(say.once(), reader)}</p></main>`,
      200,
    );
  });

  routes.post('/signin', async (context) => {
    const { link } = await context.req.parseBody();
    const token = typeof link === 'string' ? await web.sessions.redeem(link) : undefined;
    if (token === undefined) return context.redirect('/signin/used', 303);
    const viewer = await web.sessions.byToken(token);
    // Nobody is in unrecorded.
    if (viewer === undefined || !(await recordSignIn(web, viewer))) return context.redirect('/signin/used', 303);
    const before = await viewerOf(web, context);
    if (before !== undefined) await web.sessions.end(before);
    keepSession(web, context, token);
    web.changes.announce();
    return context.redirect('/', 303);
  });

  routes.post('/signout', async (context) => {
    const viewer = await viewerOf(web, context);
    if (viewer !== undefined) await web.sessions.end(viewer);
    web.changes.announce();
    return context.redirect('/', 303);
  });

  routes.post('/become', async (context) => {
    const { person, back } = await context.req.parseBody();
    const { demo, policy } = web.desk.settings();
    if (!demo || typeof person !== 'string' || !Object.hasOwn(policy.people, person)) return context.notFound();
    const viewer = await viewerOf(web, context);
    if (viewer !== undefined) await web.sessions.end(viewer);
    keepSession(web, context, await web.sessions.open({ person, assumed: false }));
    web.changes.announce();
    // The private room is another one then.
    return context.redirect(pathOf(back), 303);
  });

  for (const [field, cookie, values] of [
    ['language', languageCookie, ['en', 'zh']],
    ['theme', themeCookie, ['auto', 'light', 'dark']],
  ] as const) {
    routes.post(`/${field}`, async (context) => {
      const { [field]: value, back } = await context.req.parseBody();
      const chosen = values.find((each) => each === value);
      if (chosen !== undefined)
        setCookie(context, cookie, chosen, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: yearS });
      return context.redirect(pathOf(back), 303);
    });
  }
  return routes;
}

/** Back to a page of ours, never to another site. */
const pathOf = (back: unknown): string =>
  typeof back === 'string' && /^\/(?!\/)[\w@~%./-]*$/.test(back) && !back.startsWith('/rooms/@') ? back : '/';
