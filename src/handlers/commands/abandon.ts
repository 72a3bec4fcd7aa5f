import * as z from 'zod';
import { outside, texts } from '../../actions/text.ts';
import { aboutRun, entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalOf } from '../gate/rights.ts';
import { dropSecrets } from '../private-input/drop-secrets.ts';
import { endWork } from '../runs/end-work.ts';
import { leavesTraces, viewJournal } from '../runs/journal-view.ts';
import { runOf, wrongState } from './run-of.ts';

const say = texts('abandon', {
  summary: {
    en: 'Give up an interrupted run and free its locks; says what is left behind.',
    zh: '放弃被中断的运行并释放锁,列出遗留内容。',
  },
  what: { en: 'abandon', zh: '放弃' },
  done: { en: 'Run {id} is abandoned, its locks are free.', zh: '运行 {id} 已放弃,锁已释放。' },
  left: { en: 'Left behind, look at it yourself:', zh: '遗留内容,请自行检查:' },
  nothing: { en: 'Nothing is left behind.', zh: '没有遗留内容。' },
  step: { en: '{title} on {host}', zh: '{host} 上的“{title}”' },
});

const endingMs = 15_000;

export const abandon = defineCommand({
  name: 'abandon',
  aliases: ['放弃'],
  summary: say.summary(),
  examples: ['/abandon 2041 "host was replaced"'],
  takes: { id: { word: 'id', optional: false }, reason: { word: 'text', optional: false } },
  input: z.strictObject({ id: z.string(), reason: z.string().min(3).max(500) }),
  permission: 'bot:talk',
  asksFor: ['run:abandon'],
  timeoutMs: 30_000,
  changesState: true,
  async handle({ id, reason }, request) {
    const { desk } = request;
    const found = await runOf(request, id);
    if (!found.ok) return failureAnswer(found.failure);
    const run = found.value;
    const refused = refusalOf(request, 'run:abandon', run.plan);
    if (refused !== undefined) return failureAnswer(refused);
    if (run.state !== 'interrupted' && run.state !== 'undo-failed') return failureAnswer(wrongState(run, say.what()));
    const views = viewJournal(run.plan, await desk.store.runs.entries(run.runId));
    const left = run.plan.steps.filter((_, at) => views[at] !== undefined && leavesTraces(views[at]));
    // Its locks are about to be free: whatever still works under them is ended, where the host can be reached.
    const signal = AbortSignal.timeout(endingMs);
    const atWork = await Promise.all(
      run.plan.steps.map((step, at) => (left.includes(step) ? endWork(desk, run.plan, at + 1, signal) : undefined)),
    );
    const row = entry(request, 'run.abandoned', {
      ...aboutRun(run),
      opens: run.auditSeq,
      outcome: 'abandoned',
      reason,
    });
    await desk.store.runs.close({ runId: run.runId, state: 'abandoned', audit: row });
    await dropSecrets(desk, run.plan);
    return {
      ok: true,
      value: {
        verdict: left.length === 0 ? 'ok' : 'warning',
        headline: say.done({ id: String(run.runId) }),
        measuredAtMs: desk.clock.now(),
        blocks: [
          { type: 'text', text: left.length === 0 ? say.nothing() : say.left() },
          ...left.map(({ title, host }) => ({ type: 'text' as const, text: say.step({ title, host: outside(host) }) })),
          ...atWork.flatMap((failure) =>
            failure === undefined ? [] : [{ type: 'text' as const, mark: 'critical' as const, text: failure.message }],
          ),
        ],
        next: [`/health ${run.plan.system}`],
      },
    };
  },
});
