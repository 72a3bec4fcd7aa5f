import { outside } from '../../../actions/text.ts';
import type { ChatPlatform, Receive } from '../../../handlers/platform.ts';
import { NotConnected } from '../not-connected.ts';
import { onceConnected } from '../once-connected.ts';
import type { OpenedPlatform, PlatformParts } from '../platform-parts.ts';
import { directChannels } from './direct-channels.ts';
import { codeOf, describe, isTokenRefused } from './failures.ts';
import { makeIncoming } from './incoming.ts';
import { makePace, slackLimits } from './limits.ts';
import type { Links } from './links.ts';
import type { Self } from './payloads.ts';
import { makeSending } from './sending.ts';
import type { SlackSpec } from './slack-spec.ts';
import { webClient } from './web-client.ts';
import { say } from './words.ts';

const mostPauseMs = 60_000;

/** Slack as a platform, not connected yet. */
export async function openSlack(parts: PlatformParts, spec: SlackSpec): Promise<OpenedPlatform> {
  const { desk, memory, publicUrl } = parts;
  const client = webClient(parts.secret('botToken') ?? '', spec.apiUrl);
  const now = () => desk.clock.now();
  const channels = directChannels(client);
  const end = new AbortController();
  let receive: Receive | undefined;
  let self: Self | undefined;
  let links: Links | undefined;

  const incoming = makeIncoming({
    desk,
    client,
    channels,
    self: () => onceConnected('slack', self),
    receive: () => onceConnected('slack', receive),
  });
  const ownOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const sending = makeSending({
    client,
    memory,
    channels,
    pace: makePace(() => desk.clock.monotonic()),
    now,
    files: parts.files,
    draw: parts.draw,
    isOwn: (url) => URL.canParse(url) && new URL(url).origin === ownOrigin,
  });

  /** Who the bot is; asked until Slack answers. */
  async function introduce(): Promise<void> {
    for (let pauseMs = 1_000; !end.signal.aborted; pauseMs = Math.min(pauseMs * 2, mostPauseMs)) {
      try {
        const { team_id: team, user_id: user } = await client.auth.test();
        if (team === undefined || user === undefined) throw new Error('Slack does not say who the bot is');
        self = { team, user };
        return;
      } catch (error) {
        if (isTokenRefused(error)) throw new NotConnected(say.wrongBotToken({ code: outside(codeOf(error) ?? '') }));
        desk.log('warn', 'slack is not reached', { why: describe(error) });
        await desk.clock.sleep(pauseMs, end.signal).catch(() => undefined); // ended meanwhile
      }
    }
  }

  const secretOf = (name: string): string => {
    const value = parts.secret(name);
    if (value === undefined) throw new NotConnected(say.noSecret({ name: outside(name) }));
    return value;
  };

  const platform: ChatPlatform = {
    name: 'slack',
    limits: slackLimits,
    tellsRepeats: true,
    async start(handIn) {
      receive = handIn;
      await introduce();
      if (spec.mode === 'http' || end.signal.aborted) return;
      const { makeLinks } = await import('./links.ts');
      links = makeLinks({
        appToken: secretOf('appToken'),
        apiUrl: spec.apiUrl,
        clock: desk.clock,
        log: desk.log,
        take: incoming.take,
        complain: parts.complain,
      });
      if (end.signal.aborted) return;
      await links.open();
    },
    post: sending.post,
    edit: sending.edit,
    privately(userId) {
      const [, team, user] = /^([TE][A-Z0-9]+):([UW][A-Z0-9]+)$/.exec(userId) ?? [];
      return team === undefined || user === undefined || (self !== undefined && self.team !== team)
        ? undefined
        : { platform: 'slack', tenant: team, space: user };
    },
    async stop() {
      end.abort(new Error('the bot is about to end'));
      await links?.close();
      await incoming.end();
    },
  };
  if (spec.mode === 'socket') return { platform };
  const { httpRoutes } = await import('./http-routes.ts');
  return { platform, routes: httpRoutes({ secret: secretOf('signingSecret'), now, take: incoming.take }) };
}
