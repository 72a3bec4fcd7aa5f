import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { approvalRules } from '../../auth/approval.ts';
import { principalKey } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { failureAnswer } from '../failure-answer.ts';
import { approversOf, refusalToBreakGlass } from '../gate/rights.ts';
import type { Answer } from '../message.ts';
import { type Ask, askFor } from './ask.ts';
import { backupAge } from './backup-age.ts';
import { ownRequestWords, requestWords, tellApprovers, toldWords } from './request-words.ts';

const say = texts('approval', {
  nobody: {
    en: 'A second person must approve this, and nobody else may. Ask an admin for a grant with "approve".',
    zh: '此操作需要第二人审批,但目前没有其他人有审批权限。请管理员配置带有 approve 的授权。',
  },
});

/** Shows the plan and asks another person: each who may say yes is written to. Refused at once when nobody could. */
export async function askSecondPerson(ask: Ask): Promise<Answer> {
  const { desk } = ask.request;
  const people = approversOf(ask.request, ask.permission, ask.plan);
  if (people.length === 0) return failureAnswer(fail('denied', say.nobody()).failure);
  const reach = await reachOf(desk, people);
  const plan = { ...ask.plan, facts: [...ask.plan.facts, ...(await backupAge(desk, ask.plan.system))] };
  const { approval, answer } = await askFor(
    { ...ask, plan },
    {
      kind: 'approve',
      withinMs: approvalRules.lastsMs,
      told: reach.told,
      words: (code, expiresAtMs) => {
        const requester = principalKey(ask.request.principal);
        const requested = { people, requester, code, expiresAtMs, hash: ask.hash };
        const alone = refusalToBreakGlass(ask.request, { permission: ask.permission, plan }) === undefined;
        const [how, ...more] = ask.request.private
          ? ownRequestWords(desk, requested, alone)
          : requestWords(desk, requested);
        return [how, ...toldWords(desk, reach), ...more];
      },
    },
  );
  await tellApprovers(desk, approval, people);
  return answer;
}

export interface Reach {
  readonly told: readonly string[];
  readonly notTold: readonly string[];
  /** They are told by the bot, from which this process does not know where it reaches them. */
  readonly byTheBot: boolean;
}

async function reachOf(desk: Desk, people: readonly string[]): Promise<Reach> {
  if (desk.places === undefined) {
    const byTheBot = (await desk.store.instances.bot()) !== undefined;
    return byTheBot ? { told: people, notTold: [], byTheBot } : { told: [], notTold: people, byTheBot };
  }
  const told = people.filter((id) => (desk.places?.(id) ?? []).length > 0);
  return { told, notTold: people.filter((id) => !told.includes(id)), byTheBot: false };
}
