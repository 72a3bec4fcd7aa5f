import type { System } from '../inventory.ts';
import { spoken } from '../names.ts';
import type { ActionContext } from '../ports.ts';
import type { Finding } from '../report.ts';
import { restartCommand } from '../services/restart-limit.ts';
import { rootCauses } from './judging/root-cause.ts';
import type { Looked } from './look.ts';

/** The commands that mend, the root causes' first. */
export async function mending(
  system: System,
  looked: Looked,
  resources: readonly Finding[],
  context: ActionContext,
): Promise<readonly string[]> {
  const { inventory } = context;
  const roots = rootCauses(looked.services);
  const causes = roots.map(({ service }) => spoken(service, inventory));
  const startable = roots.filter(({ held }) => held !== true).slice(0, 2);
  const started = await Promise.all(
    startable.map(({ service, down }) => restartCommand(service, down === true, context)),
  );
  const unnamed = looked.services.filter((each) => each.unnamed === true && each.verdict === 'warning');
  const silent = looked.hosts.some(({ observed }) => !observed.ok);
  const full = resources.some(({ mark }) => mark !== 'ok');
  return [
    ...started.flatMap((command) => command ?? []),
    ...(causes[0] === undefined ? [] : [`/status ${causes[0]}`]),
    ...(full ? [`/disk ${system.id}`, `/top ${system.id}`] : []),
    ...unnamed.slice(0, 2).map(({ service }) => `/start ${spoken(service, inventory)}`),
    ...(silent || (causes.length === 0 && !full) ? [`/health ${system.id}`] : []),
  ];
}
