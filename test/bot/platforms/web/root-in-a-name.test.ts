import { expect, test } from 'vitest';
import { renderHtml } from '../../../../src/bot/platforms/web/render.ts';
import { requestWords } from '../../../../src/handlers/approvals/request-words.ts';
import { refusalToDecide } from '../../../../src/handlers/gate/rights.ts';
import { translate } from '../../../../src/handlers/language/translate.ts';
import { aPage } from './a-page.ts';

const reader = { language: 'zh', timeZone: 'UTC' } as const;

test('root in the name of an approver is offered no approval, only the no, and is not told to ask that person', async () => {
  const page = await aPage();
  const asked = await page.say('bob', '/shove demo values="a"');
  const code = asked.approvalId ?? '';
  const approval = await page.desk.store.approvals.get(code);
  if (approval === undefined) throw new Error('nothing was asked');
  const { requester, expiresAtMs, planHash: hash } = approval;
  const blocks = requestWords(page.desk, { people: ['alice', 'chenwei'], requester, code, expiresAtMs, hash });
  const shown = (assumed: boolean) =>
    String(renderHtml({ blocks }, { reader, buttons: 'send', me: 'chenwei', assumed }));
  expect(shown(false)).toContain(`data-command="/approve ${code}"`);
  expect(shown(true)).not.toContain(`data-command="/approve ${code}"`);
  expect(shown(true)).toContain(`data-command="/deny ${code}"`);
  const refused = refusalToDecide(
    {
      desk: page.desk,
      principal: { kind: 'person', id: 'chenwei', via: { platform: 'web', id: 'chenwei' }, assumed: true },
      conversation: { platform: 'web', tenant: '', space: '@chenwei' },
      private: true,
      text: `/approve ${code}`,
      deliveryKey: '',
      language: 'zh',
      confirmed: false,
      progress: () => {},
      signal: AbortSignal.timeout(1_000),
    },
    approval,
    'yes',
  );
  expect(refused && translate(refused.message, reader)).toBe(
    '当前会话由 root 代为登录,不算第二人,不能审批。可以联系 Alice。',
  );
});

test('the page a link opens speaks the language of whom it signs in', async () => {
  const page = await aPage();
  expect(await (await page.get(await page.link('chenwei'))).text()).toContain('以 Chen Wei 的身份登录');
  expect(await (await page.get(await page.link('bob'))).text()).toContain('Sign in as Bob');
});
