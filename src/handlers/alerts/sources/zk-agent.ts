import * as z from 'zod';
import type { Inventory } from '../../../actions/ports.ts';
import { outside } from '../../../actions/text.ts';
import type { Signal } from '../../store/alerts.ts';
import type { Source } from '../alert-settings.ts';
import { beginningOf, brief, placeOf, severityOf } from './place.ts';

const words = z.union([z.string(), z.number()]).transform(String).optional();
const fields = z.looseObject({
  message: words,
  msg: words,
  text: words,
  type: words,
  name: words,
  code: words,
  level: words,
  severity: words,
  module: words,
  component: words,
  source: words,
  url: words,
  path: words,
  stack: words,
  timestamp: words,
  time: words,
});

/**
 * What ZK-Agent posts to ERROR_MONITOR_WEBHOOK_URL. Its manual names the address and not the form, so the usual words for
 * an error are looked for, at the top or in `error`; a list is several.
 */
export const zkAgentBody = z.union([z.array(z.looseObject({})).max(1_000), z.looseObject({})]);

export function zkAgentSignals(
  body: z.output<typeof zkAgentBody>,
  from: { readonly source: Source; readonly name: string; readonly inventory: Inventory; readonly nowMs: number },
): readonly Signal[] {
  const { source, name: by, inventory, nowMs } = from;
  return (Array.isArray(body) ? body : [body]).flatMap((item): readonly Signal[] => {
    const inner =
      typeof item.error === 'object' ? item.error : typeof item.error === 'string' ? { message: item.error } : {};
    const read = fields.safeParse({ ...item, ...inner }).data ?? fields.parse({});
    const message = read.message ?? read.msg ?? read.text;
    const type = read.type ?? read.name ?? read.code;
    if (message === undefined && type === undefined) return [];
    const where = read.module ?? read.component ?? read.source ?? read.path ?? read.url;
    const labels = {
      ...(type === undefined ? {} : { type: brief(type, 100) }),
      ...(where === undefined ? {} : { module: brief(where, 200) }),
    };
    const kind = type ?? signature(message ?? '');
    const place = placeOf(labels, source, inventory);
    return [
      {
        fingerprint: `${by}:${brief(kind, 150)}:${brief(where ?? '', 100)}:${signature(message ?? '')}`,
        group: `${by}:${brief(kind, 150)}:${place.system ?? ''}`,
        state: 'firing',
        level: severityOf(read.severity ?? read.level ?? 'error'),
        source: by,
        ...place,
        name: brief(kind, 100),
        title: outside(brief([type ?? 'error', where].filter((each) => each !== undefined).join(' '), 200)),
        text: outside(brief(message ?? kind)),
        labels,
        ...beginningOf(read.timestamp ?? read.time, nowMs),
      },
    ];
  });
}

/** The same error with other numbers and ids is the same error. */
const signature = (message: string): string =>
  brief((message.split('\n')[0] ?? '').replace(/\b[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi, '#').replace(/\d+/g, '#'), 200);
