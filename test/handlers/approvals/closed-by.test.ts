import { expect, onTestFinished, test } from 'vitest';
import { type Principal, principalKey } from '../../../src/auth/principal.ts';
import { closeApproval } from '../../../src/handlers/approvals/claim.ts';
import { aDesk } from '../../fakes/a-desk.ts';

test.each<Principal>([
  { kind: 'person', id: 'alice', via: { platform: 'test', id: 'alice' }, assumed: false },
  { kind: 'api', name: 'deploys' },
  { kind: 'scheduler' },
])('a request that %o closes stands in the rows as closed by them', async (principal) => {
  const it = await aDesk();
  onTestFinished(() => it.close());
  const { approvalId = '' } = await it.say('bob', '/shove demo values="a"');
  const approval = await it.desk.store.approvals.get(approvalId);
  if (approval === undefined) throw new Error('nothing was asked for');
  const { conversation } = approval;
  const request = {
    ...{ desk: it.desk, principal, conversation, private: false, text: '', deliveryKey: 'd', confirmed: false },
    ...{ language: 'en' as const, progress: () => {}, signal: new AbortController().signal },
  };
  expect(await closeApproval(request, approval, 'void')).toBe(true);
  expect(await it.desk.store.approvals.get(approvalId)).toMatchObject({
    state: 'void',
    decidedBy: principalKey(principal),
  });
});
