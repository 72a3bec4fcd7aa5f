import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { failureAnswer } from '../failure-answer.ts';
import { approversOf } from '../gate/rights.ts';
import type { Answer } from '../message.ts';
import { personName } from '../person-name.ts';
import { type Ask, askFor } from './ask.ts';

/** How long a second person has to say yes. */
const approveWithinMs = 15 * 60_000;

const say = texts('approval', {
  how: {
    en: '{people} may approve, before {by}: /approve {code} or /deny {code} · plan hash {hash}',
    zh: '请 {people} 在 {by} 前审批:/批准 {code} 或 /拒绝 {code} · 方案指纹 {hash}',
  },
  told: { en: 'Nobody was told: pass the code on.', zh: '尚未通知任何人,请自行转告。' },
  nobody: {
    en: 'A second person must approve this, and nobody else may. Ask an admin for a grant with "approve".',
    zh: '此操作需要第二人审批,但目前没有其他人有审批权限。请管理员配置带有 approve 的授权。',
  },
  go: { en: 'Approve', zh: '批准' },
  deny: { en: 'Deny', zh: '拒绝' },
});

/** Shows the plan and asks another person, naming who may say yes. Refused at once when nobody could. */
export async function askSecondPerson(ask: Ask): Promise<Answer> {
  const people = approversOf(ask.request, ask.permission, ask.plan);
  if (people.length === 0) return failureAnswer(fail('denied', say.nobody()).failure);
  return askFor(ask, {
    kind: 'approve',
    withinMs: approveWithinMs,
    words: (code, expiresAtMs) => [
      {
        type: 'text',
        text: say.how({
          people: { list: people.map((id) => personName(ask.request.desk.settings(), id)), joined: 'or' },
          by: { atMs: expiresAtMs },
          code,
          hash: ask.hash.slice(0, 8),
        }),
      },
      { type: 'text', text: say.told() },
      {
        type: 'buttons',
        buttons: [
          { label: say.go(), command: `/approve ${code}`, style: 'danger' },
          { label: say.deny(), command: `/deny ${code}` },
        ],
      },
    ],
  });
}
