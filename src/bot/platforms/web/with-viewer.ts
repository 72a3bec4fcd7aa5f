import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { texts } from '../../../actions/text.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { html } from './html.ts';
import { bareDocument } from './layout.ts';
import { sessionMs, type Viewer } from './sessions.ts';
import { languageOf, readerOf, themeOf, type ViewerEnv, type Web } from './web.ts';

const say = texts('web.door', {
  title: { en: 'Sign in', zh: '登录' },
  how: {
    en: 'Send /login to the bot in a private chat, or on its host: zhiban run "/login". It answers with a link for you alone.',
    zh: '请在与机器人的私聊中发送 /登录,或在其主机上运行 zhiban run "/login",即可获得你的个人登录链接。',
  },
});

/** `__Host-`: the browser takes it only over https, for this host alone, and from this host alone. */
const cookieName = (web: Web, context: Context): string => (isSecure(web, context) ? '__Host-zhiban' : 'zhiban');
const isSecure = (web: Web, context: Context): boolean =>
  web.addresses.secureHost !== undefined && context.req.header('host')?.toLowerCase() === web.addresses.secureHost;

export function keepSession(web: Web, context: Context, token: string): void {
  setCookie(context, cookieName(web, context), token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure: isSecure(web, context),
    maxAge: sessionMs / 1000,
  });
}

/** Lets only those in who are signed in; in the demo whoever comes first is somebody. */
export const withViewer =
  (web: Web): MiddlewareHandler<ViewerEnv> =>
  async (context, next) => {
    const viewer = (await viewerOf(web, context)) ?? (await demoViewer(web, context));
    if (viewer === undefined) return turnedAway(web, context);
    // What a page asks for by itself does not keep a session alive.
    if (context.req.header('x-by-itself') === undefined && !context.req.path.endsWith('/events'))
      await web.sessions.used(viewer);
    context.set('viewer', viewer);
    return next();
  };

export async function viewerOf(web: Web, context: Context): Promise<Viewer | undefined> {
  const token = getCookie(context, cookieName(web, context));
  return token === undefined ? undefined : web.sessions.byToken(token);
}

async function demoViewer(web: Web, context: Context): Promise<Viewer | undefined> {
  const { demo, policy } = web.desk.settings();
  const [first] = Object.keys(policy.people);
  if (!demo || first === undefined || !isNavigation(context)) return undefined;
  const token = await web.sessions.open({ person: first, assumed: false });
  keepSession(web, context, token);
  return web.sessions.byToken(token);
}

const isNavigation = ({ req }: Context): boolean =>
  req.method === 'GET' && (req.header('sec-fetch-mode') ?? 'navigate') === 'navigate' && !req.path.endsWith('/events');

/** A link in a chat comes from another site, so the cookie stays at home: the page fetches itself once more. */
function turnedAway(web: Web, context: Context): Response | Promise<Response> {
  if (!isNavigation(context)) return context.json({ error: 'signed-out' }, 401);
  if (context.req.header('sec-fetch-site') === 'cross-site')
    return context.html(html`<!doctype html><meta http-equiv="refresh" content="0"><title>Zhiban</title>`);
  const language = languageOf(web, context);
  const reader = readerOf(web, language);
  const title = translate(say.title(), reader);
  const body = html`<main class="door" id="content"><h1>${title}</h1><p>${translate(say.how(), reader)}</p></main>`;
  return context.html(bareDocument(web, { language, theme: themeOf(context), title }, body), 401);
}
