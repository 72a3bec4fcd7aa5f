import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import type { Block } from '../../../actions/report.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { type Room, roomOf } from './rooms.ts';
import { languageOf, readerOf, type ViewerEnv, type Web } from './web.ts';

const streamOf = (path: string) => Readable.toWeb(createReadStream(path)) as ReadableStream; // Node's own type of it

/** Pictures of the charts of messages, drawn when they are asked for, to whoever may read the room. */
export function chartRoutes(web: Web): Hono<ViewerEnv> {
  const routes = new Hono<ViewerEnv>();
  routes.get('/charts/:message{[0-9]{1,15}}/:block{[0-9]{1,4}}/:theme{(?:light|dark)\\.png}', async (context) => {
    const found = await blockOf(web, context);
    if (found?.block?.type !== 'chart') return context.notFound();
    const theme = context.req.param('theme') === 'dark.png' ? 'dark' : 'light';
    const reader = readerOf(web, languageOf(web, context, context.get('viewer'), found.room));
    const file = await web.charts?.png(found.block, reader, theme);
    if (file === undefined) return context.notFound();
    return context.body(streamOf(file), 200, {
      'Content-Type': 'image/png',
      'Content-Length': String((await stat(file)).size),
      // A message that changes has another address.
      'Cache-Control': 'private, max-age=86400',
    });
  });
  return routes;
}

/** The block an address names, when its room is the reader's. */
async function blockOf(
  web: Web,
  context: Context<ViewerEnv>,
): Promise<{ readonly block: Block | undefined; readonly room: Room } | undefined> {
  const message = await web.messages.get(Number(context.req.param('message')));
  const { person } = context.get('viewer');
  const room = message && roomOf(web.desk.settings(), person, web.desk.clock.now(), message.room);
  if (message === undefined || room === undefined || 'said' in message.body) return undefined;
  return { block: message.body.message.blocks[Number(context.req.param('block'))], room };
}

/** Files that messages offer, to whoever may read the room; never shown, always saved. */
export function fileRoutes(web: Web): Hono<ViewerEnv> {
  const routes = new Hono<ViewerEnv>();
  routes.get('/files/:message{[0-9]{1,15}}/:block{[0-9]{1,4}}', async (context) => {
    const block = (await blockOf(web, context))?.block;
    const path = block?.type === 'file' ? await within(web.files, block.path) : undefined;
    if (path === undefined || block?.type !== 'file') return context.notFound();
    const { size } = await stat(path);
    const name = encodeURIComponent(inertLine(block.name).replace(/[/\\]/g, '_'));
    return context.body(streamOf(path), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });
  return routes;
}

/** The real path of a file in a folder; links that lead out of it are not followed. */
async function within(folder: string, path: string): Promise<string | undefined> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(resolve(folder, path))]);
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}
