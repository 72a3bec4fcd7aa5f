import type { Inventory } from '../../../actions/ports.ts';
import type { Source } from '../alert-settings.ts';
import { alertmanagerBody, alertmanagerSignals } from './alertmanager.ts';
import { jsonSignals, type News } from './json.ts';
import { mayName } from './place.ts';
import { zkAgentBody, zkAgentSignals } from './zk-agent.ts';

/** Whether a body has the form of its source, before it is promised to be kept. What is wrong, or nothing. */
export function bodyFault(kind: Source['kind'], body: unknown): string | undefined {
  const spec = kind === 'json' ? undefined : kind === 'zk-agent' ? zkAgentBody : alertmanagerBody;
  if (spec === undefined)
    return typeof body === 'object' && body !== null ? undefined : 'a JSON object or list is wanted';
  const parsed = spec.safeParse(body);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not of this form'}`;
}

/** What a kept body says. A form its source no longer has says nothing. */
export function signalsOf(
  body: unknown,
  from: {
    readonly source: Source;
    readonly name: string;
    readonly inventory: Inventory;
    readonly nowMs: number;
    /** Of the words of the body. */
    readonly digest: string;
  },
): readonly News[] {
  const { source } = from;
  switch (source.kind) {
    case 'json':
      return jsonSignals(body, { ...from, source });
    case 'zk-agent': {
      const parsed = zkAgentBody.safeParse(body);
      return parsed.success ? zkAgentSignals(parsed.data, from) : [];
    }
    default: {
      const parsed = alertmanagerBody.safeParse(body);
      return parsed.success ? alertmanagerSignals(parsed.data, from) : [];
    }
  }
}

/** The systems a body speaks of that its source may not; undefined among them is what is of none. */
export function foreignSystems(
  body: unknown,
  from: { readonly source: Source; readonly name: string; readonly inventory: Inventory; readonly nowMs: number },
): { readonly foreign: readonly (string | undefined)[]; readonly allowed: number } {
  const all = signalsOf(body, { ...from, digest: '' });
  const foreign = all.filter(({ system }) => !mayName(from.source, system));
  return { foreign: [...new Set(foreign.map(({ system }) => system))], allowed: all.length - foreign.length };
}
