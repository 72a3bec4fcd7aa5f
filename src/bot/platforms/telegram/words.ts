import { texts } from '../../../actions/text.ts';

/** What the bot says of Telegram itself. */
export const say = texts('telegram', {
  wrongToken: {
    en: 'Telegram does not know the token (platforms.telegram.token). Ask @BotFather for it: /mybots, the bot, API Token.',
    zh: 'Telegram 不认识该令牌(platforms.telegram.token)。请向 @BotFather 获取:/mybots → 选择机器人 → API Token。',
  },
  second: {
    en: 'Another program asks Telegram for the messages of @{bot} (409), so some of them go there. Stop it, or give this bot a token of its own.',
    zh: '另一个程序也在接收 @{bot} 的消息(409),部分消息会被它取走。请停止该程序,或为本机器人使用单独的令牌。',
  },
  noUrl: {
    en: 'Telegram needs an address to call: set web.publicUrl or platforms.telegram.webhook.url.',
    zh: 'Telegram 需要一个可回调的地址:请设置 web.publicUrl 或 platforms.telegram.webhook.url。',
  },
  webhookRefused: { en: 'Telegram does not take the webhook: {why}', zh: 'Telegram 拒绝了该 webhook:{why}' },
  anonymous: {
    en: 'You write in the name of the group, so I cannot tell who you are. Turn off "Remain anonymous" in your admin rights, or write to me in private.',
    zh: '你正以群组名义匿名发言,无法确认身份。请在管理员权限中关闭“匿名”,或与我私聊。',
  },
  passedOn: {
    en: 'That was forwarded, or written by another bot: I take no commands in the words of others. Type it yourself.',
    zh: '这是转发的消息或由其他机器人代写的内容,不会作为命令执行。如有需要,请自己输入。',
  },
  late: {
    en: 'You sent this {age}, while I was away: {text}. Nothing was done; send it again if you still want it.',
    zh: '这条消息发于{age},当时我不在线:{text}。未执行任何操作,需要时请重新发送。',
  },
  joined: {
    en: 'This chat is {chat}. To set its default system or language, add it to the configuration:',
    zh: '本群组是 {chat}。如需设置默认系统或语言,请加入配置:',
  },
  oldButton: {
    en: 'I no longer know what this button stands for. Type the command.',
    zh: '该按钮已失效,请直接发送命令。',
  },
  deleteIt: {
    en: 'I could not delete your message with the secret. Delete it yourself, for everybody.',
    zh: '含有密钥的消息未能删除,请手动为所有人删除。',
  },
  latePress: {
    en: 'A button was pressed here while I was away: {text}. Nothing was done; press or send it again if you still want it.',
    zh: '我不在线时有人按下了按钮:{text}。未执行任何操作,需要时请重新按下或发送。',
  },
});
