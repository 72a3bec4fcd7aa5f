import type { Action } from '../../../src/actions/action.ts';
import { partsOf } from '../../../src/actions/backups/parts.ts';
import { guardKinds } from '../../../src/actions/guards/table.ts';
import type { Plan, Step } from '../../../src/actions/plan.ts';
import type { Argv, Exec, Hosts, Inventory, PlanContext } from '../../../src/actions/ports.ts';
import { ok } from '../../../src/actions/result.ts';
import type { StepContext, StepKind } from '../../../src/actions/step.ts';
import { stepKinds } from '../../../src/actions/steps/table.ts';
import { referencesIn, resolveReferences } from '../../../src/handlers/runs/references.ts';
import { FakeMachines, gone } from '../../actions/fake-machines.ts';
import { exec } from '../../fakes/fake-hosts.ts';

/** Everything that reached a host, in order, and everything a person may copy from a plan into a shell. */
export interface Traffic {
  readonly argvs: readonly Argv[];
  readonly urls: readonly string[];
  readonly shown: readonly string[];
}

/** How machines behave where nothing else is said: programs end well, do nothing, or fail. */
export const moods = ['well', 'down', 'failing'] as const;
export type Mood = (typeof moods)[number];

/**
 * Carries an action through on machines that record what they are asked: report or plan, its guards, and every step
 * prepared, performed, read back, recalled and undone. `said` stands in whatever the machines print.
 */
export async function trafficOf(
  action: Action,
  input: unknown,
  inventory: Inventory,
  { mood, said }: { readonly mood: Mood; readonly said: string },
): Promise<Traffic> {
  const machines = new FakeMachines(inventory);
  await withBackups(machines, inventory);
  if (mood === 'down')
    for (const service of inventory.systems().flatMap(({ services }) => services))
      if (service.runtime.kind === 'pidfile') machines.process(service, gone(4127));
  const argvs: Argv[] = [];
  const urls: string[] = [];
  const shown: string[] = [];
  const answer = async (host: string, argv: Argv): Promise<Exec> => {
    argvs.push(argv);
    const told = await machines.hosts.exec(host, argv, { signal, timeoutMs: 1 }).catch(() => undefined);
    return told?.ok === true ? told.value : exec(unasked(argv, mood, said));
  };
  const hosts: Hosts = {
    exec: async (host, argv) => ok(await answer(host, argv)),
    batch: async (host, commands) => ok(await Promise.all(commands.map((argv) => answer(host, argv)))),
    request: async (host, request) => {
      urls.push(request.url);
      return machines.hosts.request(host, request);
    },
  };
  const { signal } = new AbortController();
  const context: PlanContext = { ...machines.context(), hosts, signal };
  const seen = { argvs, urls, shown };
  if (action.kind === 'query') {
    await action.report(input, context);
    return seen;
  }
  const planned = await action.plan(input, context);
  if (!planned.ok) return seen;
  await check(planned.value, context);
  for (const step of planned.value.steps) await carryOut(step, context, shown);
  return seen;
}

/** One verified backup of every system, so that what rests on one reaches its host too. */
async function withBackups({ backups }: FakeMachines, inventory: Inventory): Promise<void> {
  for (const system of inventory.systems()) {
    if (system.backups === undefined) continue;
    const { host, folder } = system.backups;
    const id = `B${system.id.toUpperCase().slice(0, 5)}`;
    await backups.begin({ id, system: system.id, host, folder: `${folder}/x`, runId: 1, startedAtMs: 1 });
    const parts = partsOf(system, 'zst').map(({ name, kind, file, paths }) => {
      const sources = paths.map((path) => ({ path, owner: 'www-data:www-data 640' }));
      return { name, kind, file, sources, bytes: 10, sha256: 'abc', counts: {} };
    });
    await backups.verified(id, { parts, sha256: 'def', atMs: 2 });
  }
}

async function check({ guards }: Plan, context: PlanContext): Promise<void> {
  for (const { guard, params } of guards) {
    const kind = guardKinds.get(guard);
    if (kind === undefined) throw new Error(`no guard is named ${guard}`);
    await kind.broken(kind.params.parse(params), context);
  }
}

async function carryOut(
  step: Step,
  { backups, hosts, inventory, planId }: PlanContext,
  shown: string[],
): Promise<void> {
  const kind: StepKind | undefined = stepKinds.get(step.kind);
  if (kind === undefined) throw new Error(`no step is named ${step.kind}`);
  let clock = 1_000_000;
  const context: StepContext = {
    hosts,
    pipes: { pipe: () => Promise.reject(new Error('no test here copies between hosts')) },
    inventory,
    backups,
    secrets: { reveal: async () => ok('a-value-given-privately') },
    host: step.host,
    runId: 2041,
    planId,
    step: 1,
    now: () => clock,
    sleep: async (ms) => {
      clock += ms;
    },
    signal: new AbortController().signal,
    progress: () => undefined,
  };
  // What earlier steps would have measured.
  const outputs = new Map<number, Record<string, number>>();
  for (const { step: of, output } of referencesIn(step.params)) outputs.set(of, { ...outputs.get(of), [output]: 1 });
  const params = kind.params.parse(resolveReferences(step.params, outputs));
  shown.push(...kind.describe(params));
  const memo = await kind.prepare(params, context);
  if (!memo.ok) return;
  await kind.perform(params, memo.value, context);
  await kind.readBack(params, memo.value, context);
  await kind.recall?.(params, memo.value, context);
  await kind.undo?.(params, memo.value, context);
  shown.push(...(kind.manual?.(params, memo.value) ?? []));
}

function unasked(argv: Argv, mood: Mood, said: string): Partial<Exec> {
  if (argv[0] === 'find') return { stdout: `10 upload-1${said}\n20 old.tmp\n` };
  if (mood === 'failing') return { exitCode: argv.includes('sh') ? 30 : 1, stdout: `line ${said}\n`, stderr: said };
  return mood === 'well' ? { stdout: `found ours\npid 4127\nline ${said}\nwaiting 1\n` } : {};
}
