import * as z from 'zod';

/** What the gateway sends; `data` is JSON once more. */
const frameSpec = z.object({
  type: z.enum(['SYSTEM', 'EVENT', 'CALLBACK']),
  headers: z.object({ topic: z.string(), messageId: z.string() }).loose(),
  data: z.string().default(''),
});
export type Frame = z.output<typeof frameSpec>;

export const robotTopic = '/v1.0/im/bot/messages/get';
export const cardTopic = '/v1.0/card/instances/callback';
export const subscriptions = [robotTopic, cardTopic].map((topic) => ({ type: 'CALLBACK', topic }));

/** Undefined: no frame at all. */
export function frameOf(text: unknown): Frame | undefined {
  if (typeof text !== 'string') return undefined;
  const read = frameSpec.safeParse(json(text));
  return read.success ? read.data : undefined;
}

/** `data`: of a ping what came with it; of a callback, the answer. */
export const ackOf = ({ headers }: Frame, data: string, code = 200): string =>
  JSON.stringify({ code, headers: { ...headers, contentType: 'application/json' }, message: 'OK', data });

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
