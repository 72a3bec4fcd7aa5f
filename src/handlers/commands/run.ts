import * as z from 'zod';
import type { Block } from '../../actions/report.ts';
import { atText, outside, type Text, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { personName } from '../person-name.ts';
import { shownState, viewJournal } from '../runs/journal-view.ts';
import { stateText } from '../runs/state-text.ts';
import type { Settings } from '../settings.ts';
import type { JournalPhase, Run } from '../store/runs.ts';
import { runOf } from './run-of.ts';

const say = texts('run.show', {
  summary: { en: 'One run: its steps, its journal, what to do next.', zh: '查看一次运行:步骤、日志与下一步。' },
  headline: { en: 'run {id} · {summary} · {state}', zh: '运行 {id} · {summary} · {state}' },
  asked: { en: 'asked by', zh: '发起人' },
  approved: { en: 'approved by', zh: '审批人' },
  started: { en: 'started', zh: '开始' },
  finished: { en: 'finished', zh: '结束' },
  hash: { en: 'plan hash', zh: '方案指纹' },
  at: { en: 'at', zh: '时间' },
  step: { en: 'step', zh: '步骤' },
  phase: { en: 'what', zh: '事件' },
  prepared: { en: 'begun', zh: '已开始' },
  done: { en: 'done', zh: '已完成' },
  failed: { en: 'failed', zh: '失败' },
  'undo-started': { en: 'putting back', zh: '正在恢复' },
  undone: { en: 'put back', zh: '已恢复' },
  'undo-failed': { en: 'not put back', zh: '恢复失败' },
});

const phaseText = (phase: JournalPhase): Text => say[phase]();

export const run = defineCommand({
  name: 'run',
  aliases: ['运行'],
  summary: say.summary(),
  examples: ['/run 2041'],
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  asksFor: ['run:read'],
  timeoutMs: 10_000,
  changesState: false,
  async handle({ id }, request) {
    const found = await runOf(request, id);
    if (!found.ok) return failureAnswer(found.failure);
    const { value } = found;
    const entries = await request.desk.store.runs.entries(value.runId);
    const views = viewJournal(value.plan, entries);
    const blocks: Block[] = [
      { type: 'facts', facts: factsOf(value, request.desk.settings()) },
      {
        type: 'steps',
        steps: value.plan.steps.map((step, at) => {
          const view = views[at];
          return { title: step.title, state: view === undefined ? 'waiting' : shownState(view) };
        }),
      },
      {
        type: 'table',
        columns: [say.at(), say.step(), say.phase()],
        rows: entries.map((entry) => [atText(entry.atMs), outside(String(entry.step)), phaseText(entry.phase)]),
      },
    ];
    if (value.failure !== undefined)
      blocks.splice(1, 0, { type: 'text', mark: 'critical', text: value.failure.message });
    return {
      ok: true,
      value: {
        verdict: value.state === 'interrupted' || value.state === 'undo-failed' ? 'critical' : 'ok',
        headline: say.headline({ id: String(value.runId), summary: value.plan.summary, state: stateText(value.state) }),
        measuredAtMs: request.desk.clock.now(),
        blocks,
        next: nextOf(value),
      },
    };
  },
});

const factsOf = (value: Run, settings: Settings) => [
  { label: say.asked(), value: personName(settings, value.requester) },
  ...(value.approvedBy === undefined ? [] : [{ label: say.approved(), value: personName(settings, value.approvedBy) }]),
  { label: say.started(), value: atText(value.startedAtMs) },
  ...(value.finishedAtMs === undefined ? [] : [{ label: say.finished(), value: atText(value.finishedAtMs) }]),
  { label: say.hash(), value: outside(value.planHash.slice(0, 16)) },
];

function nextOf({ state, runId }: Run): readonly string[] {
  if (state === 'running') return [`/cancel ${runId}`];
  if (state === 'interrupted') return [`/resume ${runId}`, `/undo ${runId}`, `/abandon ${runId} "why"`];
  if (state === 'undo-failed') return [`/undo ${runId}`, `/abandon ${runId} "why"`];
  return [];
}
