import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type Failure, fail, ok, type Result } from '../../../actions/result.ts';
import { outside } from '../../../actions/text.ts';
import type { SshHostSpec } from '../host-spec.ts';
import { say } from '../host-texts.ts';
import { limited, type TimeLimit } from '../time-limit.ts';
import { connectFailure, hostKeyFailure, type ShownKey } from './connect-failure.ts';
import { Connection } from './connection.ts';
import { type Dialed, dial } from './dial.ts';
import type { HandshakeSlots } from './handshake-slots.ts';
import { keyFamilies, type PinnedKeys, readPinnedKeys } from './host-keys.ts';

export interface LinkOptions {
  readonly host: string;
  readonly spec: SshHostSpec;
  readonly handshakes: HandshakeSlots;
  /** Reads the private key; rejects with the reason when it cannot. */
  readonly readKey: () => Promise<string>;
  readonly keepaliveMs: number;
  /** A connection nobody used for so long is closed. */
  readonly idleMs: number;
}

/** After a failed connect its failure is the answer for so long, doubled with each further one. */
const firstHoldMs = 250;
const longestHoldMs = 5_000;

/** The one persistent connection of a host: made at first use, shared, made anew after it went. */
export class Link {
  readonly #options: LinkOptions;
  readonly #closing = new AbortController();
  #connection: Connection | undefined;
  #connecting: Promise<Result<Connection>> | undefined;
  #failures = 0;
  #held: { readonly failure: Failure; readonly untilMs: number } | undefined;
  #hostKeyAlgorithms: readonly string[] | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connection !== undefined && !this.#connection.closed;
  }

  /** The live connection, or why there is none within the caller's limit. */
  async use(limit: TimeLimit): Promise<Result<Connection> | 'abort'> {
    if (this.#connection !== undefined && this.connected) {
      this.#idle?.refresh();
      return ok(this.#connection);
    }
    if (this.#held !== undefined && performance.now() < this.#held.untilMs)
      return { ok: false, failure: this.#held.failure };
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    const connected = await limited(this.#connecting, limit);
    if (connected === 'timeout') return { ok: false, failure: this.#silent(limit.timeoutMs) };
    return connected === 'abort' ? connected : connected.value;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#idle);
    await this.#connecting?.catch(() => {});
    this.#connection?.close();
    await this.#connection?.whenClosed;
  }

  #silent(timeoutMs: number): Failure {
    const { host, spec } = this.#options;
    return connectFailure(host, { ...spec, connectTimeout: timeoutMs }, 'timed-out', 'the caller waits no longer');
  }

  async #connect(): Promise<Result<Connection>> {
    const connected = await this.#tryConnect();
    if (connected.ok) {
      this.#failures = 0;
      this.#held = undefined;
      this.#connection = connected.value;
      this.#startIdleTimer(connected.value);
      return connected;
    }
    const holdMs = Math.min(firstHoldMs * 2 ** this.#failures, longestHoldMs);
    this.#failures += 1;
    this.#held = { failure: connected.failure, untilMs: performance.now() + holdMs };
    return connected;
  }

  async #tryConnect(): Promise<Result<Connection>> {
    const { host, spec, readKey } = this.#options;
    let pinned: PinnedKeys;
    let privateKey: string;
    try {
      pinned = await readPinnedKeys(spec);
    } catch (error) {
      return fail('faulty-configuration', say.knownHostsUnreadable({ host, reason: outside(reasonOf(error)) }));
    }
    try {
      privateKey = await readKey();
    } catch (error) {
      return { ok: false, failure: connectFailure(host, spec, 'key-unusable', reasonOf(error)) };
    }
    return this.#tryKeyFamilies(pinned, privateKey);
  }

  /**
   * A server shows one of its keys, chosen by our order. When that one is not pinned another may be, so each kind is
   * asked for before the key counts as changed.
   */
  async #tryKeyFamilies(pinned: PinnedKeys, privateKey: string): Promise<Result<Connection>> {
    const { host, spec } = this.#options;
    let shown: ShownKey | undefined;
    let failure: Failure | undefined;
    for (const algorithms of keyOffers(pinned, this.#hostKeyAlgorithms)) {
      const keys: Uint8Array[] = [];
      const dialed = await this.#dialUnlessThrottled(algorithms, privateKey, (key) => {
        keys.push(key);
        return pinned.judge(key) === 'pinned';
      });
      if ('client' in dialed) {
        this.#hostKeyAlgorithms = algorithms;
        return ok(new Connection(dialed.client, spec.maxChannels));
      }
      const [key] = keys;
      if (dialed.problem === 'host-key') {
        if (key !== undefined) shown ??= { key, verdict: pinned.judge(key), pinned };
        continue;
      }
      failure = connectFailure(host, spec, dialed.problem, dialed.reason);
      if (dialed.problem !== 'no-common-algorithm') break;
    }
    if (shown !== undefined) return { ok: false, failure: hostKeyFailure(host, spec, shown) };
    if (failure === undefined) throw new Error('no host key algorithm was tried');
    return { ok: false, failure };
  }

  /** sshd turns connections away when too many log in at once: waits and tries again, within the time to connect. */
  async #dialUnlessThrottled(
    hostKeyAlgorithms: readonly string[],
    privateKey: string,
    accepts: (key: Uint8Array) => boolean,
  ): Promise<Dialed> {
    const { spec, handshakes, keepaliveMs } = this.#options;
    const signal = this.#closing.signal;
    const { address, port, user } = spec;
    const give = await handshakes.of(address, port).take({ signal, timeoutMs: spec.connectTimeout * 3 });
    if (typeof give === 'string')
      return give === 'abort' ? { problem: 'aborted', reason: '' } : { problem: 'throttled', reason: 'no turn' };
    const startedAt = performance.now();
    try {
      for (let round = 0; ; round += 1) {
        const timeoutMs = spec.connectTimeout - (performance.now() - startedAt);
        const dialed = await dial({
          address,
          port,
          user,
          privateKey,
          hostKeyAlgorithms,
          accepts,
          timeoutMs,
          signal,
          keepaliveMs,
        });
        const pauseMs = 200 * 2 ** round * (0.5 + Math.random());
        const timeLeftMs = spec.connectTimeout - (performance.now() - startedAt);
        if ('client' in dialed || dialed.problem !== 'throttled' || pauseMs >= timeLeftMs) return dialed;
        await delay(pauseMs, undefined, { signal }).catch(() => {}); // closing: the next dial says so
      }
    } finally {
      give();
    }
  }

  #startIdleTimer(connection: Connection): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (connection.busy) this.#idle?.refresh();
      else connection.close();
    }, this.#options.idleMs).unref();
    void connection.whenClosed.then(() => {
      if (this.#connection === connection) clearTimeout(this.#idle);
    });
  }
}

/** What to ask a server for, in turn: what worked before, all pinned kinds at once, each alone, and at last any kind. */
function keyOffers(pinned: PinnedKeys, lastGood: readonly string[] | undefined): readonly (readonly string[])[] {
  const offers = [...(lastGood === undefined ? [] : [lastGood]), pinned.families.flat(), ...pinned.families];
  const distinct = new Map([...offers, keyFamilies.flat()].map((offer) => [offer.join(), offer]));
  return [...distinct.values()];
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
