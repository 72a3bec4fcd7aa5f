import { outside, type Text, texts } from '../../../actions/text.ts';
import type { Configuration } from '../../config/configuration.ts';
import { amiss, type Finding, well } from '../../doctor/finding.ts';
import { type Api, makeApi } from './api.ts';
import { examineGroups } from './examine-groups.ts';
import { DingTalkError } from './failures.ts';
import { dingtalkUrls } from './urls.ts';

const say = texts('doctor.dingtalk', {
  well: { en: 'the app is known, and its stream can be opened', zh: '应用有效,Stream 连接可用' },
  wrongApp: { en: 'DingTalk does not know the app', zh: '钉钉不认识该应用' },
  mendApp: {
    en: 'platforms.dingtalk.clientId and clientSecret: as the open platform shows them under the app, Credentials',
    zh: 'platforms.dingtalk.clientId 与 clientSecret:填写开放平台应用“凭证与基础信息”中的值',
  },
  unreached: { en: 'no answer from {where}: {why}', zh: '{where} 无响应:{why}' },
  mendUnreached: {
    en: 'let this machine reach it over https, or set platforms.dingtalk.apiUrl',
    zh: '确保本机可经 https 访问,或设置 platforms.dingtalk.apiUrl',
  },
  maySend: { en: 'the robot may write first', zh: '机器人可主动发送消息' },
  mayNotSend: { en: 'the robot may not write first: {why}', zh: '机器人无法主动发送消息:{why}' },
  mendSend: {
    en: 'open platform, the app: add the robot, then Permissions: apply for sending robot messages; publish a version',
    zh: '开放平台应用:添加机器人能力,在“权限管理”申请机器人消息发送权限,并发布版本',
  },
  mayCard: { en: 'cards may be sent', zh: '可发送互动卡片' },
  mayNotCard: {
    en: 'cards may not be sent, so messages are markdown: {why}',
    zh: '无法发送互动卡片,将改用 Markdown:{why}',
  },
  mendCard: {
    en: 'open platform, the app, Permissions: apply for Card.Instance.Write',
    zh: '开放平台应用“权限管理”:申请 Card.Instance.Write',
  },
  clock: { en: 'the clock here is {off} away from DingTalk’s', zh: '本机时钟与钉钉相差 {off}' },
  mendClock: { en: 'let the network set it: timedatectl set-ntp true', zh: '启用网络校时:timedatectl set-ntp true' },
  reachable: {
    en: '{count, plural, =0 {nobody} one {one person} other {# people}} can be written to',
    zh: '可主动联系 {count} 人',
  },
});

const mostOffMs = 60_000;
const callLimitMs = 10_000;
/** Nobody has it, so that asking sends nothing. */
const nobody = 'zhiban-check-sends-nothing';

/** The app's standing at DingTalk: whether it is known, what it may do, the clock, the groups it is to be in. Sends nothing to anybody. */
export async function examineDingTalk({ platforms, secrets, settings }: Configuration): Promise<readonly Finding[]> {
  const spec = platforms.dingtalk;
  const clientSecret = secrets.find(({ name }) => name === 'platforms.dingtalk.clientSecret')?.value;
  if (spec === undefined || clientSecret === undefined) return [];
  const { clientId, robotCode = clientId, cardTemplateId } = spec;
  const urls = dingtalkUrls(spec);
  const api = makeApi({ clientId, clientSecret, monotonic: () => performance.now(), ...urls });
  const about = (mark: 'critical' | 'warning', what: Text, mend: Text): Finding =>
    amiss('dingtalk', mark, 'dingtalk', what, mend);
  try {
    await api.gateway();
  } catch (error) {
    if (error instanceof DingTalkError && error.isWrongApp) return [about('critical', say.wrongApp(), say.mendApp())];
    const where = outside(urls.apiUrl);
    return [about('critical', say.unreached({ where, why: outside(whyOf(error)) }), say.mendUnreached())];
  }
  const people = Object.values(settings.policy.people).flatMap(({ chat }) => chat.dingtalk ?? []);
  const message = { robotCode, userIds: [nobody], msgKey: 'sampleText', msgParam: '{"content":"·"}' };
  const unsent = await refusal(api, 'POST', '/v1.0/robot/oToMessages/batchSend', message);
  const uncarded =
    cardTemplateId === undefined
      ? undefined
      : await refusal(api, 'PUT', '/v1.0/card/instances', { outTrackId: nobody, cardData: { cardParamMap: {} } });
  return [
    well('dingtalk', clientId, say.well()),
    unsent === undefined
      ? well('dingtalk', 'dingtalk', say.maySend())
      : about('critical', say.mayNotSend({ why: outside(unsent) }), say.mendSend()),
    ...(cardTemplateId === undefined
      ? []
      : uncarded === undefined
        ? [well('dingtalk', 'dingtalk', say.mayCard())]
        : [about('warning', say.mayNotCard({ why: outside(uncarded) }), say.mendCard())]),
    ...(await clock(urls.apiUrl)),
    ...(await examineGroups(api, robotCode, settings.channels)),
    well('dingtalk', 'dingtalk', say.reachable({ count: people.length })),
  ];
}

/** Why it may not; that there is no such card and nobody of that id is what is expected. */
async function refusal(api: Api, method: 'POST' | 'PUT', path: string, body: object): Promise<string | undefined> {
  try {
    await api.call(method, path, body);
    return undefined;
  } catch (error) {
    return error instanceof DingTalkError && error.said.status === 400 && !/robot/i.test(error.said.code)
      ? undefined
      : whyOf(error);
  }
}

const whyOf = (error: unknown): string =>
  error instanceof DingTalkError ? error.message : 'it answered something else';

async function clock(apiUrl: string): Promise<readonly Finding[]> {
  const response = await fetch(apiUrl, { method: 'HEAD', signal: AbortSignal.timeout(callLimitMs) }).catch(
    () => undefined,
  );
  const there = Date.parse(response?.headers.get('date') ?? '');
  const offMs = Math.abs(Date.now() - there);
  return offMs > mostOffMs
    ? [amiss('dingtalk', 'warning', 'dingtalk', say.clock({ off: { durationMs: offMs } }), say.mendClock())]
    : [];
}
