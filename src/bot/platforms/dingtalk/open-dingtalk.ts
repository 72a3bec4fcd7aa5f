import type { ChatPlatform, Receive } from '../../../handlers/platform.ts';
import type { OpenedPlatform, PlatformParts } from '../platform-parts.ts';
import { makeApi } from './api.ts';
import { makeCards } from './cards.ts';
import { makeConnection } from './connection.ts';
import type { DingTalkSpec } from './dingtalk-spec.ts';
import { makeIncoming } from './incoming.ts';
import { limitsWith } from './limits.ts';
import { alone } from './payloads.ts';
import { makeRobots } from './robots.ts';
import { makeSending } from './sending.ts';
import { makeSessions } from './sessions.ts';
import { dingtalkUrls } from './urls.ts';

/** DingTalk as a platform, not connected yet. */
export async function openDingTalk(parts: PlatformParts, spec: DingTalkSpec): Promise<OpenedPlatform> {
  const { desk, memory, publicUrl } = parts;
  const { clientId, robotCode = clientId, cardTemplateId: templateId } = spec;
  const urls = dingtalkUrls(spec);
  const now = () => desk.clock.now();
  const api = makeApi({
    clientId,
    clientSecret: parts.secret('clientSecret') ?? '',
    monotonic: () => desk.clock.monotonic(),
    ...urls,
  });
  const sessions = makeSessions(urls.oapiUrl, now);
  const cards = makeCards({ api, memory, now, robotCode, templateId });
  let receive: Receive | undefined;
  const heard = makeIncoming({
    desk,
    memory,
    sessions,
    cards,
    receive: () => {
      if (receive === undefined) throw new Error('dingtalk is not connected yet');
      return receive;
    },
  });
  const connection = makeConnection({ desk, api, heard, complain: parts.complain });
  const ownOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const hasCards = templateId !== undefined;
  const sending = makeSending({
    api,
    memory,
    now,
    files: parts.files,
    draw: parts.draw,
    robotCode,
    sessions,
    robots: makeRobots({
      api,
      oapiUrl: urls.oapiUrl,
      secret: parts.secret,
      now,
      monotonic: () => desk.clock.monotonic(),
    }),
    cards: hasCards ? cards : undefined,
    refused: (error) => desk.log('warn', 'dingtalk takes no card', { why: String(error) }),
    isOwn: (url) => URL.canParse(url) && new URL(url).origin === ownOrigin,
  });

  const platform: ChatPlatform = {
    name: 'dingtalk',
    limits: limitsWith(hasCards),
    async start(handIn) {
      receive = handIn;
      await connection.open();
    },
    post: sending.post,
    ...(hasCards ? { edit: sending.edit } : {}),
    privately(userId) {
      const [, corp, staffId] = /^([^:\s]+):([^:\s]+)$/.exec(userId) ?? [];
      return corp === undefined || staffId === undefined ? undefined : alone(corp, staffId);
    },
    stop: () => connection.close(),
  };
  return { platform };
}
