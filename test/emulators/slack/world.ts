import type { Faults } from './faults.ts';
import type { Links } from './links.ts';

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** A message as it stands there now. */
export interface Shown {
  readonly ts: string;
  readonly by: string;
  text: string;
  /** What is read: the blocks where there are some, else the text. */
  read: string;
  keys: readonly {
    readonly actionId: string;
    readonly label: string;
    readonly value: string;
    readonly style?: string;
  }[];
  links: readonly string[];
  alive: readonly string[];
  blocks: unknown;
  edits: number;
  readonly thread?: string;
  readonly metadata?: unknown;
  /** Only this person sees it. */
  readonly onlyFor?: string;
  readonly file?: ShownFile;
}

export interface Channel {
  readonly id: string;
  /** Of a private one: with whom. */
  readonly user?: string;
  member: boolean;
  archived: boolean;
  readonly messages: Shown[];
}

export interface View {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  readonly metadata: string;
  readonly callbackId: string;
}

/** All there is behind the API. */
export interface World {
  readonly team: string;
  readonly bot: { readonly user: string; readonly id: string };
  readonly botToken: string;
  readonly appToken: string;
  scopes: string[];
  readonly people: Map<string, { readonly name: string; reachable: boolean }>;
  readonly channels: Map<string, Channel>;
  /** Triggers that open a form, by whom; good for three seconds. */
  readonly triggers: Map<string, { readonly user: string; readonly atMs: number }>;
  readonly views: View[];
  readonly uploads: Map<string, { readonly name: string; readonly length: number; bytes?: Buffer; done: boolean }>;
  readonly links: Links;
  readonly faults: Faults;
  base(): string;
  now(): number;
  nextTs(): string;
  next(prefix: string): string;
}
