import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { inertLine } from '../../../handlers/language/inert.ts';
import { roomOf } from './rooms.ts';
import type { ViewerEnv, Web } from './web.ts';

/** Files that messages offer, to whoever may read the room; never shown, always saved. */
export function fileRoutes(web: Web): Hono<ViewerEnv> {
  const routes = new Hono<ViewerEnv>();
  routes.get('/files/:message{[0-9]{1,15}}/:block{[0-9]{1,4}}', async (context) => {
    const message = await web.messages.get(Number(context.req.param('message')));
    const { person } = context.get('viewer');
    const room = message && roomOf(web.desk.settings(), person, web.desk.clock.now(), message.room);
    if (message === undefined || room === undefined || 'said' in message.body) return context.notFound();
    const block = message.body.message.blocks[Number(context.req.param('block'))];
    const path = block?.type === 'file' ? await within(web.files, block.path) : undefined;
    if (path === undefined || block?.type !== 'file') return context.notFound();
    const { size } = await stat(path);
    const name = encodeURIComponent(inertLine(block.name).replace(/[/\\]/g, '_'));
    return context.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      // Node's own type of the same thing
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
