import type { IncomingHttpHeaders } from 'node:http';
import type { Media, Shown } from './messages.ts';
import type { Sockets } from './sockets.ts';

export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Everything this DingTalk knows. */
export interface World {
  readonly base: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly robotCode: string;
  readonly cardTemplateId: string;
  readonly sockets: Sockets;
  readonly tokens: Set<string>;
  readonly people: Set<string>;
  /** Whom DingTalk brings no more just now. */
  readonly slowed: Set<string>;
  readonly groups: Set<string>;
  /** Groups that took the robot out. */
  readonly left: Set<string>;
  readonly media: Map<string, Media>;
  readonly sessions: Map<string, { readonly space: string; expiresAt: number }>;
  readonly robots: Map<string, { readonly space: string; readonly secret: string; sentAt: number[] }>;
  readonly shown: { readonly space: string; message: Shown }[];
  newToken(): string;
  show(space: string, via: Shown['via'], message: Omit<Shown, 'id' | 'via'>, id?: string): void;
}
