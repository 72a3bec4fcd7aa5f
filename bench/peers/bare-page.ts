// A peer for the page: Hono alone, with the same words and the same streams, and nothing behind them.
// Given a folder with the saved answers (`index.html`, and each asset under its path).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';

const saved = process.argv[2] ?? '.';
const streams = new Set<SSEStreamingApi>();
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

const app = new Hono();
app.get('/', (context) => context.html(readFileSync(join(saved, 'index.html'), 'utf8')));
app.get('/events', (context) =>
  streamSSE(context, async (stream) => {
    streams.add(stream);
    await stream.write(':\n\n');
    await new Promise<void>((gone) => stream.onAbort(gone));
    streams.delete(stream);
  }),
);
app.post('/say', async (context) => {
  const data = await context.req.text();
  for (const stream of streams) void stream.writeSSE({ event: 'message', data });
  return context.json({}, 202);
});
app.get('/*', (context) => {
  const name = context.req.path.slice(1).replaceAll('/', '_');
  const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return context.body(readFileSync(join(saved, name)), 200, { 'Content-Type': type });
});
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}/ `);
});
