import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { freezeOver } from '../gate/freeze-check.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import { planHash } from '../runs/plan-hash.ts';
import { takeUp } from '../runs/take-up.ts';
import { permissionOf, runOf, wrongState } from './run-of.ts';

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

const approvalLastsMs = 15 * 60_000;

export const resume = defineCommand({
  name: 'resume',
  aliases: ['继续'],
  summary: say.summary(),
  examples: ['/resume 2041'],
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  timeoutMs: 60_000,
  changesState: true,
  async handle({ id }, request) {
    const { desk } = request;
    const found = await runOf(request, id);
    if (!found.ok) return failureAnswer(found.failure);
    const run = found.value;
    const action = desk.commands.find(({ name }) => name === run.plan.action);
    const refused = refusalOfCommand(request, { ...action, permission: permissionOf(request, run) }, run.plan);
    if (refused !== undefined) return failureAnswer(refused);
    if (run.state !== 'interrupted') return failureAnswer(wrongState(run, say.what()));
    if ((await planHash(run.plan, run.requester)) !== run.planHash)
      throw new Error(`run ${run.runId} has another plan now`);
    const asked = run.approvedAtMs ?? run.startedAtMs;
    if (run.plan.risk === 'dangerous' && desk.clock.now() - asked > approvalLastsMs) {
      return failureAnswer(fail('stale', say.old({ id: String(run.runId) }), { next: [`/undo ${run.runId}`] }).failure);
    }
    const frozen = await freezeOver(desk, run.plan.system);
    if (frozen !== undefined) return failureAnswer(frozen);
    const entries = await desk.store.runs.entries(run.runId);
    if (entries.some(({ phase }) => phase.startsWith('undo'))) {
      return failureAnswer(
        fail('stale', say.undoing({ id: String(run.runId) }), { next: [`/undo ${run.runId}`] }).failure,
      );
    }
    return takeUp(request, run, entries, 'resume');
  },
});
