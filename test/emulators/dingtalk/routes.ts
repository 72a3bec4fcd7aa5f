import { createHmac } from 'node:crypto';
import type { Place } from './faults.ts';
import { ofCard, ofKey, ofWebhook, type Shown } from './messages.ts';
import { errcode, Refused, refused, unknownSession } from './refusal.ts';
import type { Call, World } from './world.ts';

export interface Route {
  readonly place: Place;
  run(world: World, call: Call): object;
}

const gone = () => new Refused(refused(400, 'invalidParameter.openConversationId.notExist', 'no such conversation'));

function signedIn(world: World, { headers }: Call): void {
  if (!world.tokens.has(String(headers['x-acs-dingtalk-access-token'] ?? '')))
    throw new Refused(refused(401, 'InvalidAuthentication', 'the access token is not valid'));
}
function itsOwn(world: World, robotCode: unknown): void {
  if (robotCode !== world.robotCode) throw new Refused(refused(400, 'invalidParameter.robotCode', 'no such robot'));
}
const rightApp = (world: World, id: unknown, secret: unknown): boolean =>
  id === world.clientId && secret === world.clientSecret;

function spaceOf(world: World, openSpaceId: string): string {
  const [, kind, id = ''] = /^dtv1\.card\/\/(IM_GROUP|IM_ROBOT)\.(.+)$/.exec(openSpaceId) ?? [];
  if (kind === 'IM_GROUP' && world.groups.has(id)) return id;
  if (kind === 'IM_ROBOT' && world.people.has(id)) return `@${id}`;
  throw new Refused(refused(400, 'param.openSpaceId.invalid.conversation', openSpaceId));
}

export const routes: Readonly<Record<string, Route>> = {
  'POST /v1.0/gateway/connections/open': {
    place: 'gateway',
    run(world, { body }) {
      if (!rightApp(world, body.clientId, body.clientSecret))
        throw new Refused(refused(401, 'authFailed', 'clientId or clientSecret is wrong'));
      const wanted = (body.subscriptions as readonly { readonly type: string; readonly topic: string }[]).map(
        ({ type, topic }) => `${type}/${topic}`,
      );
      return { endpoint: `${world.base.replace('http', 'ws')}/connect`, ticket: world.sockets.issue(wanted) };
    },
  },
  'POST /v1.0/oauth2/accessToken': {
    place: 'token',
    run(world, { body }) {
      if (!rightApp(world, body.appKey, body.appSecret))
        throw new Refused(refused(400, 'invalidClientIdOrSecret', 'no such app'));
      return { accessToken: world.newToken(), expireIn: 7_200 };
    },
  },
  'GET /gettoken': {
    place: 'token',
    run: (world, { query }) =>
      rightApp(world, query.get('appkey'), query.get('appsecret'))
        ? { errcode: 0, errmsg: 'ok', access_token: world.newToken(), expires_in: 7_200 }
        : { errcode: 40_089, errmsg: 'no such app' },
  },
  'POST /v1.0/robot/groupMessages/send': {
    place: 'group',
    run(world, call) {
      signedIn(world, call);
      itsOwn(world, call.body.robotCode);
      const space = String(call.body.openConversationId);
      if (!world.groups.has(space)) throw gone();
      world.show(space, 'openapi', ofKey(call.body.msgKey, call.body.msgParam, world.media));
      return { processQueryKey: `q-${world.shown.length}` };
    },
  },
  'POST /v1.0/robot/getBotListInGroup': {
    place: 'robots-of-group',
    run(world, call) {
      signedIn(world, call);
      const space = String(call.body.openConversationId);
      if (!world.groups.has(space) && !world.left.has(space)) throw gone();
      const others = [{ robotCode: 'dingother', robotName: 'another' }];
      const own = { robotCode: world.robotCode, robotName: 'Zhiban' };
      return { chatbotInstanceVOList: world.left.has(space) ? others : [...others, own] };
    },
  },
  'POST /v1.0/robot/oToMessages/batchSend': {
    place: 'private',
    run(world, call) {
      signedIn(world, call);
      itsOwn(world, call.body.robotCode);
      const ids = call.body.userIds as readonly string[];
      if (!Array.isArray(ids) || ids.length === 0 || ids.length > 20)
        throw new Refused(refused(400, 'invalidParameter.userIds', '1 to 20'));
      const message = ofKey(call.body.msgKey, call.body.msgParam, world.media);
      const slowed = ids.filter((id) => world.slowed.has(id));
      const unknown = ids.filter((id) => !world.people.has(id));
      for (const id of ids) if (!slowed.includes(id) && !unknown.includes(id)) world.show(`@${id}`, 'openapi', message);
      return { processQueryKey: 'q', invalidStaffIdList: unknown, flowControlledStaffIdList: slowed };
    },
  },
  'POST /robot/sendBySession': {
    place: 'session',
    run(world, { query, body }) {
      const session = world.sessions.get(query.get('session') ?? '');
      if (session === undefined || session.expiresAt < Date.now()) throw new Refused(unknownSession);
      world.show(session.space, 'session', ofWebhook(body, 20_000));
      return { errcode: 0, errmsg: 'ok' };
    },
  },
  'POST /robot/send': {
    place: 'robot',
    run(world, { query, body }) {
      const robot = world.robots.get(query.get('access_token') ?? '');
      if (robot === undefined) throw new Refused(errcode(400_101, 'access_token does not exist'));
      const at = query.get('timestamp') ?? '';
      const sign = createHmac('sha256', robot.secret).update(`${at}\n${robot.secret}`).digest('base64');
      if (Math.abs(Date.now() - Number(at)) > 3_600_000 || query.get('sign') !== sign)
        throw new Refused(errcode(310_000, 'sign not match'));
      robot.sentAt = robot.sentAt.filter((ms) => ms > Date.now() - 60_000);
      if (robot.sentAt.length >= 20) throw new Refused(errcode(410_100, 'send too fast, blocked for 10 minutes'));
      robot.sentAt.push(Date.now());
      world.show(robot.space, 'robot', ofWebhook(body, 20_000));
      return { errcode: 0, errmsg: 'ok' };
    },
  },
  'POST /v1.0/card/instances/createAndDeliver': {
    place: 'card',
    run(world, call) {
      signedIn(world, call);
      const { body } = call;
      if (body.cardTemplateId !== world.cardTemplateId)
        throw new Refused(refused(400, 'param.templateNotExist', 'no such template'));
      if (body.callbackType !== 'STREAM') throw new Refused(refused(400, 'param.callbackType', 'STREAM is wanted'));
      const id = String(body.outTrackId);
      if (world.shown.some(({ message }) => message.id === id))
        throw new Refused(refused(400, 'param.outTrackId.duplicate', id));
      const space = spaceOf(world, String(body.openSpaceId));
      const group = body.imGroupOpenDeliverModel as { readonly robotCode?: string } | undefined;
      const alone = body.imRobotOpenDeliverModel as { readonly spaceType?: string } | undefined;
      const models = space.startsWith('@')
        ? alone?.spaceType === 'IM_ROBOT' && body.imRobotOpenSpaceModel !== undefined
        : group?.robotCode === world.robotCode && body.imGroupOpenSpaceModel !== undefined;
      if (!models) throw new Refused(refused(400, 'param.deliverModel', 'the model of this space is missing'));
      world.show(space, 'card', ofCard(mapOf(body)), id);
      return { success: true, result: { outTrackId: id, deliverResults: [{ success: true }] } };
    },
  },
  'PUT /v1.0/card/instances': {
    place: 'update',
    run(world, call) {
      signedIn(world, call);
      const id = String(call.body.outTrackId);
      const found = world.shown.find(({ message }) => message.id === id);
      if (found === undefined) throw new Refused(refused(400, 'param.cardNotExist', id));
      const next: Shown = { ...found.message, ...ofCard(mapOf(call.body)), edits: found.message.edits + 1 };
      found.message = next;
      return { success: true, result: true };
    },
  },
};

const mapOf = (body: Call['body']): Record<string, unknown> =>
  (body.cardData as { readonly cardParamMap?: Record<string, unknown> } | undefined)?.cardParamMap ?? {};
