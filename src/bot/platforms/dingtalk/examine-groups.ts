import * as z from 'zod';
import { outside, texts } from '../../../actions/text.ts';
import type { Conversation } from '../../../handlers/message.ts';
import { amiss, type Finding, well } from '../../doctor/finding.ts';
import type { Api } from './api.ts';
import { DingTalkError } from './failures.ts';

const say = texts('doctor.dingtalk-groups', {
  member: { en: 'the robot is in the group', zh: '机器人已在群内' },
  outside: { en: 'the robot is not in the group', zh: '机器人不在群内' },
  mendOutside: {
    en: 'in the group: Settings, Robots, Add, and choose the robot of the app',
    zh: '在群内:群设置 → 机器人 → 添加机器人,选择该应用的机器人',
  },
  none: { en: 'DingTalk knows no such group: {why}', zh: '钉钉没有此群:{why}' },
  mendNone: {
    en: 'mention the robot in the group: it says the ids to put into channels',
    zh: '在群内 @ 机器人,它会给出应写入 channels 的 ID',
  },
  hidden: {
    en: 'whether the robot is in {count, plural, one {its group} other {its # groups}} cannot be told: {why}',
    zh: '无法确认机器人是否在 {count} 个群内:{why}',
  },
  mendHidden: {
    en: 'mention the robot in each group and see whether it answers; or open platform, the app, Permissions: apply for qyapi_chat_manage, which only this check uses',
    zh: '在各群 @ 机器人看是否答复;或在开放平台应用“权限管理”申请 qyapi_chat_manage(仅本检查使用)',
  },
});

/** The robots of a group, those of other apps among them. Needs the permission qyapi_chat_manage. */
const listed = z.object({
  chatbotInstanceVOList: z.array(z.object({ robotCode: z.string().optional() })).default([]),
});

/** Whether the robot is in the groups the configuration names. Asks only. */
export async function examineGroups(
  api: Api,
  robotCode: string,
  channels: readonly Conversation[],
): Promise<readonly Finding[]> {
  const groups = channels.filter(({ platform, space }) => platform === 'dingtalk' && !/^(?:@|robot:)/.test(space));
  const findings: Finding[] = [];
  for (const { space } of groups) {
    const about = `dingtalk:${space}`;
    try {
      const answer = await api.call('POST', '/v1.0/robot/getBotListInGroup', { openConversationId: space });
      const isThere = listed.parse(answer).chatbotInstanceVOList.some((robot) => robot.robotCode === robotCode);
      findings.push(
        isThere
          ? well('dingtalk', about, say.member())
          : amiss('dingtalk', 'critical', about, say.outside(), say.mendOutside()),
      );
    } catch (error) {
      if (error instanceof DingTalkError && error.said.status === 400)
        findings.push(amiss('dingtalk', 'critical', about, say.none({ why: outside(error.message) }), say.mendNone()));
      else {
        // The others would be answered alike.
        const why = outside(error instanceof DingTalkError ? error.message : 'it answered something else');
        return [
          ...findings,
          amiss('dingtalk', 'unknown', 'dingtalk', say.hidden({ count: groups.length, why }), say.mendHidden()),
        ];
      }
    }
  }
  return findings;
}
