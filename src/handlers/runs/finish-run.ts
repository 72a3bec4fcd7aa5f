import type { Block } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { aboutRun, entry } from '../audit/entry.ts';
import type { Answer } from '../message.ts';
import { tellUndoFailed } from '../notices/undo-failed.ts';
import { personName } from '../person-name.ts';
import { dropSecrets } from '../private-input/drop-secrets.ts';
import type { Request } from '../request.ts';
import { holdingStates } from '../store/runs.ts';
import type { RunEnd } from './execute.ts';
import { leavesTraces, type StepView, shownState } from './journal-view.ts';
import type { Recorder } from './recorder.ts';
import { kindOf } from './step-context.ts';

const say = texts('finish', {
  done: { en: '{outcome} · run {runId}', zh: '{outcome} · 运行 {runId}' },
  plain: { en: '{summary}: done in {took}', zh: '{summary}:已完成,用时 {took}' },
  failed: { en: '{what} · run {runId} · {rest}', zh: '{what} · 运行 {runId} · {rest}' },
  cancelled: {
    en: '{summary} was cancelled by {by} · run {runId} · {rest}',
    zh: '{summary} 已由 {by} 取消 · 运行 {runId} · {rest}',
  },
  nothingElse: { en: 'nothing else was changed', zh: '未做其他变更' },
  nothingChanged: { en: 'nothing was changed', zh: '未做任何变更' },
  putBack: { en: 'what was done is put back', zh: '已做的变更已恢复' },
  stays: { en: 'what was done stays: {steps}', zh: '已做的变更保留:{steps}' },
  idle: { en: 'there was nothing to do', zh: '无需执行' },
  undoFailed: {
    en: '{summary} failed and could not be put back · run {runId} · its locks are kept',
    zh: '{summary} 失败,且未能恢复 · 运行 {runId} · 锁保持占用',
  },
  byHand: { en: 'To put back by hand on {host}:', zh: '请在 {host} 上手动恢复:' },
  unknown: {
    en: 'Nobody can tell whether step {step} took effect · run {runId} is interrupted, its locks are kept',
    zh: '无法确定步骤“{step}”是否已生效 · 运行 {runId} 已中断,锁保持占用',
  },
});

/** Writes down how a run ended and says so. */
export async function finishRun({
  request,
  recorder,
  end,
}: {
  request: Request;
  recorder: Recorder;
  end: RunEnd;
}): Promise<Answer> {
  const { desk } = request;
  const { run } = recorder;
  const code = end.state === 'succeeded' ? 'ok' : codeOf(end);
  const failure = end.undoFailure ?? end.failure;
  const answer: Answer = {
    code,
    verdict: end.state === 'succeeded' ? 'ok' : 'critical',
    runId: run.runId,
    planHash: run.planHash,
    message: { blocks: finalBlocks(request, recorder, end) },
  };
  await desk.store.runs.close({
    runId: run.runId,
    state: end.state,
    ...(failure === undefined ? {} : { failure }),
    audit: entry(request, 'run.closed', { ...aboutRun(run), opens: run.auditSeq, outcome: code, reason: end.state }),
    delivery: { key: request.deliveryKey, answer },
  });
  desk.workedOn.add(run.plan.system);
  if (!holdingStates.includes(end.state)) await dropSecrets(desk, run.plan);
  if (end.state === 'undo-failed') await tellUndoFailed(desk, run, answer);
  return answer;
}

function codeOf(end: RunEnd): Answer['code'] {
  if (end.state === 'cancelled') return 'cancelled';
  if (end.state === 'interrupted') return 'unknown-outcome';
  return end.failure?.code ?? end.undoFailure?.code ?? 'command-failed';
}

function finalBlocks(request: Request, recorder: Recorder, end: RunEnd): readonly Block[] {
  const { plan, runId } = recorder.run;
  const steps = recorder.views();
  const blocks: Block[] = [
    { type: 'heading', mark: end.state === 'succeeded' ? 'ok' : 'critical', text: headline(request, recorder, end) },
  ];
  if (end.failure !== undefined && end.state !== 'failed') blocks.push({ type: 'text', text: end.failure.message });
  blocks.push(...(end.failure?.evidence ?? []));
  if (end.undoFailure !== undefined) {
    blocks.push({ type: 'text', text: end.undoFailure.message }, ...(end.undoFailure.evidence ?? []));
  }
  if (end.state === 'undo-failed') blocks.push(...manualCommands(request, recorder));
  blocks.push({
    type: 'steps',
    steps: plan.steps.map((step, at) => {
      const view = steps[at];
      const note = view?.stage === 'done' && isIdle(view) ? { note: say.idle() } : {};
      return { title: step.title, state: view === undefined ? 'waiting' : shownState(view), ...note };
    }),
  });
  const next = nextCommands(end, runId);
  if (next.length > 0) {
    blocks.push({ type: 'buttons', buttons: next.map((command) => ({ label: outside(command), command })) });
  }
  return blocks;
}

function headline(request: Request, recorder: Recorder, end: RunEnd): Text {
  const { plan, runId: id } = recorder.run;
  const runId = String(id);
  const summary = plan.summary;
  switch (end.state) {
    case 'succeeded':
      return say.done({ outcome: outcomeOf(request, recorder), runId });
    case 'cancelled':
      return say.cancelled({
        summary,
        runId,
        by: personName(request.desk.settings(), end.cancelledBy ?? ''),
        rest: rest(request, recorder),
      });
    case 'undo-failed':
      return say.undoFailed({ summary, runId });
    case 'interrupted':
      return say.unknown({ step: plan.steps[openStep(recorder)]?.title ?? summary, runId });
    default:
      return say.failed({ what: end.failure?.message ?? summary, runId, rest: rest(request, recorder) });
  }
}

const openStep = (recorder: Recorder): number => recorder.views().findIndex(({ stage }) => stage === 'prepared');

function outcomeOf(request: Request, recorder: Recorder): Text {
  const { plan, runId, startedAtMs } = recorder.run;
  const action = request.desk.commands.find(({ name }) => name === plan.action);
  const said = action?.kind === 'change' ? action.outcome?.({ plan, runId, steps: recorder.views() }) : undefined;
  return said ?? say.plain({ summary: plan.summary, took: { durationMs: request.desk.clock.now() - startedAtMs } });
}

/** What a run that did not succeed leaves on the hosts. */
function rest({ desk }: Request, recorder: Recorder): Text {
  const views = recorder.views();
  const left = recorder.run.plan.steps.filter(
    (step, at) => views[at]?.stage === 'done' && !isIdle(views[at]) && kindOf(desk, step).onlyLooks !== true,
  );
  if (left.length > 0) return say.stays({ steps: { list: left.map(({ title }) => title) } });
  if (views.some((view) => view.stage === 'undone')) return say.putBack();
  return views.some((view) => view.memo !== undefined) ? say.nothingElse() : say.nothingChanged();
}

/** A step that says of itself that it found nothing to do. */
const isIdle = (view: StepView): boolean => view.outputs.idle === 1;

function manualCommands(request: Request, recorder: Recorder): readonly Block[] {
  // What was done last stands in the way of what was done before it.
  const lastFirst = recorder.run.plan.steps.map((step, at) => ({ step, view: recorder.view(at + 1) })).toReversed();
  return lastFirst.flatMap(({ step, view }): readonly Block[] => {
    const kind = kindOf(request.desk, step);
    if (!leavesTraces(view) || view.memo === undefined || kind.manual === undefined) return [];
    const commands = kind.manual(kind.params.parse(step.params), kind.memo.parse(view.memo));
    return [
      { type: 'text', text: say.byHand({ host: outside(step.host) }) },
      { type: 'code', text: commands.join('\n') },
    ];
  });
}

function nextCommands(end: RunEnd, runId: number): readonly string[] {
  if (end.state === 'interrupted') return [`/resume ${runId}`, `/undo ${runId}`, `/run ${runId}`];
  if (end.state === 'undo-failed') return [`/undo ${runId}`, `/run ${runId}`];
  return end.failure?.next ?? [];
}
