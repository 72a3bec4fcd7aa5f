import * as z from 'zod';
import { type Failure, fail, ok, type Result } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { freezeOver } from '../gate/freeze-check.ts';
import { type Needs, refusalOf, refusalOfCommand } from '../gate/rights.ts';
import type { Request } from '../request.ts';
import { permissionOf } from '../runs/permission-of.ts';
import { stateText } from '../runs/state-text.ts';
import type { JournalEntry, Run } from '../store/runs.ts';

const say = texts('runs', {
  unknown: { en: 'There is no run {id}.', zh: '没有编号为 {id} 的运行。' },
  wrongState: { en: 'Run {id} is {state}; there is nothing to {what}.', zh: '运行 {id} 的状态是{state},无法{what}。' },
});

/** The run a number names, if the asker may see its system. A run one may not see is as unknown as one that is not there. */
export async function runOf(request: Request, typed: string): Promise<Result<Run>> {
  const run = /^\d{1,9}$/.test(typed) ? await request.desk.store.runs.get(Number(typed)) : undefined;
  const unknown = () => fail('not-found', say.unknown({ id: outside(typed) }), { next: ['/runs'] });
  if (run === undefined) return unknown();
  const mine = run.requester === principalKey(request.principal);
  return mine || refusalOf(request, 'run:read', run.plan) === undefined ? ok(run) : unknown();
}

/** Why a run in this state cannot be acted on so. */
export const wrongState = (run: Run, what: Text): Failure =>
  fail('stale', say.wrongState({ id: String(run.runId), state: stateText(run.state), what }), {
    next: [`/run ${run.runId}`],
  }).failure;

/** What the commands that go on with a stopped run have in common. Who may is decided by what the run did. */
export const actsOnRun = {
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  timeoutMs: 60_000,
  changesState: true,
} as const;

/** The run to act on and its journal, when the asker holds what it needed and its system is not frozen. */
export async function runToActOn(
  request: Request,
  typed: string,
  needsOf: (desk: Desk, run: Run) => Needs = (desk, run) => ({ permission: permissionOf(desk, run) }),
): Promise<Result<{ readonly run: Run; readonly entries: readonly JournalEntry[] }>> {
  const found = await runOf(request, typed);
  if (!found.ok) return found;
  const run = found.value;
  const failure =
    refusalOfCommand(request, needsOf(request.desk, run), run.plan) ??
    (await freezeOver(request.desk, run.plan.system, run.plan.risk));
  if (failure !== undefined) return { ok: false, failure };
  return ok({ run, entries: await request.desk.store.runs.entries(run.runId) });
}
