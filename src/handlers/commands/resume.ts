import { fail } from '../../actions/result.ts';
import { type Text, texts } from '../../actions/text.ts';
import { approvalRules } from '../../auth/approval.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { brokenGuards } from '../gate/broken-guards.ts';
import { guardContext } from '../gate/contexts.ts';
import { planHash } from '../plans/plan-hash.ts';
import { takeUp } from '../recovery/take-up.ts';
import { neededToResume } from '../runs/permission-of.ts';
import { actsOnRun, runToActOn, wrongState } from './run-of.ts';

const say = texts('resume', {
  summary: {
    en: 'Go on with an interrupted run: the host is read first, nothing is done twice.',
    zh: '继续被中断的运行:先查看主机,不会重复执行。',
  },
  what: { en: 'resume', zh: '继续' },
  old: {
    en: 'Run {id} was approved more than 15 min ago; ask again.',
    zh: '运行 {id} 的审批已超过 15 分钟,请重新发起。',
  },
  undoing: {
    en: 'Run {id} had begun to put things back; it can only be undone to the end.',
    zh: '运行 {id} 已开始恢复,只能继续恢复到底。',
  },
});

export const resume = defineCommand({
  ...actsOnRun,
  name: 'resume',
  aliases: ['继续'],
  summary: say.summary(),
  examples: ['/resume 2041'],
  async handle({ id }, request) {
    const { desk } = request;
    const found = await runToActOn(request, id, neededToResume);
    if (!found.ok) return failureAnswer(found.failure);
    const { run, entries } = found.value;
    if (run.state !== 'interrupted') return failureAnswer(wrongState(run, say.what()));
    if ((await planHash(run.plan, run.requester)) !== run.planHash)
      throw new Error(`run ${run.runId} has another plan now`);
    const stale = (text: Text) => failureAnswer(fail('stale', text, { next: [`/undo ${run.runId}`] }).failure);
    const asked = run.approvedAtMs ?? run.startedAtMs;
    if (run.plan.risk === 'dangerous' && desk.clock.now() - asked > approvalRules.lastsMs)
      return stale(say.old({ id: String(run.runId) }));
    if (entries.some(({ phase }) => phase.startsWith('undo'))) return stale(say.undoing({ id: String(run.runId) }));
    const context = guardContext(desk, request.signal, run.runId);
    const broken = await brokenGuards(request, run.plan, context, `/undo ${run.runId}`);
    if (broken !== undefined) return failureAnswer(broken);
    return takeUp(request, run, entries, 'resume');
  },
});
