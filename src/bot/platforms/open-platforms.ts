import type { Hono } from 'hono';
import { outside, type Text } from '../../actions/text.ts';
import type { Desk } from '../../handlers/desk.ts';
import { atMost } from '../../handlers/loop.ts';
import type { ChatPlatform, Receive } from '../../handlers/platform.ts';
import type { Configuration } from '../config/configuration.ts';
import type { PlatformMemory } from '../storage/platform-memory.ts';
import { NotConnected } from './not-connected.ts';
import type { PlatformKind } from './platform-kind.ts';
import type { DrawChart, OpenedPlatform, PlatformParts } from './platform-parts.ts';
import { type PlatformName, platformKinds, platformNames } from './table.ts';
import { tellNotConnected } from './tell-not-connected.ts';

export interface OpenPlatforms {
  /** Puts what platforms want served below `/platforms`, those that come later too. */
  mount(app: Hono): void;
  /** Connects each; one that cannot says so, while the rest goes on. */
  start(): void;
  /** Begins those that are new anew, and those whose part or secrets changed; ends what is gone. The rest goes on. Resolves with their names. */
  reconfigure(configuration: Configuration): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface PlatformsOptions {
  readonly desk: Desk;
  readonly configuration: Configuration;
  readonly memoryOf: (platform: string) => PlatformMemory;
  readonly files: string;
  readonly draw?: DrawChart;
  readonly connect: (platform: ChatPlatform) => Receive;
  /** Before another one of that name is connected. */
  readonly disconnect?: (name: string) => void;
}

interface Running {
  /** What it was opened with. */
  readonly print: string;
  /** Left out: it could not even be opened. */
  readonly platform?: ChatPlatform;
  readonly start: () => Promise<void>;
  started?: Promise<void>;
}

/** For the old one to let go before the new one begins. */
const stopLimitMs = 8_000;

/** Every platform the configuration names, connected to what answers, not yet to the outside. */
export async function openPlatforms(options: PlatformsOptions): Promise<OpenPlatforms> {
  const { desk } = options;
  const routes = new Map<string, Hono>();
  const running = new Map<string, Running>();
  const ended = new Set<Promise<unknown>>();
  let hasStarted = false;
  let hasStopped = false;
  let openings = 0;
  let changing: Promise<unknown> = Promise.resolve();

  async function open(name: PlatformName, print: string, configuration: Configuration): Promise<Running> {
    openings += 1;
    const opening = openings;
    const complain = (why: Text): Promise<void> => tellNotConnected(desk, { name, opening, why });
    const gaveUp = (error: unknown): Promise<void> => {
      if (error instanceof NotConnected) return complain(error.words);
      const why = error instanceof Error ? error : new Error(String(error));
      desk.log('error', `${name} broke`, { error: why.stack ?? why.message });
      return complain(outside(why.message));
    };
    let one: OpenedPlatform;
    try {
      // `notify` never fails what it tells of.
      one = await load(name, { ...options, configuration }, (why) => void complain(why));
    } catch (error) {
      forget(name);
      return { print, start: () => gaveUp(error) };
    }
    const { platform } = one;
    forget(name);
    const receive = options.connect(platform);
    if (one.routes !== undefined) routes.set(name, one.routes);
    return { print, platform, start: () => platform.start(receive).catch(gaveUp) };
  }

  const forget = (name: string): void => {
    options.disconnect?.(name);
    routes.delete(name);
  };
  const begin = (one: Running): void => {
    one.started ??= one.start();
  };
  const end = async ({ platform, started }: Running): Promise<void> => {
    await platform?.stop();
    await started;
  };

  /** What was sent meanwhile waits; nothing else of that name hears what is said there until the old one lets go. */
  async function replace(name: PlatformName, configuration: Configuration): Promise<boolean> {
    const before = running.get(name);
    const print = printOf(name, configuration);
    if (before?.print === print) return false;
    const next = print === undefined ? undefined : await open(name, print, configuration);
    if (next === undefined) {
      forget(name);
      running.delete(name);
    } else running.set(name, next);
    if (before !== undefined) {
      const over = end(before)
        .catch((error: unknown) => desk.log('error', `${name} did not end`, { error: String(error) }))
        .finally(() => ended.delete(over));
      ended.add(over);
      await atMost(desk.clock, stopLimitMs, over);
    }
    if (hasStarted && !hasStopped && next !== undefined) begin(next);
    return true;
  }

  for (const name of platformNames) await replace(name, options.configuration);
  return {
    mount(app) {
      app.all('/platforms/:name', async (context, next) => {
        const name = context.req.param('name');
        const own = routes.get(name);
        if (own === undefined) return next();
        const { Hono } = await import('hono');
        return new Hono().route(`/platforms/${name}`, own).fetch(context.req.raw, context.env);
      });
    },
    start() {
      hasStarted = true;
      for (const one of running.values()) begin(one);
    },
    async reconfigure(configuration) {
      const work = changing.then(async () => {
        if (hasStopped) return [];
        const done = await Promise.all(
          platformNames.map(async (name) => ((await replace(name, configuration)) ? [name] : [])),
        );
        return done.flat();
      });
      changing = work.catch(() => undefined);
      const changed = await work;
      for (const name of changed) desk.log('info', `${name} was configured anew`);
      return changed;
    },
    async stop() {
      hasStopped = true;
      await changing;
      await Promise.all([...Array.from(running.values(), end), ...ended]);
    },
  };
}

/** All that a platform is opened with; undefined where it is not configured. */
function printOf(name: PlatformName, { platforms, secrets, web }: Configuration): string | undefined {
  const spec = platforms[name];
  const own = secrets.filter((secret) => secret.name.startsWith(`platforms.${name}.`));
  return spec === undefined ? undefined : JSON.stringify([spec, own, web.publicUrl]);
}

function load(name: PlatformName, options: PlatformsOptions, tell: (why: Text) => void): Promise<OpenedPlatform> {
  const { desk, configuration, memoryOf, files, draw } = options;
  const kind: PlatformKind = platformKinds[name];
  const parts: PlatformParts = {
    desk,
    memory: memoryOf(name),
    files,
    publicUrl: configuration.web.publicUrl,
    ...(draw === undefined ? {} : { draw }),
    complain: tell,
    secret: (which) => configuration.secrets.find((each) => each.name === `platforms.${name}.${which}`)?.value,
  };
  return kind.open(parts, configuration.platforms[name]); // it is configured: see printOf
}
