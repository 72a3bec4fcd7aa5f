import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { aboutRun, entry } from '../audit/entry.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import type { RunEnd } from './execute.ts';
import { finishRun } from './finish-run.ts';
import type { Recorder } from './recorder.ts';

const say = texts('carry-through', {
  stranded: {
    en: 'Run {id} stopped where it was: its record cannot be written, or something in me broke. Its locks are kept.',
    zh: '运行 {id} 已停在当前位置:记录无法写入或内部出错。锁保持占用。',
  },
});

/**
 * Does the work of a run that is open and writes down its end. When the work itself breaks, nobody goes on guessing: the
 * run is left as it is, to be marked interrupted as soon as that can be written.
 */
export async function carryThrough(request: Request, recorder: Recorder, work: () => Promise<RunEnd>): Promise<Answer> {
  const { desk } = request;
  const { run } = recorder;
  try {
    return await finishRun({ request, recorder, end: await work() });
  } catch (error) {
    const id = String(run.runId);
    desk.log('error', 'a run is stranded', {
      runId: run.runId,
      error: error instanceof Error ? error.stack : String(error),
    });
    desk.stranded.set(run.runId, entry(request, 'run.interrupted', { ...aboutRun(run), outcome: 'interrupted' }));
    const next = [`/run ${id}`, `/resume ${id}`, `/undo ${id}`];
    const answer = failureAnswer(fail('unknown-outcome', say.stranded({ id }), { next }).failure);
    return { ...answer, runId: run.runId, planHash: run.planHash };
  }
}
