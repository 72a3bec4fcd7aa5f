import * as z from 'zod';
import { port } from '../../../values.ts';

/** A snapshot of a Redis of the host; kept to be put back by hand. */
export const redisSpec = z.strictObject({ kind: z.literal('redis'), port: port.default(6_379) });
export type RedisSpec = z.output<typeof redisSpec>;
