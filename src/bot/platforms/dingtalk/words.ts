import { texts } from '../../../actions/text.ts';

/** What the bot says of DingTalk itself. */
export const say = texts('dingtalk', {
  wrongApp: {
    en: 'DingTalk does not know the app (platforms.dingtalk.clientId, clientSecret). Both stand in the open platform under the app, Credentials.',
    zh: '钉钉不认识该应用(platforms.dingtalk.clientId、clientSecret)。请在开放平台的应用“凭证与基础信息”中核对。',
  },
  outsider: {
    en: 'You are not of this organisation, or the app is not published yet: DingTalk gives me no staff id for you, so I do nothing you ask.',
    zh: '你不在本组织内,或应用尚未发布:钉钉未提供你的员工 ID,因此不会执行你的任何命令。',
  },
  unknownGroup: {
    en: 'This chat is {chat}. To set its default system or language, add it to the configuration:',
    zh: '本群组是 {chat}。如需设置默认系统或语言,请加入配置:',
  },
  oldButton: {
    en: 'I no longer know what this button stands for. Type the command.',
    zh: '该按钮已失效,请直接发送命令。',
  },
});
