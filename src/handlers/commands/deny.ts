import { fail, ok } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { closeApproval } from '../approvals/claim.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalToDecide } from '../gate/rights.ts';
import { answersPlan, withPlan } from './answers-plan.ts';

const say = texts('deny', {
  summary: { en: 'Say no to a plan, or take back your own.', zh: '拒绝一个方案,或撤回自己的方案。' },
  withdrawn: { en: 'Plan {code} is taken back. Nothing was done.', zh: '方案 {code} 已撤回,未执行任何操作。' },
  denied: { en: 'Plan {code} is denied. Nothing was done.', zh: '方案 {code} 已拒绝,未执行任何操作。' },
  raced: { en: 'Plan {code} was answered by somebody else meanwhile.', zh: '方案 {code} 已被他人处理。' },
});

export const deny = defineCommand({
  ...answersPlan,
  name: 'deny',
  aliases: ['拒绝'],
  summary: say.summary(),
  examples: ['/deny 7F3KQ2'],
  handle: ({ code: typed }, request) =>
    withPlan(request, typed, undefined, async (approval) => {
      const { code, requester } = approval;
      const own = requester === principalKey(request.principal);
      const refused = own ? undefined : refusalToDecide(request, approval, 'no');
      if (refused !== undefined) return failureAnswer(refused);
      const closed = await closeApproval(request, approval, own ? 'withdrawn' : 'denied');
      if (!closed) return failureAnswer(fail('stale', say.raced({ code })).failure);
      const headline = own ? say.withdrawn({ code }) : say.denied({ code });
      return ok({ verdict: 'ok', headline, measuredAtMs: request.desk.clock.now(), blocks: [], next: [] });
    }),
});
