import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { messageHtml } from './message-html.ts';
import { openStreams } from './open-streams.ts';
import { pressing } from './pressing.ts';
import { type Room, roomOf, roomsOf } from './rooms.ts';
import type { Viewer } from './sessions.ts';
import { languageOf, readerOf, type ViewerEnv, type Web } from './web.ts';

/** A quiet stream is looked after so often: proxies keep it open, and who lost the right to it is found. */
const beatMs = 15_000;
const batch = 100;
const mostStreams = 1_000;
/** Of one person, so that nobody takes the place of all others. */
const mostOfOne = 100;

/**
 * What is new or edited in a room, in the order it changed. Session and rights are looked up again before every event:
 * the stream of one who may not listen any more ends without another word of the room.
 */
export function followRoom(web: Web, context: Context<ViewerEnv>, room: Room): Response {
  const { hash, person } = context.get('viewer');
  const own = () => web.streams.get(person.id) ?? 0;
  if (own() >= mostOfOne || openStreams(web.streams) >= mostStreams)
    return context.json({ error: 'too many pages are open' }, 503);
  const asked = Number(context.req.header('last-event-id') ?? context.req.query('after') ?? 0);
  const from = Number.isSafeInteger(asked) && asked >= 0 ? asked : 0;
  const language = languageOf(web, context, context.get('viewer'), room);
  web.streams.set(person.id, own() + 1);
  return streamSSE(context, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    try {
      await follow(stream, AbortSignal.any([gone.signal, web.signal]));
    } finally {
      if (own() > 1) web.streams.set(person.id, own() - 1);
      else web.streams.delete(person.id);
    }
  });

  async function follow(stream: SSEStreamingApi, signal: AbortSignal): Promise<void> {
    let version = from;
    let heads = await headsOf(web, context.get('viewer'));
    while (!signal.aborted) {
      const changed = web.changes.next(beatMs, signal);
      const fresh = await web.reads.since(room.space, version, batch);
      const viewer = await web.sessions.viewer(hash);
      const { settings, clock } = web.desk;
      const still = viewer && roomOf(settings(), viewer.person, clock.now(), room.space);
      if (viewer === undefined || still === undefined) {
        await stream.writeSSE({ event: 'ended', data: '' });
        return;
      }
      const view = {
        settings: settings(),
        reader: readerOf(web, language),
        me: viewer.person.id,
        assumed: viewer.person.assumed,
        ownRoom: room.private ? room.space : undefined,
        mayPress: pressing(web, viewer.person.id, room),
      };
      for (const message of fresh) {
        version = message.version;
        const data = JSON.stringify({ id: message.id, key: message.key, html: String(messageHtml(message, view)) });
        await stream.writeSSE({ event: 'message', id: String(version), data });
      }
      const now = await headsOf(web, viewer);
      for (const [space, head] of now)
        if (space !== room.space && head > (heads.get(space) ?? 0))
          await stream.writeSSE({ event: 'elsewhere', data: JSON.stringify({ space }) });
      heads = now;
      if (fresh.length === batch) continue;
      if (fresh.length === 0) await stream.write(':\n\n');
      await changed;
    }
  }
}

function headsOf(web: Web, { person }: Viewer): Promise<ReadonlyMap<string, number>> {
  const rooms = roomsOf(web.desk.settings(), person, web.desk.clock.now());
  return web.reads.heads(rooms.map(({ space }) => space));
}
