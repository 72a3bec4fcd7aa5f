import { readFile } from 'node:fs/promises';
import type { Hosts, Pipes } from '../../actions/ports.ts';
import type { HostSpec, SecretSource } from './host-spec.ts';
import { makeLocalTransport } from './local/local-transport.ts';
import { type Masking, makeRedactingHosts } from './redacting-hosts.ts';
import { makeHandshakeSlots } from './ssh/handshake-slots.ts';
import { makeSshTransport } from './ssh/ssh-transport.ts';
import type { Transport } from './transport.ts';
import { TransportSet } from './transport-set.ts';

export interface HostsOptions {
  /** By host id. */
  readonly specs: Readonly<Record<string, HostSpec>>;
  /** Asked each time, for a new configuration brings new secrets. */
  readonly masking: () => Masking;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Output of one command, in bytes, from which on it is ended; 64 MiB unless told. */
  readonly floodBytes?: number;
  readonly keepaliveMs?: number;
  readonly idleMs?: number;
}

export interface OpenHosts extends Hosts, Pipes {
  /** Takes a new configuration: hosts that did not change keep their connections, the others' are closed after use. */
  replace(specs: HostsOptions['specs']): Promise<void>;
  /** Hosts with an open connection. */
  connections(): number;
  /** At once: what is at work is cut off. */
  close(): Promise<void>;
}

/** The hosts of a configuration, each over its own transport. Nothing is connected before it is used. */
export function openHosts(options: HostsOptions): OpenHosts {
  const handshakes = makeHandshakeSlots();
  const open = (host: string, spec: HostSpec): Transport =>
    spec.transport === 'local'
      ? makeLocalTransport({ host, spec, env: options.env })
      : makeSshTransport({
          host,
          spec,
          handshakes,
          readKey: () => readSecret(spec.key, options.env),
          keepaliveMs: options.keepaliveMs ?? 15_000,
          idleMs: options.idleMs ?? 15 * 60_000,
        });
  const transports = new TransportSet(open);
  void transports.replace(options.specs); // nothing was open before, so nothing is waited for
  const floodBytes = options.floodBytes ?? 64 * 1024 * 1024;
  return {
    ...makeRedactingHosts((host, work) => transports.use(host, work), options.masking, floodBytes),
    connections: () => transports.connected,
    replace: (specs) => transports.replace(specs),
    close: () => transports.close(),
  };
}

async function readSecret(source: SecretSource, env: HostsOptions['env']): Promise<string> {
  if ('file' in source) return readFile(source.file, 'utf8');
  const value = env[source.env];
  if (value === undefined || value === '') throw new Error(`${source.env} is not set`);
  return value;
}
