import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFaults } from './faults.ts';
import { type Refusal, Refused, refused } from './refusal.ts';
import { routes } from './routes.ts';
import { makeSockets } from './sockets.ts';
import type { Call, World } from './world.ts';

export const corp = 'ding0corp0of0the0team';
const robotTopic = '/v1.0/im/bot/messages/get';
const cardTopic = '/v1.0/card/instances/callback';

/** What media/upload takes of each kind. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  image: ['jpg', 'jpeg', 'gif', 'png', 'bmp'],
  file: ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'pdf', 'rar'],
};

export interface Said {
  readonly msgId: string;
  readonly messageId: string | undefined;
  readonly data: object;
}

export type DingTalkEmulator = Awaited<ReturnType<typeof startDingTalk>>;

/** A DingTalk on this machine: the Stream gateway and both HTTP interfaces, refusing what the real one refuses. */
export async function startDingTalk() {
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  const faults = makeFaults();
  const sockets = makeSockets(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  const calls: {
    readonly route: string;
    readonly status: number;
    readonly body: Call['body'];
    readonly atMs: number;
  }[] = [];
  const counts = { tokens: 0, shown: 0, said: 0 };
  const world: World = {
    base,
    clientId: 'dingzhiban0robot',
    clientSecret: 'the-client-secret-of-the-robot',
    robotCode: 'dingzhiban0robot',
    cardTemplateId: 'zhiban.schema',
    sockets,
    tokens: new Set(),
    people: new Set(),
    slowed: new Set(),
    groups: new Set(),
    left: new Set(),
    media: new Map(),
    sessions: new Map(),
    robots: new Map(),
    shown: [],
    newToken() {
      counts.tokens += 1;
      const token = `at-${counts.tokens}-of-the-emulator`;
      world.tokens.add(token);
      return token;
    },
    show(space, via, message, id) {
      counts.shown += 1;
      world.shown.push({ space, message: { ...message, via, id: id ?? `m-${counts.shown}` } });
    },
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(incoming.url ?? '/', base);
    const name = `${incoming.method} ${pathname}`;
    const bytes = Buffer.concat(await incoming.toArray());
    const reply = (status: number, answer: object, headers: Readonly<Record<string, string>> = {}): void => {
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
    };
    let body: Call['body'] = {};
    const note = (status: number): void => void calls.push({ route: name, status, body, atMs: performance.now() });
    const isUpload = name === 'POST /media/upload';
    const route = routes[name];
    if (route === undefined && !isUpload) return reply(404, { code: 'InvalidAction.NotFound', message: name });
    const fault = faults.take(isUpload ? 'upload' : (route?.place ?? 'token'));
    if (fault === 'cut') {
      note(0);
      incoming.socket.destroy();
      return;
    }
    if (typeof fault === 'object' && 'delayMs' in fault) await wait(fault.delayMs);
    try {
      if (!isUpload && bytes.length > 0) body = JSON.parse(bytes.toString('utf8'));
      if (typeof fault === 'object' && 'refuse' in fault) throw new Refused(fault.refuse);
      if (typeof fault === 'object' && 'gateway' in fault)
        throw new Refused(refused(fault.gateway, 'ServiceUnavailable', 'a gateway broke'));
      const call = { headers: incoming.headers, query, body };
      if (fault === 'not-delivered') {
        note(200);
        const deliverResults = [{ success: false, errorMsg: 'the robot is not in the space', spaceType: 'IM_GROUP' }];
        return reply(200, { success: true, result: { outTrackId: body.outTrackId, deliverResults } });
      }
      const answer = isUpload ? await upload(bytes, call) : (route?.run(world, call) ?? {});
      note(fault === 'lost-reply' ? 0 : 200);
      if (fault === 'lost-reply') incoming.socket.destroy();
      else reply(200, answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, body: why, headers }: Refusal = error.refusal;
      note(status);
      reply(status, why, headers);
    }
  }

  async function upload(bytes: Buffer, { headers, query }: Call): Promise<object> {
    if (!world.tokens.has(query.get('access_token') ?? '')) return { errcode: 40_014, errmsg: 'invalid access_token' };
    const type = query.get('type') ?? '';
    const form = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('media');
    if (!(file instanceof File) || !['image', 'file'].includes(type)) return { errcode: 40_035, errmsg: 'no media' };
    const extension = /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
    if (!extensions[type]?.includes(extension)) return { errcode: 40_005, errmsg: 'invalid file type' };
    if (file.size > 20 * 1024 * 1024) return { errcode: 40_006, errmsg: 'too big' };
    const id = `@media-${world.media.size + 1}`;
    world.media.set(id, { name: file.name, type, bytes: Buffer.from(await file.arrayBuffer()) });
    return { errcode: 0, errmsg: 'ok', type, media_id: id, created_at: Date.now() };
  }

  /** What somebody says: to the robot alone, or in a group with the robot mentioned. */
  function type(
    staffId: string,
    text: string,
    more: {
      readonly group?: string;
      readonly corp?: string;
      readonly msgtype?: string;
      readonly lasts?: number;
      readonly sayId?: string;
    } = {},
  ): Said {
    counts.said += 1;
    const outsider = more.corp !== undefined;
    const session = `s-${counts.said}`;
    const sessionWebhookExpiredTime = Date.now() + (more.lasts ?? 90 * 60_000);
    world.sessions.set(session, { space: more.group ?? `@${staffId}`, expiresAt: sessionWebhookExpiredTime });
    const msgId = more.sayId ?? `msg${counts.said}+/==`;
    const data = {
      conversationId: more.group ?? `cid-of-${staffId}==`,
      conversationType: more.group === undefined ? '1' : '2',
      ...(more.group === undefined ? {} : { conversationTitle: 'On call', isInAtList: true }),
      msgId,
      createAt: Date.now(),
      senderId: `$:LWCP_v1:$${staffId}`,
      ...(outsider ? {} : { senderStaffId: staffId }),
      senderNick: 'Alice',
      senderCorpId: more.corp ?? corp,
      isAdmin: true,
      chatbotUserId: '$:LWCP_v1:$robot',
      chatbotCorpId: corp,
      robotCode: world.robotCode,
      atUsers: [{ dingtalkId: '$:LWCP_v1:$robot' }],
      sessionWebhook: `${base}/robot/sendBySession?session=${session}`,
      sessionWebhookExpiredTime,
      msgtype: more.msgtype ?? 'text',
      ...(more.msgtype === undefined ? { text: { content: more.group === undefined ? text : ` ${text} ` } } : {}),
    };
    return {
      msgId,
      data,
      messageId: sockets.deliver('CALLBACK', robotTopic, data, { appId: 'app', connectionId: 'c' }),
    };
  }

  return {
    base,
    corp,
    world,
    faults,
    sockets,
    calls,
    type,
    person: (staffId: string) => void world.people.add(staffId),
    group: (id: string) => void world.groups.add(id),
    robot: (token: string, secret: string, space: string) =>
      void world.robots.set(token, { space, secret, sentAt: [] }),
    /** The same message once more, as one that was not acknowledged. */
    again: ({ data }: Said): string | undefined => sockets.deliver('CALLBACK', robotTopic, data),
    press(staffId: string, outTrackId: string, slot: string, params: object): string | undefined {
      const found = world.shown.find(({ message }) => message.id === outTrackId);
      const content = JSON.stringify({ cardPrivateData: { actionIds: [slot], params } });
      const isAlone = found?.space.startsWith('@') === true;
      return sockets.deliver('CALLBACK', cardTopic, {
        extension: '{}',
        corpId: corp,
        type: 'actionCallback',
        outTrackId,
        spaceId: isAlone ? staffId : (found?.space ?? ''),
        spaceType: 'im',
        userId: staffId,
        userIdType: 1,
        content,
      });
    },
    shown: (space: string) => world.shown.filter((one) => one.space === space).map(({ message }) => message),
    expireSessions(): void {
      for (const session of world.sessions.values()) session.expiresAt = 0;
    },
    expireTokens: () => world.tokens.clear(),
    async close(): Promise<void> {
      sockets.kill();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
