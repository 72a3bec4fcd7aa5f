import type * as Grammy from 'grammy';
import { outside, type Text, texts } from '../../../actions/text.ts';
import type { Chattable } from '../../../handlers/command.ts';
import type { Configuration } from '../../config/configuration.ts';
import { amiss, type Finding, well } from '../../doctor/finding.ts';
import { platformUrl } from '../platform-url.ts';
import { Api, GrammyError } from './grammy.ts';
import { menusOf } from './menu.ts';

const say = texts('doctor.telegram', {
  well: { en: 'the token is that of @{bot}', zh: '令牌有效,机器人为 @{bot}' },
  wrongToken: { en: 'Telegram does not know the token', zh: 'Telegram 不认识该令牌' },
  mendToken: {
    en: 'platforms.telegram.token: the one @BotFather shows under /mybots, the bot, API Token',
    zh: 'platforms.telegram.token:填写 @BotFather 中 /mybots → 机器人 → API Token 显示的令牌',
  },
  unreached: { en: 'no answer from {where}', zh: '{where} 无响应' },
  mendUnreached: {
    en: 'let this machine reach it over https, or set platforms.telegram.apiRoot',
    zh: '确保本机可经 https 访问,或设置 platforms.telegram.apiRoot',
  },
  hearsAll: {
    en: 'privacy mode is off: the bot is sent everything people say in its groups',
    zh: '隐私模式已关闭:群内所有发言都会发送给机器人',
  },
  mendHearsAll: {
    en: '@BotFather: /setprivacy, the bot, Enable; then take it out of the group and add it again',
    zh: '@BotFather:/setprivacy → 机器人 → Enable,然后将其移出群组再重新加入',
  },
  noGroups: { en: 'the bot may not be added to groups', zh: '该机器人不能加入群组' },
  mendNoGroups: {
    en: '@BotFather: /setjoingroups, the bot, Enable',
    zh: '@BotFather:/setjoingroups → 机器人 → Enable',
  },
  menuWell: { en: 'the menu of commands is as it should be', zh: '命令菜单正确' },
  menuOld: { en: 'the menu of commands is not this version’s', zh: '命令菜单不是当前版本' },
  mendMenu: { en: 'the bot sets it whenever it starts', zh: '机器人启动时会自动设置' },
  webhookElsewhere: { en: 'Telegram calls {url}, not this bot', zh: 'Telegram 当前回调的是 {url},不是本机器人' },
  mendWebhook: { en: 'the bot sets it right when it starts', zh: '机器人启动时会自动改正' },
  webhookFails: { en: 'calls to {url} fail: {why}', zh: '对 {url} 的回调失败:{why}' },
  mendFails: {
    en: 'Telegram must reach it on port 443, 80, 88 or 8443, with a certificate browsers accept',
    zh: 'Telegram 须能经 443、80、88 或 8443 端口访问,且证书受信任',
  },
  member: { en: 'the bot is in it', zh: '机器人已在群内' },
  moved: { en: 'it became a supergroup and is now {id}', zh: '已升级为超级群,新 ID 为 {id}' },
  mendMoved: { en: 'space: "{id}" under channels', zh: '在 channels 中改为 space: "{id}"' },
  outside: { en: 'the bot is not in it', zh: '机器人不在该群内' },
  mendOutside: { en: 'add @{bot} to the group, or take the channel out', zh: '将 @{bot} 加入群组,或删除该频道配置' },
  reachable: {
    en: '{count, plural, =0 {nobody} one {one person} other {# people}} can be written to',
    zh: '可主动联系 {count} 人',
  },
  unwritten: {
    en: '{person} never wrote to the bot, so it may not write first: notices and questions do not arrive',
    zh: '{person} 从未与机器人对话,机器人无法主动联系,通知和询问无法送达',
  },
  mendUnwritten: {
    en: '{person} opens https://t.me/{bot} and presses Start',
    zh: '请 {person} 打开 https://t.me/{bot} 并点击“开始”',
  },
});

const callSeconds = 10;
const telegram = 'api.telegram.org';

/** The bot's standing at Telegram: its token, its menu, its groups, who can be written to. Asks only; changes nothing. */
export async function examineTelegram(
  { platforms, secrets, settings, web }: Configuration,
  commands: readonly Chattable[],
): Promise<readonly Finding[]> {
  const spec = platforms.telegram;
  const token = secrets.find(({ name }) => name === 'platforms.telegram.token')?.value;
  if (spec === undefined || token === undefined) return [];
  const options = spec.apiRoot === undefined ? {} : { apiRoot: spec.apiRoot.replace(/\/+$/, '') };
  const api = new Api(token, { timeoutSeconds: callSeconds, ...options });
  const about = (what: Text, mark: 'critical' | 'warning', mend: Text): Finding =>
    amiss('telegram', mark, 'telegram', what, mend);
  try {
    const me = await api.getMe();
    const bot = me.username;
    const groups = settings.channels.filter(({ platform }) => platform === 'telegram');
    const url = spec.webhook && (spec.webhook.url ?? platformUrl(web.publicUrl ?? '', 'telegram'));
    return [
      well('telegram', `@${bot}`, say.well({ bot })),
      ...(me.can_read_all_group_messages ? [about(say.hearsAll(), 'warning', say.mendHearsAll())] : []),
      ...(groups.length > 0 && !me.can_join_groups ? [about(say.noGroups(), 'critical', say.mendNoGroups())] : []),
      await menu(api, commands, settings.language),
      ...(await webhook(api, url)),
      ...(await Promise.all(groups.map(({ space }) => group(api, me.id, bot, space)))),
      ...(await people(api, bot, settings.policy.people)),
    ];
  } catch (error) {
    if (error instanceof GrammyError && [401, 404].includes(error.error_code))
      return [about(say.wrongToken(), 'critical', say.mendToken())];
    const where = outside(spec.apiRoot ?? telegram);
    return [about(say.unreached({ where }), 'critical', say.mendUnreached())];
  }
}

async function menu(api: Grammy.Api, commands: readonly Chattable[], language: 'en' | 'zh'): Promise<Finding> {
  const wanted = menusOf(commands, language).find((each) => each.language === undefined);
  const found = await api.getMyCommands({ scope: { type: 'all_private_chats' } });
  const named = (all: readonly { readonly command: string }[]): string =>
    all
      .map(({ command }) => command)
      .sort()
      .join(' ');
  return named(found) === named(wanted?.commands ?? [])
    ? well('telegram', 'telegram', say.menuWell())
    : amiss('telegram', 'warning', 'telegram', say.menuOld(), say.mendMenu());
}

async function webhook(api: Grammy.Api, wanted: string | undefined): Promise<readonly Finding[]> {
  const { url = '', last_error_message: why } = await api.getWebhookInfo();
  const shown = { url: outside(url) };
  if (url !== '' && url !== wanted)
    return [amiss('telegram', 'warning', 'telegram', say.webhookElsewhere(shown), say.mendWebhook())];
  if (url === '' || why === undefined) return [];
  return [amiss('telegram', 'warning', 'telegram', say.webhookFails({ ...shown, why: outside(why) }), say.mendFails())];
}

async function group(api: Grammy.Api, id: number, bot: string, space: string): Promise<Finding> {
  const about = `telegram:${space}`;
  const out = amiss('telegram', 'critical', about, say.outside(), say.mendOutside({ bot: outside(bot) }));
  try {
    const { status } = await api.getChatMember(space, id);
    return status === 'left' || status === 'kicked' ? out : well('telegram', about, say.member());
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    const moved = error.parameters.migrate_to_chat_id;
    if (moved === undefined) return out;
    return amiss('telegram', 'warning', about, say.moved({ id: moved }), say.mendMoved({ id: moved }));
  }
}

async function people(
  api: Grammy.Api,
  bot: string,
  all: Configuration['settings']['policy']['people'],
): Promise<readonly Finding[]> {
  const chats = Object.entries(all).flatMap(([person, { chat }]) =>
    (chat.telegram ?? []).map((id) => ({ person, id })),
  );
  const found = await Promise.all(
    chats.map(async ({ person, id }) => {
      const known = await api.getChat(id).then(
        () => true,
        (error: unknown) => {
          if (error instanceof GrammyError) return false;
          throw error;
        },
      );
      const params = { person: outside(person), bot: outside(bot) };
      return known ? undefined : amiss('telegram', 'warning', person, say.unwritten(params), say.mendUnwritten(params));
    }),
  );
  const missing = found.filter((one) => one !== undefined);
  return [...missing, well('telegram', 'telegram', say.reachable({ count: chats.length - missing.length }))];
}
