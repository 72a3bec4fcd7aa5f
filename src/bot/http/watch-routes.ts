import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { isLoopbackAddress, isLoopbackName } from './addresses.ts';

export interface Watched {
  /** What is wrong with this process, nothing when all is well. */
  readonly ailment: () => Promise<string | undefined>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Whoever brings it may read the metrics from anywhere. */
  readonly metricsToken: () => string | undefined;
}

/** For those who watch the watcher: `/healthz` says one word to anybody, `/metrics` more to a few. */
export function watchRoutes({ ailment, metrics, metricsToken }: Watched): Hono {
  const routes = new Hono();
  routes.get('/healthz', async (context) => {
    const wrong = await ailment().catch(() => 'the state cannot be read');
    context.header('Cache-Control', 'no-store');
    return wrong === undefined ? context.json({ status: 'ok' }) : context.json({ status: 'failing', why: wrong }, 503);
  });
  routes.get('/metrics', async (context) => {
    if (!isOfThisMachine(context) && !bringsToken(context, metricsToken()))
      return context.text('Only from this machine, or with the bearer token of web.metricsToken.\n', 401, {
        'WWW-Authenticate': 'Bearer',
      });
    return context.body(await metrics.text(), 200, {
      'Content-Type': metrics.contentType,
      'Cache-Control': 'no-store',
    });
  });
  return routes;
}

/** A proxy on this machine speaks for others, and so does a browser that was told a foreign name is this machine. */
function isOfThisMachine(context: Context): boolean {
  const { req } = context;
  const name = (req.header('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'origin'].some(
    (each) => req.header(each) !== undefined,
  );
  return isLoopbackName(name) && !forwarded && isLoopbackAddress(getConnInfo(context).remote.address);
}

function bringsToken({ req }: Context, token: string | undefined): boolean {
  const brought = /^Bearer (\S+)$/i.exec(req.header('authorization') ?? '')?.[1];
  return token !== undefined && brought !== undefined && timingSafeEqual(digest(brought), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
