import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** Telegram's own updates are far smaller. */
const mostBytes = 1024 * 1024;

/** Where Telegram calls. What could not be kept is answered 503, and Telegram calls again. */
export function webhookRoutes(secret: string, keep: (update: unknown) => Promise<void>): Hono {
  const routes = new Hono();
  routes.post('/', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const brought = context.req.header('x-telegram-bot-api-secret-token') ?? '';
    if (!timingSafeEqual(digest(brought), digest(secret))) return context.text('wrong secret\n', 401);
    const update: unknown = await context.req.json().catch(() => undefined);
    if (update === undefined) return context.text('not JSON\n', 400);
    return keep(update).then(
      () => context.text('ok\n'),
      () => context.text('not kept\n', 503),
    );
  });
  return routes;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
