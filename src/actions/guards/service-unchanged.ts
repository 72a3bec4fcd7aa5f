import * as z from 'zod';
import { fingerprint } from '../runtimes/fingerprint.ts';
import { outside, texts } from '../text.ts';
import { defineGuard } from './guard.ts';

const say = texts('service-unchanged', {
  planned: { en: '{service} as configured when planned', zh: '计划时 {service} 的配置' },
  found: { en: 'configured otherwise since: {differs}', zh: '配置已改变:{differs}' },
  gone: { en: 'no longer configured', zh: '配置中已没有该服务' },
});

/** A service is still configured as it was when the plan was made. */
export const serviceUnchanged = defineGuard({
  guard: 'service-unchanged',
  params: z.strictObject({ system: z.string(), service: z.string(), fingerprint: z.string() }),
  async broken(params, { inventory }) {
    const service = inventory.service(params.system, params.service);
    const planned = say.planned({ service: outside(`${params.system}/${params.service}`) });
    if (service === undefined) return { planned, found: say.gone() };
    const found = fingerprint(service);
    return found === params.fingerprint
      ? undefined
      : { planned, found: say.found({ differs: { list: differing(params.fingerprint, found) } }) };
  },
});

/** The names of the fields in which two fingerprints differ. */
function differing(before: string, after: string): readonly string[] {
  const [a, b] = [before, after].map((each): Record<string, unknown> => JSON.parse(each));
  const fields = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  return [...fields]
    .filter((field) => JSON.stringify(a?.[field]) !== JSON.stringify(b?.[field]))
    .toSorted((x, y) => (x < y ? -1 : 1));
}
