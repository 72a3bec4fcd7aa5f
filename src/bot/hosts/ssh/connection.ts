import type { Client, ClientChannel } from 'ssh2';
import { Slots } from '../slots.ts';

/** Connections forwarded at the same time; sshd does not count them among its sessions. */
const maxTunnels = 16;
/** Sessions kept free for ending what runs in the others. With `maxChannels` they stay within sshd's 10. */
const maxEndings = 2;

/**
 * When, after the login, to send something. sshd then writes a few small messages by itself, and before its first session
 * it waits (Nagle) with the next until they are acknowledged, which this machine's kernel does only after 40 ms (delayed
 * acknowledgement), unless there is something to send along: four of ten first commands took five times as long.
 */
const hurryMs = [2, 6, 20];

export type Opened<T> = { readonly opened: T } | { readonly refused: ChannelRefusal } | 'lost';
export interface ChannelRefusal {
  readonly reason: 'prohibited' | 'connect-failed' | 'no-more';
  readonly words: string;
}

/** One live SSH connection, shared by all that is done on its host. */
export class Connection {
  readonly sessions: Slots;
  readonly endings = new Slots(maxEndings);
  readonly tunnels = new Slots(maxTunnels);
  /** Learned from the first try: sshd forwards nothing for this user. */
  forwardingOff: boolean;
  closed: boolean;
  /** Settles when it is gone, for whatever reason. */
  readonly whenClosed: Promise<void>;
  readonly #client: Client;
  #hurries: readonly NodeJS.Timeout[];

  constructor(client: Client, maxChannels: number) {
    this.#client = client;
    this.forwardingOff = false;
    this.closed = false;
    this.sessions = new Slots(maxChannels);
    this.#hurries = hurryMs.map((ms) => setTimeout(() => this.#hurry(), ms));
    this.whenClosed = new Promise((resolve) => {
      client.once('close', () => {
        this.closed = true;
        this.#stopHurrying();
        resolve();
      });
      client.once('end', () => {
        this.closed = true;
      });
    });
  }

  get busy(): boolean {
    return this.sessions.taken + this.endings.taken + this.tunnels.taken > 0;
  }

  /** @param attach is called at once: a short command's whole life may arrive in one packet. */
  openSession<T>(commandLine: string, attach: (channel: ClientChannel) => T): Promise<Opened<T>> {
    return this.#open(attach, (done) => this.#client.exec(commandLine, done));
  }

  openTunnel<T>(address: string, port: number, attach: (channel: ClientChannel) => T): Promise<Opened<T>> {
    return this.#open(attach, (done) => this.#client.forwardOut('127.0.0.1', 0, address, port, done));
  }

  /** Says goodbye; whoever does not listen is cut off. */
  close(): void {
    this.closed = true;
    this.#client.end();
    this.#client.destroy();
  }

  /** Gives back a forwarding that was never asked for: nothing comes of it, but an acknowledgement goes along. */
  #hurry(): void {
    if (this.closed) return;
    try {
      this.#client.unforwardIn('127.0.0.1', 1);
    } catch {
      // not connected any more: `close` follows
    }
  }

  #stopHurrying(): void {
    for (const timer of this.#hurries) clearTimeout(timer);
    this.#hurries = [];
  }

  #open<T>(
    attach: (channel: ClientChannel) => T,
    ask: (done: (error: Error | undefined, channel: ClientChannel) => void) => void,
  ): Promise<Opened<T>> {
    if (this.closed) return Promise.resolve('lost');
    return new Promise((resolve) => {
      try {
        ask((error, channel) => {
          this.#stopHurrying();
          if (error === undefined) resolve({ opened: attach(channel) });
          else resolve(refusalOf(error) ?? 'lost');
        });
      } catch {
        resolve('lost'); // ssh2 throws when its socket is no longer writable
      }
    });
  }
}

/** RFC 4254 5.1: reason codes of a refused channel. */
const reasons: Readonly<Record<number, ChannelRefusal['reason']>> = {
  1: 'prohibited',
  2: 'connect-failed',
  3: 'no-more',
  4: 'no-more',
};

function refusalOf(error: Error): { readonly refused: ChannelRefusal } | undefined {
  const { reason } = error as { reason?: unknown }; // ssh2 puts the code of RFC 4254 there; only compared
  const known = typeof reason === 'number' ? reasons[reason] : undefined;
  const words = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  return known === undefined ? undefined : { refused: { reason: known, words } };
}
