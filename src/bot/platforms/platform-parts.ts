import type { Hono } from 'hono';
import type { Block } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import type { Desk } from '../../handlers/desk.ts';
import type { Reader } from '../../handlers/language/reader.ts';
import type { ChatPlatform } from '../../handlers/platform.ts';
import type { PlatformMemory } from '../storage/platform-memory.ts';

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
