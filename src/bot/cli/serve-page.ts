import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Receive } from '../../handlers/platform.ts';
import type { Composed } from '../compose.ts';
import { addressesOf, type Listen, parseListen } from '../http/addresses.ts';
import { type IntakeHandler, intakeHandler } from '../http/intake/intake-server.ts';
import { type Listening, listen } from '../http/listen.ts';
import { openWeb } from '../platforms/web/open-web.ts';
import type { WebPlatform } from '../platforms/web/platform.ts';
import { projectRoot } from '../project-root.ts';

export interface ServedPage {
  /** Where people open it. */
  readonly url: string;
  close(): Promise<void>;
}

/** Ports the demo tries after its own. */
const otherPorts = 9;

/** Serves the page, connected to what answers, and what platforms want served. Rejects with words for people when the address is taken. */
export async function servePage(
  composed: Composed,
  connect: (platform: WebPlatform) => Receive,
  mount: (app: Hono) => void,
): Promise<ServedPage> {
  const { desk } = composed;
  const { web, state, settings } = composed.configuration();
  const opened = openWeb({
    desk,
    stored: composed.web,
    publicUrl: web.publicUrl,
    assets: join(projectRoot(), 'dist', 'web'),
    state: state.dir,
    charts: composed.charts,
  });
  const { hostname, port } = parseListen(web.listen);
  const ports = settings.demo && port !== 0 ? Array.from({ length: otherPorts + 1 }, (_, at) => port + at) : [port];
  try {
    await opened.platform.start(connect(opened.platform));
    composed.metrics?.gauge('zhiban_intake_waiting', 'Deliveries of alerts kept and not worked in.', () =>
      desk.store.intake.count(),
    );
    composed.metrics?.gauge(
      'zhiban_alerts_firing',
      'Alerts that fire, 1000 at most.',
      async () => (await desk.store.alerts.list({ states: ['firing'], limit: 1_000 })).length,
    );
    composed.metrics?.gauge('zhiban_page_streams', 'Pages that follow a room.', opened.openStreams);
    const appAt = async (at: Listen): Promise<Hono> => {
      const { Hono } = await import('hono');
      const watched = await watchedBy(composed);
      const app = new Hono().route('/', watched);
      mount(app);
      return app.route('/', await opened.appAt(at));
    };
    const logged = (at: Listen) =>
      appAt(at).catch((error: unknown) => {
        desk.log('error', 'the page cannot be served', { error: String(error) });
        throw error;
      });
    const listening = await firstFree(ports, (each) => listen(`${hostname}:${each}`, logged, intakeOf(composed)));
    const { origin } = addressesOf(listening, web.publicUrl);
    composed.pageServedAt(origin);
    return {
      url: `${origin}/`,
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

const intakeOf = ({ desk, configuration }: Composed): IntakeHandler =>
  intakeHandler({
    intake: desk.store.intake,
    inventory: desk.inventory,
    now: desk.clock.now,
    log: desk.log,
    source(name) {
      const { settings, secrets } = configuration();
      const sources = settings.intake ?? {};
      const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
      const token = secrets.find((each) => each.name === `intake.${name}.secret`)?.value;
      return source === undefined || token === undefined ? undefined : { source, token };
    },
  });

async function watchedBy(composed: Composed): Promise<Hono> {
  const { watchRoutes } = await import('../http/watch-routes.ts');
  return watchRoutes({
    ailment: () => ailmentOf(composed),
    metrics: composed.metrics ?? { contentType: 'text/plain', text: async () => '' },
    metricsToken: () => composed.configuration().secrets.find(({ name }) => name === 'web.metricsToken')?.value,
  });
}

/** Another process took over; rejects when the state cannot be read. */
export async function ailmentOf({ desk }: Pick<Composed, 'desk'>): Promise<string | undefined> {
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
