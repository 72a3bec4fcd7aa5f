import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { chatPage, pageSize, roomTitle } from './chat-page.ts';
import { completionsFor } from './completions.ts';
import { followRoom } from './event-stream.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { messageHtml } from './message-html.ts';
import { pressing } from './pressing.ts';
import { type Room, roomOf, roomsOf } from './rooms.ts';
import { languageOf, readerOf, type ViewerEnv, type Web } from './web.ts';

const saying = z.strictObject({ text: z.string().min(1).max(10_000), key: z.string().regex(/^[\w-]{8,64}$/) });

type Viewed = Context<ViewerEnv>;

/** The rooms: reading, typing, following. */
export function chatRoutes(web: Web): Hono<ViewerEnv> {
  const routes = new Hono<ViewerEnv>();

  routes.get('/', (context) => {
    const [mine] = roomsOf(web.desk.settings(), context.get('viewer').person, web.desk.clock.now());
    return mine === undefined ? context.notFound() : showRoom(web, context, mine);
  });
  routes.get(
    '/rooms/:space',
    inRoom(web, (context, room) => showRoom(web, context, room)),
  );

  routes.get(
    '/rooms/:space/earlier',
    inRoom(web, async (context, room) => {
      const before = Number(context.req.query('before'));
      if (!Number.isSafeInteger(before)) return context.text('before what?', 400);
      const messages = await web.messages.newest(room.space, pageSize, before);
      const view = viewOf(web, context, room);
      context.header('X-More', messages.length < pageSize ? 'no' : 'yes');
      return context.html(html`${messages.map((message) => messageHtml(message, view))}`);
    }),
  );

  routes.post(
    '/rooms/:space/say',
    bodyLimit({ maxSize: 64 * 1024 }),
    inRoom(web, async (context, room) => {
      const said = saying.safeParse(await context.req.json().catch(() => undefined));
      if (!said.success) return context.json({ error: 'bad-input' }, 400);
      if (!web.mayType(context.get('viewer').person.id)) return context.json({ error: 'too-many' }, 429);
      try {
        await web.platform.say({ room, person: context.get('viewer').person, ...said.data });
      } catch (error) {
        web.desk.log('error', 'what was typed at the page could not be kept', { error: String(error) });
        return context.json({ error: 'not-kept' }, 503);
      }
      return context.json({}, 202);
    }),
  );

  // A form of its own, so that what is typed into it is never a message; back to the room, where the answer comes.
  routes.post(
    '/rooms/:space/given/:ref',
    bodyLimit({ maxSize: 16 * 1024 }),
    inRoom(web, async (context, room) => {
      const { value } = await context.req.parseBody();
      const ref = context.req.param('ref') ?? '';
      if (!room.private || typeof value !== 'string' || !/^[a-z0-9]{12,40}$/.test(ref))
        return context.text('give what?', 400);
      if (!web.mayType(context.get('viewer').person.id)) return context.text('Too much at once; wait a little.\n', 429);
      const key = `given-${crypto.randomUUID()}`;
      try {
        await web.platform.say({ room, person: context.get('viewer').person, key, text: '', given: { ref, value } });
      } catch (error) {
        web.desk.log('error', 'what was given privately at the page could not be kept', { error: String(error) });
        return context.text('It could not be kept, and is gone; give it again.\n', 503);
      }
      return context.redirect(`/rooms/${room.space}`, 303);
    }),
  );

  routes.get(
    '/rooms/:space/completions',
    inRoom(web, async (context, room) => {
      const text = (context.req.query('text') ?? '').slice(0, 4_000);
      const { person } = context.get('viewer');
      const reader = readerOf(web, languageOf(web, context, context.get('viewer'), room));
      return context.json(await completionsFor({ desk: web.desk, person, room, text, reader }));
    }),
  );

  routes.get(
    '/rooms/:space/events',
    inRoom(web, (context, room) => followRoom(web, context, room)),
  );
  return routes;
}

/** Answers as if the room were not there when it is not the viewer's. */
const inRoom =
  (web: Web, handle: (context: Viewed, room: Room) => Response | Promise<Response>) =>
  (context: Viewed): Response | Promise<Response> => {
    const space = context.req.param('space') ?? '';
    const room = roomOf(web.desk.settings(), context.get('viewer').person, web.desk.clock.now(), space);
    return room === undefined ? context.notFound() : handle(context, room);
  };

export const viewOf = (web: Web, context: Viewed, room: Room) => ({
  settings: web.desk.settings(),
  reader: readerOf(web, languageOf(web, context, context.get('viewer'), room)),
  me: context.get('viewer').person.id,
  assumed: context.get('viewer').person.assumed,
  ownRoom: room.private ? room.space : undefined,
  mayPress: pressing(web, context.get('viewer').person.id, room),
});

async function showRoom(web: Web, context: Viewed, room: Room): Promise<Response> {
  const viewer = context.get('viewer');
  const { reader, settings, me, assumed, ownRoom } = viewOf(web, context, room);
  // The version is read first: what comes between is sent again, which changes nothing.
  const version = (await web.messages.heads([room.space])).get(room.space) ?? 0;
  const body = chatPage(web, {
    me,
    assumed,
    ownRoom,
    room,
    rooms: roomsOf(settings, viewer.person, web.desk.clock.now()),
    messages: await web.messages.newest(room.space, pageSize),
    version,
    reader,
    typed: (context.req.query('type') ?? '').slice(0, 4_000),
  });
  return context.html(layout(web, context, viewer, { section: 'chat', title: roomTitle(room, reader), body }));
}
