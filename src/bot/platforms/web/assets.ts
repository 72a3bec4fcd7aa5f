import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';

const kinds: Readonly<Record<string, string>> = {
  'page.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

export interface Assets {
  /** The address of a file, with its hash so that it may be kept for good. */
  href(name: string): string;
  readonly routes: Hono;
}

/** The built front end, read once. What was not built is not found. */
export function readAssets(folder: string): Assets {
  const files = new Map(
    Object.entries(kinds).flatMap(([name, type]) => {
      const path = join(folder, name);
      if (!existsSync(path)) return [];
      const body = readFileSync(path);
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
      return [[name, { body, type, hash }] as const];
    }),
  );
  const routes = new Hono();
  routes.get('/assets/:name', (context) => {
    const file = files.get(context.req.param('name'));
    if (file === undefined) return context.notFound();
    const kept = context.req.query('v') === file.hash;
    return context.body(new Uint8Array(file.body), 200, {
      'Content-Type': file.type,
      'Cache-Control': kept ? 'private, max-age=31536000, immutable' : 'no-cache',
    });
  });
  return { href: (name) => `/assets/${name}?v=${files.get(name)?.hash ?? ''}`, routes };
}
