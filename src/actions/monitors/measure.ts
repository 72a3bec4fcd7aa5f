import { askHosts } from '../ask-hosts.ts';
import { askHealth } from '../checks/observe-service.ts';
import type { Service, System } from '../inventory.ts';
import { serviceKey } from '../inventory.ts';
import type { ActionContext, HostAnswer } from '../ports.ts';
import type { Result } from '../result.ts';
import { monitorKinds } from './kinds/table.ts';
import type { Measured, Memo, Monitor } from './monitor.ts';

/** A host that does not answer by then is silent. */
const silentAfterMs = 10_000;

export interface Measurement {
  readonly monitor: Monitor;
  readonly measured: readonly Measured[];
}

/** Looks once at everything that is due of a system: one batch a host beside the HTTP requests. */
export async function measure(
  system: System,
  due: readonly Monitor[],
  context: Pick<ActionContext, 'hosts' | 'backups' | 'signal' | 'now'>,
  memoOf: (monitor: Monitor) => Memo,
): Promise<readonly Measurement[]> {
  const asked = new Map<string, Promise<Result<HostAnswer>>>();
  const health = (service: Service) => {
    if (service.health === undefined) return undefined;
    const key = serviceKey(service);
    const answer = asked.get(key) ?? askHealth(context.hosts, service.host, service.health, context.signal);
    asked.set(key, answer);
    return answer;
  };
  const begun = due.map((monitor) => ({
    monitor,
    begun: monitorKinds[monitor.kind].begin(monitor, system, {
      ...context,
      now: () => context.now(),
      health,
      memo: memoOf(monitor),
    }),
  }));
  const answers = await askHosts(
    context,
    begun.flatMap((each) => each.begun.questions),
    silentAfterMs,
  );
  return Promise.all(
    begun.map(async (each) => ({ monitor: each.monitor, measured: await each.begun.finish(answers) })),
  );
}
