import { connect as connectTcp } from 'node:net';
import type { Client, ServerHostKeyAlgorithm } from 'ssh2';

/** One try to connect and log in. */
export interface Dial {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly privateKey: string;
  /** Algorithms of host keys to ask for, best first. */
  readonly hostKeyAlgorithms: readonly string[];
  /** Whether a shown host key is the host's own. Asked before anything secret is sent. */
  accepts(hostKey: Uint8Array): boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly keepaliveMs: number;
}

export type Problem =
  | 'refused'
  | 'timed-out'
  | 'no-route'
  | 'name-unknown'
  | 'host-key'
  | 'login-refused'
  | 'key-unusable'
  | 'throttled'
  | 'no-common-algorithm'
  | 'handshake-broken'
  | 'aborted';

export type Dialed = { readonly client: Client } | { readonly problem: Problem; readonly reason: string };

/** Elliptic curves first: the exchange of a Diffie-Hellman group takes seconds and is never offered. */
const kex = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group14-sha256',
] as const;
const cipher = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes256-ctr',
  'chacha20-poly1305@openssh.com',
] as const;
const hmac = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
] as const;

/** Pings without an answer until a connection is given up. */
const keepaliveCount = 2;

export async function dial(options: Dial): Promise<Dialed> {
  const { NodeSSH } = await import('node-ssh'); // loaded when the first host is reached: not every system has one
  if (options.signal.aborted) return { problem: 'aborted', reason: 'aborted' };
  const socket = connectTcp({ host: options.address, port: options.port, noDelay: true });
  const seen = { handshake: false, deniedKey: false };
  const ssh = new NodeSSH();
  const connecting = ssh.connect({
    sock: socket,
    username: options.user,
    privateKey: options.privateKey,
    authHandler: ['publickey'],
    algorithms: {
      kex: [...kex],
      cipher: [...cipher],
      hmac: [...hmac],
      compress: ['none'],
      // The caller takes these from the list of what is supported, written out in host-keys.ts.
      serverHostKey: [...options.hostKeyAlgorithms] as ServerHostKeyAlgorithm[],
    },
    hostVerifier: (key: Buffer) => {
      const accepted = options.accepts(key);
      seen.deniedKey = !accepted;
      return accepted;
    },
    readyTimeout: 0, // the one timer below covers everything from the first packet on
    keepaliveInterval: options.keepaliveMs,
    keepaliveCountMax: keepaliveCount,
  });
  const client = ssh.connection;
  if (client === null) throw new Error('node-ssh made no connection');
  client.on('error', () => {}); // without a listener an error would end the process; `close` always follows
  client.on('handshake', () => {
    seen.handshake = true;
  });
  const over = giveUpAfter(options, () => socket.destroy());
  try {
    await connecting;
    return { client };
  } catch (error) {
    socket.destroy();
    if (seen.deniedKey) return { problem: 'host-key', reason: 'host key' };
    return over.by() === undefined ? classify(error, seen.handshake) : { problem: over.by() ?? 'aborted', reason: '' };
  } finally {
    over.stop();
  }
}

function giveUpAfter(
  { timeoutMs, signal }: Pick<Dial, 'timeoutMs' | 'signal'>,
  giveUp: () => void,
): { by: () => 'timed-out' | 'aborted' | undefined; stop: () => void } {
  let why: 'timed-out' | 'aborted' | undefined;
  const end = (by: 'timed-out' | 'aborted') => (): void => {
    why ??= by;
    giveUp();
  };
  const timer = setTimeout(end('timed-out'), timeoutMs);
  const onAbort = end('aborted');
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    by: () => why,
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

const byCode: Readonly<Record<string, Problem>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETDOWN: 'no-route',
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
};

/** Errors as ssh2 1.17 words them; one that is not known stays readable as the reason. */
function classify(error: unknown, handshakeDone: boolean): { problem: Problem; reason: string } {
  const reason = error instanceof Error ? error.message : String(error);
  const { code, level } = error as { code?: unknown; level?: unknown }; // only read, and compared with known strings
  const known = typeof code === 'string' ? byCode[code] : undefined;
  if (known !== undefined && level === 'client-socket') return { problem: known, reason };
  if (reason.startsWith('Cannot parse privateKey') || reason.startsWith('privateKey value'))
    return { problem: 'key-unusable', reason };
  if (level === 'client-authentication' || /authentication/i.test(reason)) return { problem: 'login-refused', reason };
  if (/no matching/i.test(reason)) return { problem: 'no-common-algorithm', reason };
  // Turned away by sshd (MaxStartups), the connection ends before the server has said a word of the protocol.
  if (!handshakeDone && (reason === 'Connection lost before handshake' || code === 'ECONNRESET' || code === 'EPIPE'))
    return { problem: 'throttled', reason };
  return { problem: 'handshake-broken', reason };
}
