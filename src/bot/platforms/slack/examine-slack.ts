import { outside, type Text, texts } from '../../../actions/text.ts';
import type { Configuration } from '../../config/configuration.ts';
import { amiss, type Finding, well } from '../../doctor/finding.ts';
import { codeOf, isTokenRefused } from './failures.ts';
import { scopes } from './manifest.ts';
import { WebClient } from './web-api.ts';
import { clientOptions } from './web-client.ts';

const say = texts('doctor.slack', {
  well: { en: 'the bot token is that of {bot} in {team}', zh: '机器人令牌有效:{team} 的 {bot}' },
  wrongToken: { en: 'Slack does not take the bot token: {code}', zh: 'Slack 拒绝了机器人令牌:{code}' },
  mendToken: {
    en: 'platforms.slack.botToken: api.slack.com/apps, the app, OAuth & Permissions, Bot User OAuth Token',
    zh: 'platforms.slack.botToken:api.slack.com/apps → 应用 → OAuth & Permissions → Bot User OAuth Token',
  },
  unreached: { en: 'no answer from {where}', zh: '{where} 无响应' },
  mendUnreached: {
    en: 'let this machine reach it over https, or set platforms.slack.apiUrl',
    zh: '确保本机可经 https 访问,或设置 platforms.slack.apiUrl',
  },
  scopesWell: { en: 'it has every scope it needs', zh: '权限范围齐全' },
  scopesMissing: { en: 'scopes are missing: {scopes}', zh: '缺少权限范围:{scopes}' },
  mendScopes: {
    en: 'zhiban manifest slack; paste it at api.slack.com/apps, the app, App Manifest; then Install App, Reinstall',
    zh: '运行 zhiban manifest slack,粘贴到 api.slack.com/apps → 应用 → App Manifest,然后在 Install App 中重新安装',
  },
  linkWell: { en: 'the app-level token opens connections', zh: '应用级令牌可以建立连接' },
  wrongAppToken: { en: 'Slack does not take the app-level token: {code}', zh: 'Slack 拒绝了应用级令牌:{code}' },
  mendAppToken: {
    en: 'platforms.slack.appToken: the app, Basic Information, App-Level Tokens, with connections:write; and Socket Mode on',
    zh: 'platforms.slack.appToken:应用 → Basic Information → App-Level Tokens(含 connections:write),并开启 Socket Mode',
  },
  clockWell: {
    en: 'the clock is {seconds, number} s from that of Slack',
    zh: '时钟与 Slack 相差 {seconds, number} 秒',
  },
  clockOff: {
    en: 'the clock is {seconds, number} s from that of Slack; above 300 every call of Slack is refused',
    zh: '时钟与 Slack 相差 {seconds, number} 秒;超过 300 秒时,Slack 的所有请求都会被拒绝',
  },
  mendClock: { en: 'let the network set it: timedatectl set-ntp true', zh: '启用网络校时:timedatectl set-ntp true' },
  member: { en: 'the bot is in it', zh: '机器人已在频道内' },
  outside: { en: 'the bot is not in it', zh: '机器人不在该频道内' },
  mendOutside: {
    en: '/invite @{bot} in the channel, or take the channel out',
    zh: '在频道中发送 /invite @{bot},或删除该频道配置',
  },
  archived: { en: 'the channel is archived', zh: '频道已归档' },
  mendArchived: { en: 'take the channel out of channels', zh: '从 channels 中删除该频道' },
  reachable: {
    en: '{count, plural, =0 {nobody} one {one person} other {# people}} can be written to',
    zh: '可主动联系 {count} 人',
  },
  gone: { en: '{person} is not in this workspace any more, or never was', zh: '{person} 不在(或已离开)该工作区' },
  otherTeam: { en: '{person} is of another workspace, {team}', zh: '{person} 属于另一个工作区 {team}' },
  mendPerson: { en: 'mend or take out people.{person}.chat.slack', zh: '修正或删除 people.{person}.chat.slack' },
});

const mostSkewSeconds = 30;
const slackApi = 'slack.com';

/** The app's standing at Slack: tokens, scopes, clock, channels, who can be written to. Asks only; changes nothing. */
export async function examineSlack(
  { platforms, secrets, settings }: Configuration,
  nowMs: () => number,
): Promise<readonly Finding[]> {
  const spec = platforms.slack;
  if (spec === undefined) return [];
  const secret = (name: string) => secrets.find((each) => each.name === `platforms.slack.${name}`)?.value;
  let saidAtMs = Number.NaN;
  const client = new WebClient(secret('botToken') ?? '', {
    ...clientOptions(spec.apiUrl),
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      saidAtMs = Date.parse(response.headers.get('date') ?? '');
      return response;
    },
  });
  const about = (what: Text, mend: Text): Finding => amiss('slack', 'critical', 'slack', what, mend);
  try {
    const me = await client.auth.test();
    const skew = Math.round(Math.abs(nowMs() - saidAtMs) / 1_000);
    const bot = outside(me.user ?? '');
    const missing = scopes.filter((scope) => !(me.response_metadata?.scopes ?? []).includes(scope));
    const rooms = settings.channels.filter(({ platform }) => platform === 'slack');
    return [
      well('slack', 'slack', say.well({ bot, team: outside(me.team ?? '') })),
      missing.length === 0
        ? well('slack', 'slack', say.scopesWell())
        : about(say.scopesMissing({ scopes: outside(missing.join(' ')) }), say.mendScopes()),
      ...(Number.isNaN(skew) ? [] : [clock(skew)]),
      ...(spec.mode === 'socket' ? [await link(secret('appToken') ?? '', spec.apiUrl)] : []),
      ...(await Promise.all(rooms.map(({ space }) => room(client, bot, space)))),
      ...(await people(client, me.team_id ?? '', settings.policy.people)),
    ];
  } catch (error) {
    const code = codeOf(error);
    if (code !== undefined && isTokenRefused(error))
      return [about(say.wrongToken({ code: outside(code) }), say.mendToken())];
    return [about(say.unreached({ where: outside(spec.apiUrl ?? slackApi) }), say.mendUnreached())];
  }
}

const clock = (seconds: number): Finding =>
  seconds <= mostSkewSeconds
    ? well('slack', 'slack', say.clockWell({ seconds }))
    : amiss('slack', 'warning', 'slack', say.clockOff({ seconds }), say.mendClock());

/** Asks for an address and does not connect to it. */
async function link(appToken: string, apiUrl: string | undefined): Promise<Finding> {
  try {
    await new WebClient(appToken, clientOptions(apiUrl)).apps.connections.open({});
    return well('slack', 'slack', say.linkWell());
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return amiss('slack', 'critical', 'slack', say.wrongAppToken({ code: outside(code) }), say.mendAppToken());
  }
}

async function room(client: WebClient, bot: Text, space: string): Promise<Finding> {
  const about = `slack:${space}`;
  const out = amiss('slack', 'critical', about, say.outside(), say.mendOutside({ bot }));
  try {
    const { channel } = await client.conversations.info({ channel: space });
    if (channel?.is_archived === true) return amiss('slack', 'critical', about, say.archived(), say.mendArchived());
    return channel?.is_member === true ? well('slack', about, say.member()) : out;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return out;
  }
}

async function people(
  client: WebClient,
  team: string,
  all: Configuration['settings']['policy']['people'],
): Promise<readonly Finding[]> {
  const ids = Object.entries(all).flatMap(([person, { chat }]) => (chat.slack ?? []).map((id) => ({ person, id })));
  const found = await Promise.all(
    ids.map(async ({ person, id }) => {
      const [home = '', user = ''] = id.split(':');
      const params = { person: outside(person), team: outside(home) };
      if (home !== team) return amiss('slack', 'warning', person, say.otherTeam(params), say.mendPerson(params));
      const isThere = await client.users.info({ user }).then(
        (answer) => answer.user?.deleted !== true,
        (error: unknown) => {
          if (codeOf(error) === undefined) throw error;
          return false;
        },
      );
      return isThere ? undefined : amiss('slack', 'warning', person, say.gone(params), say.mendPerson(params));
    }),
  );
  const missing = found.filter((one) => one !== undefined);
  return [...missing, well('slack', 'slack', say.reachable({ count: ids.length - missing.length }))];
}
