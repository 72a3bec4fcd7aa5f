import type { MiddlewareHandler } from 'hono';
import type { Addresses } from './addresses.ts';

/**
 * Refuses what other sites' pages make a browser send. A foreign Host is a name that was rebound to this address; a
 * foreign Origin is another page's request, and a change without any Origin came from no page of ours.
 */
export const guard =
  (addresses: Addresses): MiddlewareHandler =>
  async (context, next) => {
    const { req } = context;
    const host = req.header('host')?.toLowerCase() ?? '';
    if (!addresses.hosts.has(host)) return context.text('This is not the address of this bot.\n', 421);
    const origin = req.header('origin');
    const changes = req.method !== 'GET' && req.method !== 'HEAD';
    if (origin === undefined ? changes : !addresses.origins.has(origin))
      return context.text('Refused: this request comes from another site.\n', 403);
    const embedded = req.header('sec-fetch-mode') !== 'navigate' || req.header('sec-fetch-dest') !== 'document';
    if (req.header('sec-fetch-site') === 'cross-site' && embedded)
      return context.text('Refused: this request comes from another site.\n', 403);
    return next();
  };

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing inline, nothing from elsewhere, in no frame, kept by no cache. (`no-referrer` would also take the Origin from our own forms.) */
export const strictHeaders: MiddlewareHandler = async (context, next) => {
  context.header('Content-Security-Policy', policy);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'same-origin');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  context.header('X-Frame-Options', 'DENY');
  context.header('Cache-Control', 'no-store');
  await next();
};
