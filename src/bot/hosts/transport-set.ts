import type { HostSpec } from './host-spec.ts';
import type { Transport } from './transport.ts';

interface Entry {
  readonly spec: string;
  readonly transport: Transport;
  users: number;
  replaced: boolean;
}

/** The transports of a configuration, by host. One that is replaced is closed when what is at work over it is through. */
export class TransportSet {
  readonly #open: (host: string, spec: HostSpec) => Transport;
  #entries: ReadonlyMap<string, Entry> = new Map();
  readonly #leaving = new Set<Entry>();

  constructor(open: (host: string, spec: HostSpec) => Transport) {
    this.#open = open;
  }

  /** What the work gives; undefined when there is no such host. */
  async use<T>(host: string, work: (transport: Transport) => Promise<T>): Promise<T | undefined> {
    const entry = this.#entries.get(host);
    if (entry === undefined) return undefined;
    entry.users += 1;
    try {
      return await work(entry.transport);
    } finally {
      entry.users -= 1;
      if (entry.replaced && entry.users === 0) await this.#close(entry);
    }
  }

  /** Hosts that did not change keep their connections. */
  async replace(specs: Readonly<Record<string, HostSpec>>): Promise<void> {
    const former = this.#entries;
    const entries = new Map<string, Entry>();
    for (const [host, spec] of Object.entries(specs)) {
      const words = JSON.stringify(spec);
      const known = former.get(host);
      const same = known?.spec === words ? known : undefined;
      entries.set(host, same ?? { spec: words, transport: this.#open(host, spec), users: 0, replaced: false });
    }
    this.#entries = entries;
    const gone = [...former].filter(([host, entry]) => entries.get(host) !== entry).map(([, entry]) => entry);
    for (const entry of gone) {
      entry.replaced = true;
      this.#leaving.add(entry);
    }
    await Promise.all(gone.filter((entry) => entry.users === 0).map((entry) => this.#close(entry)));
  }

  /** Hosts with an open connection. */
  get connected(): number {
    return [...this.#entries.values(), ...this.#leaving].filter(({ transport }) => transport.connected?.() === true)
      .length;
  }

  /** At once: what is at work is cut off. */
  async close(): Promise<void> {
    const all = [...this.#entries.values(), ...this.#leaving];
    this.#entries = new Map();
    await Promise.all(all.map((entry) => this.#close(entry)));
  }

  async #close(entry: Entry): Promise<void> {
    this.#leaving.delete(entry);
    await entry.transport.close();
  }
}
