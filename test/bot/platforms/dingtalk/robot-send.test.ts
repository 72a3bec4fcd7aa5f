import { expect, test } from 'vitest';
import type { Api } from '../../../../src/bot/platforms/dingtalk/api.ts';
import { refusalOf } from '../../../../src/bot/platforms/dingtalk/failures.ts';
import { makeRobotSend } from '../../../../src/bot/platforms/dingtalk/robot-send.ts';

const bob = { platform: 'dingtalk', tenant: 'ding1', space: '@bob02' };
const sendWith = (answer: object) => {
  const api: Pick<Api, 'call'> = { call: async () => answer };
  return makeRobotSend(api as Api, 'ding2')(bob, 'sampleText', { content: 'x' }); // the one call it makes
};

test('a person who was sent too much, or whom nobody has, was not written to though the call went well', async () => {
  const refusal = async (answer: object) =>
    refusalOf(
      await sendWith(answer).then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  expect(await refusal({ processQueryKey: 'q', flowControlledStaffIdList: ['bob02'] })).toMatchObject({
    retry: 'later',
    afterMs: 30_000,
  });
  expect(await refusal({ processQueryKey: 'q', invalidStaffIdList: ['bob02'] })).toMatchObject({ retry: 'never' });
  await expect(sendWith({ processQueryKey: 'q' })).resolves.toBeUndefined();
});
