import type { StepState } from '../../actions/report.ts';
import { type Text, texts } from '../../actions/text.ts';
import type { Message } from '../message.ts';
import type { Run } from '../store/runs.ts';

const say = texts('run', {
  running: { en: '{summary} · run {runId}', zh: '{summary} · 运行 {runId}' },
});

/** The live message of a run: its summary and the state of each step. */
export function progressMessage(
  run: Run,
  states: readonly { readonly state: StepState; readonly note?: Text }[],
): Message {
  return {
    blocks: [
      { type: 'heading', text: say.running({ summary: run.plan.summary, runId: String(run.runId) }) },
      {
        type: 'steps',
        steps: run.plan.steps.map((step, at) => ({ title: step.title, ...(states[at] ?? { state: 'waiting' }) })),
      },
    ],
  };
}
