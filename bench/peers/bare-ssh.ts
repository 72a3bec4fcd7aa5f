import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { Client, type ConnectConfig } from 'ssh2';
import type { Sshd } from '../../test/contract/hosts/sshd.ts';

export type Target = Pick<Sshd, 'address' | 'port' | 'user' | 'keyFile'>;

/** What everybody writes first: the library as its manual shows it. */
export const stock = (target: Target): ConnectConfig => ({
  host: target.address,
  port: target.port,
  username: target.user,
  privateKey: readFileSync(target.keyFile),
});

/** The same library, tuned as well as is known: no Nagle delay, one way to log in, quick algorithms. */
export const tuned = (target: Target): ConnectConfig => ({
  ...stock(target),
  sock: connectTcp({ host: target.address, port: target.port, noDelay: true }),
  authHandler: ['publickey'],
  algorithms: {
    kex: ['curve25519-sha256'],
    cipher: ['aes128-gcm@openssh.com'],
    serverHostKey: ['ssh-ed25519'],
    compress: ['none'],
  },
  hostVerifier: () => true,
});

export function connectBare(config: ConnectConfig): Promise<Client> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client));
    client.once('error', reject);
    client.connect(config);
  });
}

/** One command, its output read and thrown away. */
export function execBare(client: Client, command: string, stdin?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        reject(error);
        return;
      }
      channel.on('close', () => resolve());
      channel.resume();
      channel.stderr.resume();
      channel.end(stdin);
    });
  });
}

export function endBare(client: Client): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => resolve());
    client.end();
  });
}
