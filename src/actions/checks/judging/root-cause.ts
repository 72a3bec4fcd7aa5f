import type { Service } from '../../inventory.ts';
import { serviceName } from '../../names.ts';
import type { Verdict } from '../../report.ts';
import { type Text, texts } from '../../text.ts';

const say = texts('root-cause', {
  needs: { en: '{found} — it needs {cause}, which is down', zh: '{found} — 它依赖的 {cause} 已不可用' },
});

export interface Judged {
  readonly service: Service;
  readonly verdict: Verdict;
  readonly text: Text;
}

const order: readonly Verdict[] = ['critical', 'warning', 'unknown', 'ok'];

/**
 * The worst first, and among equals in the order they are started, so that a cause comes before what it pulls down;
 * what is down and needs something that is down says so.
 */
export function causesFirst<J extends Judged>(judged: readonly J[]): readonly J[] {
  const down = judged.filter(({ verdict }) => verdict === 'critical');
  const said = judged.map((each) => {
    const cause =
      each.verdict === 'critical' ? down.find(({ service }) => needs(each.service, service, judged)) : undefined;
    return cause === undefined
      ? each
      : { ...each, text: say.needs({ found: each.text, cause: serviceName(cause.service) }) };
  });
  return said.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

/** Directly, or through others. */
function needs(service: Service, other: Service, judged: readonly Judged[]): boolean {
  return service.needs.some((id) => {
    if (id === other.id) return true;
    const between = judged.find((each) => each.service.id === id)?.service;
    return between !== undefined && needs(between, other, judged);
  });
}

/** The services that are down while all they need is well: mending these mends the rest. */
export const rootCauses = <J extends Judged>(judged: readonly J[]): readonly J[] => {
  const down = judged.filter(({ verdict }) => verdict === 'critical');
  return down.filter(({ service }) => !down.some((other) => needs(service, other.service, judged)));
};
