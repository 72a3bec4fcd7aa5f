import * as z from 'zod';
import { durationMs, port, remotePath } from '../../actions/values.ts';

/** Where a secret comes from; never its value. */
const secretSource = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable') }),
]);

const fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'a fingerprint such as ssh-keygen -lf shows: SHA256: and 43 characters');

const sshHostSpec = z.strictObject({
  transport: z.literal('ssh'),
  /** A name or an IP address. */
  address: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]*$/, 'a host name or an IP address'),
  port: port.default(22),
  user: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'a user name'),
  /** The private key to log in with. */
  key: secretSource,
  /** Which host keys are the host's own. A key met for the first time is never trusted. */
  hostKeys: z.union([
    z.strictObject({ fingerprints: z.tuple([fingerprint], fingerprint) }),
    z.strictObject({ knownHostsFile: z.string().min(1) }),
  ]),
  /** From the first packet to a usable connection. */
  connectTimeout: durationMs.default(10_000),
  /** Commands run at the same time over the one connection. sshd allows 10 sessions unless told otherwise (MaxSessions). */
  maxChannels: z.int().min(1).max(64).default(8),
});

const localHostSpec = z.strictObject({
  transport: z.literal('local'),
  /** Nothing outside this folder is touched. */
  folder: remotePath,
});

/** What `hosts.<id>` says in the configuration. */
export const hostSpec = z.discriminatedUnion('transport', [sshHostSpec, localHostSpec]);

export type HostSpec = z.output<typeof hostSpec>;
export type SshHostSpec = z.output<typeof sshHostSpec>;
export type LocalHostSpec = z.output<typeof localHostSpec>;
export type SecretSource = z.output<typeof secretSource>;
