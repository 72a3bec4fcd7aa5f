import { join } from 'node:path';
import { Hono } from 'hono';
import type { Receive } from '../../handlers/platform.ts';
import type { Composed } from '../compose.ts';
import { addressesOf, type Listen, parseListen } from '../http/addresses.ts';
import { type Listening, listen } from '../http/listen.ts';
import { watchRoutes } from '../http/watch-routes.ts';
import { openWeb } from '../platforms/web/open-web.ts';
import type { WebPlatform } from '../platforms/web/platform.ts';
import { projectRoot } from './project-root.ts';

export interface ServedPage {
  /** Where people open it. */
  readonly url: string;
  close(): Promise<void>;
}

/** Ports the demo tries after its own. */
const otherPorts = 9;

/** Serves the page, connected to what answers. Rejects with words for people when the address is taken. */
export async function servePage(composed: Composed, connect: (platform: WebPlatform) => Receive): Promise<ServedPage> {
  const { desk } = composed;
  const { web, state, settings } = composed.configuration();
  const opened = openWeb({
    desk,
    stored: composed.web,
    publicUrl: web.publicUrl,
    assets: join(projectRoot(), 'dist', 'web'),
    state: state.dir,
  });
  const { hostname, port } = parseListen(web.listen);
  const ports = settings.demo && port !== 0 ? Array.from({ length: otherPorts + 1 }, (_, at) => port + at) : [port];
  try {
    await opened.platform.start(connect(opened.platform));
    composed.metrics?.gauge('zhiban_page_streams', 'Pages that follow a room.', opened.openStreams);
    const watched = watchRoutes({
      ailment: () => ailmentOf(composed),
      metrics: composed.metrics ?? { contentType: 'text/plain', text: async () => '' },
      metricsToken: () => composed.configuration().secrets.find(({ name }) => name === 'web.metricsToken')?.value,
    });
    const appAt = (at: Listen) => new Hono().route('/', watched).route('/', opened.appAt(at));
    const listening = await firstFree(ports, (each) => listen(`${hostname}:${each}`, appAt));
    return {
      url: `${addressesOf(listening, web.publicUrl).origin}/`,
      async close() {
        opened.close();
        await opened.platform.stop();
        await listening.close();
      },
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Another process took over, or the state cannot be read. */
async function ailmentOf({ desk }: Composed): Promise<string | undefined> {
  const bot = await desk.store.instances.bot();
  return bot?.id === desk.instance ? undefined : 'another process is the bot now';
}

async function firstFree(ports: readonly number[], open: (port: number) => Promise<Listening>): Promise<Listening> {
  for (const port of ports) {
    try {
      return await open(port);
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken) throw error;
    }
  }
  throw new Error(`the page cannot be served: port ${ports.join(', ')} is taken (web.listen)`);
}
