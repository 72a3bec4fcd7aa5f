import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Desk } from '../../../handlers/desk.ts';
import { withoutSecrets } from '../../../handlers/dispatch/without-secrets.ts';
import type { Charts } from '../../charts/charts.ts';
import { addressesOf, type Listen } from '../../http/addresses.ts';
import type { WebMessages } from '../../storage/web-messages.ts';
import type { WebSessions } from '../../storage/web-sessions.ts';
import { makeChanges } from './changes.ts';
import { openStreams } from './open-streams.ts';
import { type WebPlatform, webPlatform } from './platform.ts';
import { idleMs, makeSessions, sessionMs } from './sessions.ts';
import { sharedReads } from './shared-reads.ts';
import { makeTypingPace } from './typing-pace.ts';

export interface WebParts {
  readonly desk: Desk;
  readonly stored: { readonly messages: WebMessages; readonly sessions: WebSessions };
  readonly publicUrl?: string | undefined;
  /** The built front end. */
  readonly assets: string;
  /** The folder of the state; files to download lie in `files` there. */
  readonly state: string;
  readonly charts?: Charts;
}

export interface OpenWeb {
  readonly platform: WebPlatform;
  readonly openStreams: () => number;
  appAt(at: Listen): Promise<Hono>;
  /** Ends the open streams. */
  close(): void;
}

const sweepEveryMs = 3_600_000;

/** The page as a platform and as an application to serve. */
export function openWeb({ desk, stored, publicUrl, assets, state, charts }: WebParts): OpenWeb {
  const end = new AbortController();
  const reads = sharedReads(stored.messages, () => desk.clock.monotonic());
  const changes = makeChanges(reads.forget);
  const now = () => desk.clock.now();
  const platform = webPlatform({
    messages: stored.messages,
    changes,
    now,
    mask: (text, person) => withoutSecrets(desk, text, person),
  });
  const sessions = makeSessions({ stored: stored.sessions, settings: desk.settings, now });
  const streams = new Map<string, number>();
  const looks = new Set<string>();
  const mayType = makeTypingPace(
    () => desk.clock.monotonic(),
    () => desk.settings().limits.commandsPerMinute,
  );
  const sweep = () => {
    stored.sessions
      .forgetBefore(now() - sessionMs - idleMs, now())
      .catch((error: unknown) => desk.log('warn', 'old sessions could not be dropped', { error: String(error) }));
  };
  sweep();
  const sweeping = setInterval(sweep, sweepEveryMs).unref();
  return {
    platform,
    openStreams: () => openStreams(streams),
    async appAt(at) {
      const [{ webApp }, { readAssets }, { makeBoard }] = await Promise.all([
        import('./app.ts'),
        import('./assets.ts'),
        import('./board.ts'),
      ]);
      return webApp({
        desk,
        platform,
        messages: stored.messages,
        reads,
        sessions,
        changes,
        board: makeBoard(desk, end.signal),
        assets: readAssets(assets),
        addresses: addressesOf(at, publicUrl),
        files: join(state, 'files'),
        ...(charts === undefined ? {} : { charts }),
        streams,
        looks,
        mayType,
        signal: end.signal,
      });
    },
    close() {
      clearInterval(sweeping);
      end.abort(new Error('the page is taken down'));
      changes.announce();
    },
  };
}
