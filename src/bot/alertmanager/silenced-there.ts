import * as z from 'zod';
import { ok, type Result } from '../../actions/result.ts';
import type { Silenced } from '../../handlers/desk.ts';
import { ask, strangeAnswer } from './ask.ts';

const words = z.record(z.string(), z.string());
const silence = z.object({
  status: z.object({ state: z.string() }),
  matchers: z.array(
    z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) }),
  ),
});
const alerts = z.array(
  z.object({
    labels: words,
    annotations: words.default({}),
    startsAt: z.string(),
    fingerprint: z.string(),
    generatorURL: z.string().optional(),
    receivers: z.array(z.object({ name: z.string() })).default([]),
    status: z.object({ silencedBy: z.array(z.string()).default([]) }),
  }),
);

/** What a silence keeps an Alertmanager from saying; undefined when it does not hold there any more. */
export async function silencedThere(api: string, id: string): Promise<Result<Silenced> | undefined> {
  const asked = await ask(`${api}/api/v2/silence/${encodeURIComponent(id)}`, 'GET');
  if (!asked.ok) return asked;
  const held = silence.safeParse(asked.value);
  if (!held.success) return strangeAnswer();
  if (held.data.status.state !== 'active') return undefined;
  const listed = await ask(`${api}/api/v2/alerts?active=false&silenced=true&inhibited=false&unprocessed=false`, 'GET');
  if (!listed.ok) return listed;
  const all = alerts.safeParse(listed.value);
  if (!all.success) return strangeAnswer();
  const quiet = all.data.filter(({ status }) => status.silencedBy.includes(id));
  // Of our own making, so their expressions are harmless; anchored there as here.
  const matchers = held.data.matchers.map(({ name, value, isRegex, isEqual }) => {
    const expression = isRegex ? new RegExp(`^(?:${value})$`) : undefined;
    return (labels: Readonly<Record<string, string>>) =>
      (expression?.test(labels[name] ?? '') ?? (labels[name] ?? '') === value) === isEqual;
  });
  return ok({
    body: {
      version: '4',
      receiver: quiet[0]?.receivers[0]?.name ?? '',
      alerts: quiet.map(({ status: _, receivers: __, ...alert }) => ({ ...alert, status: 'firing' })),
    },
    fingerprints: quiet.map(({ fingerprint }) => fingerprint),
    covers: (labels) => matchers.every((matches) => matches(labels)),
  });
}
