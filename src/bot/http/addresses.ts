/** Names under which the bot may be called. Anything else in Host or Origin is a page of somebody else's. */
export interface Addresses {
  /** `127.0.0.1:8377`, in small letters, the default port left out. */
  readonly hosts: ReadonlySet<string>;
  /** `http://127.0.0.1:8377` */
  readonly origins: ReadonlySet<string>;
  /** The one reached over https, where cookies are bound to it. */
  readonly secureHost?: string;
  /** What links begin with. */
  readonly origin: string;
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/** `127.0.0.1`, `localhost`, `[::1]`, and all of 127.0.0.0/8. */
export const isLoopbackName = (name: string): boolean =>
  loopbackNames.includes(name) || /^127(\.\d{1,3}){3}$/.test(name);

/** As the kernel names who is connected, also over a dual-stack socket. */
export const isLoopbackAddress = (address: string | undefined): boolean =>
  address === '::1' || /^(::ffff:)?127\./.test(address ?? '');

export interface Listen {
  readonly hostname: string;
  readonly port: number;
}

/** `127.0.0.1:8377`, `[::1]:8377`; was checked by the loader. */
export function parseListen(listen: string): Listen {
  const colon = listen.lastIndexOf(':');
  return { hostname: listen.slice(0, colon), port: Number(listen.slice(colon + 1)) };
}

export function addressesOf({ hostname, port }: Listen, publicUrl: string | undefined): Addresses {
  const near = isLoopbackName(hostname) ? [...new Set([hostname, ...loopbackNames])] : [];
  const urls = near.map((name) => new URL(`http://${name}:${port}`));
  const outer = publicUrl === undefined ? undefined : new URL(publicUrl);
  const all = outer === undefined ? urls : [outer, ...urls];
  return {
    hosts: new Set(all.map(({ host }) => host)),
    origins: new Set(all.map(({ origin }) => origin)),
    origin: all[0]?.origin ?? `http://${hostname}:${port}`,
    ...(outer?.protocol === 'https:' && { secureHost: outer.host }),
  };
}
