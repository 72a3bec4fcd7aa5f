import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type HostSpec, hostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { freePort } from '../../free-port.ts';

/** A real sshd of our own on loopback, run as whoever runs the tests; it lets in that user alone. */
export interface Sshd {
  readonly port: number;
  readonly address: string;
  readonly pid: number;
  /** A folder of its own, removed at the end. */
  readonly folder: string;
  readonly user: string;
  readonly keyFile: string;
  /** Fingerprint of its Ed25519 host key. */
  readonly fingerprint: string;
  /** Lines of sshd_config that give another sshd the same keys. */
  readonly keyConfig: readonly string[];
  /** What the configuration would say; `more` overrides. */
  spec(more?: Readonly<Record<string, unknown>>): HostSpec;
  /** Sends a signal to the listener; `SIGSTOP` makes it accept connections and never speak. */
  signal(name: NodeJS.Signals): void;
  /** Cuts every connection it has, as a reboot would. */
  cutConnections(): void;
  /** The log so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** More lines of sshd_config; the first of a keyword wins, so these override ours. */
  readonly config?: readonly string[];
  readonly address?: string;
  readonly port?: number;
  /** Kinds of host key, `ed25519` unless told. */
  readonly hostKeys?: readonly ('ed25519' | 'rsa' | 'ecdsa')[];
  /** The login shell's start-up file (bash). */
  readonly bashrc?: string;
}

/** Ended with this process at the latest, also when a test broke off. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const address = options.address ?? '127.0.0.1';
  const port = options.port ?? (await freePort(address));
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-sshd-'));
  const file = (name: string): string => join(folder, name);
  const kinds = options.hostKeys ?? ['ed25519'];
  for (const kind of kinds) makeKey(file(`host_${kind}`), kind);
  makeKey(file('client'), 'ed25519');
  mkdirSync(file('home'));
  writeFileSync(file('home/.bashrc'), options.bashrc ?? '');
  writeFileSync(file('authorized_keys'), readFileSync(file('client.pub')), { mode: 0o600 });
  const keyConfig = [
    ...kinds.map((kind) => `HostKey ${file(`host_${kind}`)}`),
    `AuthorizedKeysFile ${file('authorized_keys')}`,
  ];
  const given = options.config ?? [];
  const lines = [
    ...given,
    `ListenAddress ${address}:${port}`,
    ...(given.some((line) => line.startsWith('HostKey ')) ? [] : keyConfig),
    `SetEnv HOME=${file('home')}`, // the start-up files of whoever runs the tests are none of ours
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'PidFile none',
    'LogLevel VERBOSE',
  ];
  writeFileSync(file('config'), `${lines.join('\n')}\n`);
  if (process.getuid?.() === 0 && !existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-f', file('config'), '-E', file('log')], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  running.add(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('sshd is not installed: apt-get install openssh-server');
  const log = (): string => (existsSync(file('log')) ? readFileSync(file('log'), 'utf8') : '');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const connections = childrenOf(pid);
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      for (const each of connections) kill(each, 'SIGKILL');
      await exited;
    }
    running.delete(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }); // its sessions may still write
  };
  try {
    await untilListening(address, port, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  const user = userInfo().username;
  return {
    port,
    address,
    user,
    pid,
    folder,
    keyFile: file('client'),
    keyConfig,
    fingerprint: fingerprintOf(file(`host_${kinds[0] ?? 'ed25519'}.pub`)),
    spec(more = {}) {
      const hostKeys = { fingerprints: [fingerprintOf(file(`host_${kinds[0] ?? 'ed25519'}.pub`))] };
      return hostSpec.parse({
        transport: 'ssh',
        address,
        port,
        user,
        key: { file: file('client') },
        hostKeys,
        ...more,
      });
    },
    signal: (name) => kill(pid, name),
    cutConnections: () => {
      for (const each of childrenOf(pid)) kill(each, 'SIGKILL');
    },
    log,
    stop,
  };
}

export function makeKey(path: string, kind: 'ed25519' | 'rsa' | 'ecdsa'): void {
  execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-C', 'test', '-f', path]);
}

export const fingerprintOf = (publicKeyFile: string): string =>
  execFileSync('ssh-keygen', ['-lf', publicKeyFile], { encoding: 'utf8' }).split(' ')[1] ?? '';

/** A port of an address nobody listens on at the moment. */

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended by itself in the meantime
  }
}

/** Direct children, and theirs: sshd keeps a process or two for each connection. */
function childrenOf(pid: number): readonly number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  const rows = listed.split('\n').map((line) => line.trim().split(/\s+/));
  const children = rows
    .filter(([, parent, name]) => Number(parent) === pid && name === 'sshd')
    .map(([id]) => Number(id));
  return [...children, ...children.flatMap(childrenOf)];
}

async function untilListening(
  address: string,
  port: number,
  child: { readonly exitCode: number | null },
  log: () => string,
): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`sshd ended at once: ${log()}`);
    const socket = connect({ host: address, port });
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`sshd does not listen: ${log()}`);
}
