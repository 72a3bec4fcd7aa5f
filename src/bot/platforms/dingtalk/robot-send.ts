import * as z from 'zod';
import type { Conversation } from '../../../handlers/message.ts';
import type { Api } from './api.ts';
import { DingTalkError } from './failures.ts';

const outcome = z.object({
  invalidStaffIdList: z.array(z.string()).default([]),
  flowControlledStaffIdList: z.array(z.string()).default([]),
});

export type RobotSend = ReturnType<typeof makeRobotSend>;

/** As the robot, to a group or to one person. Rejects with DingTalkError, also when one person was not reached. */
export const makeRobotSend =
  (api: Api, robotCode: string) =>
  async ({ space }: Conversation, msgKey: string, params: object): Promise<void> => {
    const message = { robotCode, msgKey, msgParam: JSON.stringify(params) };
    if (!space.startsWith('@')) {
      await api.call('POST', '/v1.0/robot/groupMessages/send', { ...message, openConversationId: space });
      return;
    }
    const answer = await api.call('POST', '/v1.0/robot/oToMessages/batchSend', {
      ...message,
      userIds: [space.slice(1)],
    });
    const { invalidStaffIdList, flowControlledStaffIdList } = outcome.parse(answer);
    if (invalidStaffIdList.length > 0)
      throw new DingTalkError({ status: 400, code: 'invalidStaffId', message: 'nobody has that staff id' });
    if (flowControlledStaffIdList.length > 0)
      throw new DingTalkError({
        status: 429,
        code: 'flowControlled',
        message: 'too many to this person',
        afterMs: 30_000,
      });
  };
