/** Who asks. A person is one human with many chat ids; the others are the bot's own. */
export type Principal =
  | Person
  | { readonly kind: 'scheduler' }
  | { readonly kind: 'alert' }
  | { readonly kind: 'api'; readonly name: string };

export interface Person {
  readonly kind: 'person';
  /** The key under `people`, e.g. `alice`. */
  readonly id: string;
  readonly via: Identity;
  /** Root (or the demo) acting in somebody's name: never counts as the second person. */
  readonly assumed: boolean;
}

/** The unforgeable id a message came with: a platform's user id, or an operating-system user. */
export interface Identity {
  /** `telegram`, `slack`, `dingtalk`, `web`, `terminal`, `os`. */
  readonly platform: string;
  readonly id: string;
}

const personPrefix = 'person:';

/** How a person stands in rows. */
export const personKey = (id: string): string => `${personPrefix}${id}`;

/** The person a key of `principalKey` names; undefined when it is one of the bot's own. */
export const personIdOf = (key: string): string | undefined =>
  key.startsWith(personPrefix) ? key.slice(personPrefix.length) : undefined;

/** `person:alice`, `scheduler`, `api:deploys`: how a principal stands in rows. */
export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return personKey(principal.id);
    case 'api':
      return `api:${principal.name}`;
    default:
      return principal.kind;
  }
}
