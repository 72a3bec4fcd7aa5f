import type { Plan } from '../../actions/plan.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { aboutRun, entry } from '../audit/entry.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import { personName } from '../person-name.ts';
import type { Request } from '../request.ts';
import { carryThrough } from '../runs/carry-through.ts';
import { executeSteps } from '../runs/execute.ts';
import { makeRecorder } from '../runs/recorder.ts';
import type { Opened, Run } from '../store/runs.ts';
import { brokenGuards } from './broken-guards.ts';
import { guardContext } from './contexts.ts';
import { freezeOver } from './freeze-check.ts';
import { refusalOfCommand } from './rights.ts';

const say = texts('start', {
  busy: {
    en: '{resource} is held by run {runId} ({summary}, by {by}, since {at}).',
    zh: '{resource} 正被运行 {runId} 占用({summary},由 {by} 于 {at} 发起)。',
  },
  used: { en: 'Plan {code} was already used or taken back.', zh: '方案 {code} 已被使用或撤回。' },
  unwritable: {
    en: 'Nothing was done: the record cannot be written ({why}).',
    zh: '未执行任何操作:无法写入记录({why})。',
  },
});

export interface Start {
  readonly plan: Plan;
  readonly hash: string;
  readonly permission: string;
  /** Whose request it is; when approved by another person, the one who asked. */
  readonly request: Request;
  readonly approved?: {
    readonly code: string;
    readonly by?: string;
    readonly atMs: number;
    readonly requester: string;
  };
  readonly undoes?: number;
}

/**
 * The only door to an execution. Decides again, refuses under a freeze, opens the audit row, the run and its locks in one commit, looks at the
 * guards once more under the locks, does the steps, and writes down how it ended.
 */
export async function startRun(start: Start): Promise<Answer> {
  const { plan, request } = start;
  const { desk } = request;
  const requester = start.approved?.requester ?? principalKey(request.principal);
  const action = desk.commands.find(({ name }) => name === plan.action);
  const needs = action?.kind === 'change' ? action : { permission: start.permission };
  const denied = refusalOfCommand(request, needs, plan, requester);
  if (denied !== undefined) return failureAnswer(denied);
  // Reading the hosts for the plan and its guards took its time: somebody may have frozen meanwhile.
  const frozen = await freezeOver(desk, plan.system, plan.risk);
  if (frozen !== undefined) return failureAnswer(frozen);
  const opened = await open(start, requester).catch((error: unknown) => unwritable(request, error));
  if ('code' in opened) return failureAnswer(opened);
  if (!opened.opened) return failureAnswer(notOpened(opened, plan.planId, request));
  const recorder = makeRecorder(desk, opened.run, [], request.progress);
  return carryThrough(request, recorder, async () => {
    const broken =
      (await brokenGuards(request, plan, guardContext(desk, request.signal, opened.run.runId), request.text)) ??
      (await freezeOver(desk, plan.system, plan.risk));
    return broken === undefined ? executeSteps(desk, recorder) : { state: 'failed', failure: broken, undone: [] };
  });
}

function open(start: Start, requester: string): Promise<Opened> {
  const { plan, hash, request, approved } = start;
  return request.desk.store.runs.open({
    plan,
    planHash: hash,
    requester,
    ...(approved === undefined ? {} : { approvalId: approved.code }),
    ...(approved?.by === undefined ? {} : { approvedBy: approved.by, approvedAtMs: approved.atMs }),
    conversation: request.conversation,
    owner: request.desk.instance,
    ...(start.undoes === undefined ? {} : { undoes: start.undoes }),
    delivery: request.deliveryKey,
    audit: entry(request, 'run.opened', aboutRun({ runId: 0, plan, planHash: hash })),
  });
}

function unwritable(request: Request, error: unknown): Failure {
  request.desk.log('error', 'a run could not be recorded, so it was not started', { error: String(error) });
  const why = outside(error instanceof Error ? error.message : 'unknown');
  return fail('audit-unwritable', say.unwritable({ why }), { detail: { error: String(error) } }).failure;
}

function notOpened(opened: Exclude<Opened, { opened: true }>, code: string, request: Request): Failure {
  if ('approvalGone' in opened) return fail('stale', say.used({ code })).failure;
  const { lock, holder } = opened.busy;
  return busy(lock.resource, holder, personName(request.desk.settings(), holder.requester), request.text);
}

function busy(resource: string, holder: Run, by: Text, again: string): Failure {
  const { runId, plan, startedAtMs } = holder;
  return fail(
    'busy',
    say.busy({
      resource: outside(resource),
      runId: String(runId),
      summary: plan.summary,
      by,
      at: { atMs: startedAtMs },
    }),
    { next: [`/run ${runId}`, again] },
  ).failure;
}
