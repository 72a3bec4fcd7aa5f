import type { Hono } from 'hono';
import type { Block } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../../handlers/desk.ts';
import type { Reader } from '../../handlers/language/reader.ts';
import { translate } from '../../handlers/language/translate.ts';
import { adminsOf } from '../../handlers/notices/admins.ts';
import { notify } from '../../handlers/notices/notify.ts';
import type { ChatPlatform, Receive } from '../../handlers/platform.ts';
import type { Configuration } from '../config/configuration.ts';
import type { PlatformMemory } from '../storage/platform-memory.ts';
import { NotConnected } from './not-connected.ts';

/** What every platform is made of besides its own part of the configuration. */
export interface PlatformParts {
  readonly desk: Desk;
  /** What it keeps from one start to the next. */
  readonly memory: PlatformMemory;
  /** The folder files of messages lie in. */
  readonly files: string;
  /** Where the bot is reached from outside, e.g. `https://bot.example.org`. */
  readonly publicUrl: string | undefined;
  /** Left out where charts cannot be drawn. */
  readonly draw?: DrawChart;
  /** Tells the admins, wherever they can be reached; the same words again are the same notice. */
  complain(why: Text): void;
  /** The value of a secret of its own, e.g. `token`, `webhook.secret`. */
  secret(name: string): string | undefined;
}

/** A chart as PNG; undefined when it cannot be drawn. */
export type DrawChart = (
  chart: Extract<Block, { readonly type: 'chart' }>,
  reader: Reader,
) => Promise<Uint8Array | undefined>;

export interface OpenedPlatform {
  /** Its `start` rejects with NotConnected when trying again is useless; until it is connected it goes on trying. */
  readonly platform: ChatPlatform;
  /** Served at `/platforms/<name>`, open to anybody: it verifies each request itself. */
  readonly routes?: Hono;
}

type Configured = Configuration['platforms'];
type Specs = { readonly [Name in keyof Configured]-?: NonNullable<Configured[Name]> };
type Loaders = {
  readonly [Name in keyof Specs]: (parts: PlatformParts, spec: Specs[Name]) => Promise<OpenedPlatform>;
};

/** Loaded when configured, else not at all. */
const loaders: Loaders = {
  slack: async (parts, spec) => (await import('./slack/open-slack.ts')).openSlack(parts, spec),
  telegram: async (parts, spec) => (await import('./telegram/open-telegram.ts')).openTelegram(parts, spec),
  dingtalk: async (parts, spec) => (await import('./dingtalk/open-dingtalk.ts')).openDingTalk(parts, spec),
};

const say = texts('platforms', {
  away: { en: '{platform} is not connected: {why}', zh: '{platform} 未连接:{why}' },
});

export interface OpenPlatforms {
  /** Puts what platforms want served below `/platforms`. */
  mount(app: Hono): void;
  /** Connects each; one that cannot says so, while the rest goes on. */
  start(): void;
  stop(): Promise<void>;
}

export interface PlatformsOptions {
  readonly desk: Desk;
  readonly configuration: Configuration;
  readonly memoryOf: (platform: string) => PlatformMemory;
  readonly files: string;
  readonly draw?: DrawChart;
  readonly connect: (platform: ChatPlatform) => Receive;
}

/** Every platform the configuration names, connected to what answers, not yet to the outside. */
export async function openPlatforms(options: PlatformsOptions): Promise<OpenPlatforms> {
  const { desk, configuration } = options;
  const routes = new Map<string, Hono>();
  const starts: (() => Promise<void>)[] = [];
  const opened: ChatPlatform[] = [];
  let starting: Promise<unknown> = Promise.resolve();

  const gaveUp = (name: string, error: unknown): Promise<void> => {
    if (error instanceof NotConnected) return complain(options, name, error.words);
    desk.log('error', `${name} broke`, {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return complain(options, name, outside(error instanceof Error ? error.message : String(error)));
  };

  for (const [name, spec] of Object.entries(configuration.platforms)) {
    if (spec === undefined) continue;
    try {
      const one = await load(name as keyof Configured, spec, options); // the schema knows no other names
      const receive = options.connect(one.platform);
      opened.push(one.platform);
      if (one.routes !== undefined) routes.set(name, one.routes);
      starts.push(() => one.platform.start(receive).catch((error: unknown) => gaveUp(name, error)));
    } catch (error) {
      starts.push(() => gaveUp(name, error));
    }
  }
  return {
    mount(app) {
      for (const [name, own] of routes) app.route(`/platforms/${name}`, own);
    },
    start() {
      starting = Promise.all(starts.map((start) => start()));
    },
    async stop() {
      await Promise.all(opened.map((platform) => platform.stop()));
      await starting;
    },
  };
}

/** Said to the admins in every place of theirs that works. */
async function complain({ desk }: PlatformsOptions, name: string, why: Text): Promise<void> {
  const inWords = translate(why, { language: 'en', timeZone: desk.settings().timeZone, nowMs: desk.clock.now() });
  desk.log('error', `${name} is not connected`, { why: inWords });
  await notify(desk, {
    key: `platform:${name}:${desk.instance}:${JSON.stringify(why)}`,
    people: adminsOf(desk.settings(), desk.clock.now()),
    message: { blocks: [{ type: 'text', mark: 'critical', text: say.away({ platform: name, why }) }] },
  });
}

function load<Name extends keyof Specs>(
  name: Name,
  spec: Specs[Name],
  options: PlatformsOptions,
): Promise<OpenedPlatform> {
  const { desk, configuration, memoryOf, files, draw } = options;
  return loaders[name](
    {
      desk,
      memory: memoryOf(name),
      files,
      publicUrl: configuration.web.publicUrl,
      ...(draw === undefined ? {} : { draw }),
      // `notify` never fails what it tells of.
      complain: (why) => void complain(options, name, why),
      secret: (which) => configuration.secrets.find((each) => each.name === `platforms.${name}.${which}`)?.value,
    },
    spec,
  );
}
