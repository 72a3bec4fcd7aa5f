import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { makeReplays, verify } from './signature.ts';

export interface HttpParts {
  readonly secret: string;
  readonly now: () => number;
  readonly take: (kind: string, body: unknown) => Promise<object | undefined>;
}

const mostBytes = 4 * 1024 * 1024;

/** Where Slack calls: events, commands and presses alike. What could not be kept is answered 503, and events come again. */
export function httpRoutes({ secret, now, take }: HttpParts): Hono {
  const replays = makeReplays(now);
  const routes = new Hono();
  routes.post('/', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const body = await context.req.text();
    const signature = context.req.header('x-slack-signature') ?? '';
    const timestamp = context.req.header('x-slack-request-timestamp') ?? '';
    const verified = verify({ timestamp, signature, body }, secret, now());
    if (verified !== 'ok') return context.text(`${verified} signature\n`, 401);
    if (replays.isKnown(signature)) return context.text('taken before\n', 409);
    const delivery = deliveryOf(context.req.header('content-type') ?? '', body);
    if (delivery === undefined) return context.text('not understood\n', 400);
    if ('challenge' in delivery) return context.json({ challenge: delivery.challenge });
    try {
      // Two at once of one signature: one of them is a replay.
      replays.remember(signature);
      const answer = await take(delivery.kind, delivery.body);
      return answer === undefined ? context.body(null, 200) : context.json(answer);
    } catch {
      replays.forget(signature);
      return context.text('not kept\n', 503);
    }
  });
  return routes;
}

type Delivery = { readonly kind: string; readonly body: unknown } | { readonly challenge: string };

/** As Socket Mode would name it. */
function deliveryOf(type: string, text: string): Delivery | undefined {
  if (type.startsWith('application/json')) {
    const body = json(text);
    if (typeof body !== 'object' || body === null) return undefined;
    if ('challenge' in body && 'type' in body && body.type === 'url_verification')
      return { challenge: String(body.challenge) };
    return { kind: 'events_api', body };
  }
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload === undefined)
    return form.command === undefined ? undefined : { kind: 'slash_commands', body: form };
  const body = json(form.payload);
  return body === undefined ? undefined : { kind: 'interactive', body };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
