import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { aboutRun, entry } from '../audit/entry.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import { carryThrough } from '../runs/carry-through.ts';
import { executeSteps, executeUndo } from '../runs/execute.ts';
import { makeRecorder } from '../runs/recorder.ts';
import type { JournalEntry, Run } from '../store/runs.ts';

const say = texts('take-up', {
  raced: { en: 'Run {id} was taken up by somebody else meanwhile.', zh: '运行 {id} 已被他人接手。' },
});

/** Makes a stopped run this process's own, and goes on with it or puts it back. */
export async function takeUp(
  request: Request,
  run: Run,
  entries: readonly JournalEntry[],
  how: 'resume' | 'undo',
): Promise<Answer> {
  const { desk } = request;
  const taken = await desk.store.runs.takeOver(run.runId, desk.instance, entry(request, `run.${how}`, aboutRun(run)));
  if (!taken) {
    return failureAnswer(fail('busy', say.raced({ id: String(run.runId) }), { next: [`/run ${run.runId}`] }).failure);
  }
  const mine: Run = { ...run, state: 'running', owner: desk.instance };
  const recorder = makeRecorder(desk, mine, entries, request.progress);
  const work = how === 'resume' ? executeSteps : executeUndo;
  return carryThrough(request, recorder, () => work(desk, recorder));
}
