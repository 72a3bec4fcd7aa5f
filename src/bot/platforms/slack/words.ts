import { texts } from '../../../actions/text.ts';

/** What the bot says of Slack itself. */
export const say = texts('slack', {
  wrongBotToken: {
    en: 'Slack does not take the bot token (platforms.slack.botToken): {code}. Take it from api.slack.com/apps, the app, OAuth & Permissions.',
    zh: 'Slack 拒绝了机器人令牌(platforms.slack.botToken):{code}。请在 api.slack.com/apps → 应用 → OAuth & Permissions 中获取。',
  },
  wrongAppToken: {
    en: 'Slack does not take the app-level token (platforms.slack.appToken): {code}. It needs the scope connections:write; make one at api.slack.com/apps, the app, Basic Information.',
    zh: 'Slack 拒绝了应用级令牌(platforms.slack.appToken):{code}。它需要 connections:write 权限,请在 api.slack.com/apps → 应用 → Basic Information 中生成。',
  },
  noSecret: {
    en: 'platforms.slack.{name} is missing.',
    zh: '缺少 platforms.slack.{name}。',
  },
  notKept: {
    en: 'This could not be kept, so nothing was done. Try again in a moment.',
    zh: '未能保存,没有执行。请稍后再试。',
  },
  oldButton: {
    en: 'I no longer know what this button stands for. Type the command.',
    zh: '该按钮已失效,请直接发送命令。',
  },
  notOpened: {
    en: 'Slack did not open the form. Press again.',
    zh: 'Slack 未能打开表单,请再按一次。',
  },
  repeated: {
    en: 'You may have seen this before: no reply came the first time it was sent.',
    zh: '此消息可能重复:首次发送时未收到回执。',
  },
  notSent: { en: '{name} could not be sent: {why}', zh: '{name} 未能发送:{why}' },
  enter: { en: 'Enter {label}', zh: '填写{label}' },
  privately: {
    en: '{label}: press the button. Slack shows it to nobody; the bot keeps it sealed until it is used.',
    zh: '{label}:请按下面的按钮填写。Slack 不会向任何人显示,机器人会加密保存至使用。',
  },
  form: { en: 'Given privately', zh: '私密填写' },
  send: { en: 'Send', zh: '提交' },
  cancel: { en: 'Cancel', zh: '取消' },
});
