import type { ChatPlatform, Receive } from '../../../handlers/platform.ts';
import { buttonTokens } from '../button-tokens.ts';
import { onceConnected } from '../once-connected.ts';
import type { OpenedPlatform, PlatformParts } from '../platform-parts.ts';
import { platformUrl } from '../platform-url.ts';
import { makeConnection } from './connection.ts';
import { Api } from './grammy.ts';
import { makeIncoming } from './incoming.ts';
import { editsPerMinuteIn, makePace, telegramLimits } from './limits.ts';
import { makeMoves } from './moves.ts';
import type { Self } from './payloads.ts';
import { makeQuestions } from './questions.ts';
import { makeSending } from './sending.ts';
import type { TelegramSpec } from './telegram-spec.ts';

/** Longer than Telegram holds a request for updates, shorter than a message is waited for. */
const callSeconds = 25;

/** Telegram as a platform, not connected yet. */
export async function openTelegram(parts: PlatformParts, spec: TelegramSpec): Promise<OpenedPlatform> {
  const { desk, memory, publicUrl } = parts;
  const api = new Api(parts.secret('token') ?? '', {
    timeoutSeconds: callSeconds,
    ...(spec.apiRoot === undefined ? {} : { apiRoot: spec.apiRoot.replace(/\/+$/, '') }),
  });
  const now = () => desk.clock.now();
  const tokens = buttonTokens(memory, now);
  const isConfigured = (space: string): boolean =>
    desk.settings().channels.some((channel) => channel.platform === 'telegram' && channel.space === space);
  const moves = makeMoves(memory, isConfigured);
  const questions = makeQuestions(memory, now);
  const shutOut = new Set<string>();
  const pace = makePace(() => desk.clock.monotonic());
  let receive: Receive | undefined;
  let self: Self | undefined;

  const incoming = makeIncoming({
    desk,
    api,
    tokens,
    moves,
    questions,
    shutOut,
    self: () => onceConnected('telegram', self),
    receive: () => onceConnected('telegram', receive),
  });
  const secret = parts.secret('webhook.secret');
  const webhook =
    spec.webhook === undefined || secret === undefined
      ? undefined
      : { secret, url: spec.webhook.url ?? (publicUrl === undefined ? undefined : platformUrl(publicUrl, 'telegram')) };
  const connection = makeConnection({
    desk,
    api,
    webhook,
    keep: incoming.keep,
    known: (found) => {
      self = found;
    },
    complain: parts.complain,
  });
  const privateLink = () => (self === undefined ? undefined : `https://t.me/${self.username}`);
  const ownOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const sending = makeSending({
    api,
    memory,
    tokens,
    moves,
    pace,
    questions,
    shutOut,
    now,
    files: parts.files,
    draw: parts.draw,
    isOwn: (url) => url === privateLink() || (URL.canParse(url) && new URL(url).origin === ownOrigin),
  });

  const platform: ChatPlatform = {
    name: 'telegram',
    limits: telegramLimits,
    editsPerMinuteIn,
    async start(handIn) {
      receive = handIn;
      await Promise.all([moves.load(), questions.load()]);
      await connection.open();
    },
    post: sending.post,
    edit: sending.edit,
    privately: (userId) =>
      /^[1-9]\d{0,15}$/.test(userId) && !shutOut.has(userId)
        ? { platform: 'telegram', tenant: '', space: userId }
        : undefined,
    privateLink,
    async stop() {
      await connection.close();
      await incoming.end();
    },
  };
  if (webhook === undefined) return { platform };
  const { webhookRoutes } = await import('./webhook.ts');
  return { platform, routes: webhookRoutes(webhook.secret, incoming.keep) };
}
