import * as z from 'zod';
import type { Service } from '../inventory.ts';
import type { Step } from '../plan.ts';
import { texts } from '../text.ts';
import { port } from '../values.ts';
import { pidfileSpec } from './pidfile/spec.ts';
import { subjectName, subjectOf, subjectSpec } from './subject.ts';
import { systemdSpec } from './systemd/spec.ts';

const say = texts('wait-healthy-step', {
  answers: {
    en: 'wait until {service} answers {status} on :{port}, at most {within}',
    zh: '等待 {service} 在端口 {port} 返回 {status},最多 {within}',
  },
  healthy: { en: 'wait until {service} is healthy, at most {within}', zh: '等待 {service} 恢复健康,最多 {within}' },
});

/** A service as it is judged: everything resolved, nothing looked up later. Durations in milliseconds. */
export const waitHealthyParams = z.strictObject({
  subject: subjectSpec,
  runtime: z.discriminatedUnion('kind', [systemdSpec, pidfileSpec]),
  port: port.optional(),
  health: z
    .strictObject({
      url: z.string(),
      status: z.int(),
      expect: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      slowAfter: z.int(),
      timeout: z.int(),
    })
    .optional(),
  withinMs: z.int().positive(),
});
export type WaitHealthyParams = z.output<typeof waitHealthyParams>;

export function waitHealthyStep(service: Service): Step {
  const { runtime, port: listens, health, startWithin: withinMs } = service;
  const subject = subjectOf(service);
  const params: WaitHealthyParams = {
    subject,
    runtime,
    withinMs,
    ...(listens === undefined ? {} : { port: listens }),
    ...(health === undefined ? {} : { health }),
  };
  const within = { durationMs: withinMs };
  const words = { service: subjectName(subject), within };
  return {
    kind: 'wait-healthy',
    host: service.host,
    title:
      health === undefined || listens === undefined
        ? say.healthy(words)
        : say.answers({ ...words, status: String(health.status), port: String(listens) }),
    // Its own limit is the one that speaks; this one only ends what hangs.
    timeoutMs: withinMs + 30_000,
    onFailure: 'leave',
    params,
  };
}
