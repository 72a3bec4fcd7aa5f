import * as z from 'zod';
import { redisSpec } from './databases/engines/redis/spec.ts';
import { sqliteSpec } from './databases/engines/sqlite/spec.ts';
import { logSpec } from './logs/log-spec.ts';
import { monitorSpec } from './monitors/monitor-spec.ts';
import { pidfileSpec } from './runtimes/pidfile/spec.ts';
import { systemdSpec } from './runtimes/systemd/spec.ts';
import { tokenSpec } from './tokens/token-spec.ts';
import { durationMs, name, osUser, port, remotePath } from './values.ts';

/**
 * What the configuration says about the systems. Every schema here is the one the loader uses;
 * `z.input` is the YAML's shape, `z.output` what the code sees.
 */

/** Fields of a JSON body and the value each must have, e.g. `{ status: healthy }`; dotted paths reach inside. */
const expected = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const healthSpec = z.strictObject({
  /** Asked from the host's own network position. */
  url: z.url({ protocol: /^https?$/ }),
  /** The status it must answer. */
  status: z.int().min(100).max(599).default(200),
  /** Body fields judged one by one; each that differs is named. */
  expect: expected.default({}),
  /** Slower is a warning; the limit is longer, so that there is one to give. */
  slowAfter: durationMs.default(5_000),
  timeout: durationMs.default(9_000),
});

export const serviceSpec = z.strictObject({
  title: z.string().optional(),
  aliases: z.array(z.string().min(1)).default([]),
  host: name,
  runtime: z.discriminatedUnion('kind', [systemdSpec, pidfileSpec]),
  /** The TCP port it listens on. */
  port: port.optional(),
  health: healthSpec.optional(),
  /** Services of the same system that must run before it. */
  needs: z.array(name).default([]),
  /** How long after a start until it must be healthy. */
  startWithin: durationMs.default(60_000),
  /** How long a stop may take before it is called failed. */
  stopWithin: durationMs.default(30_000),
  /** Serves others too (nginx, redis): acted on only when named, never with its whole system. */
  shared: z.boolean().default(false),
});

/** By its engine, see `databases/engines`. */
export const databaseSpec = z.discriminatedUnion('engine', [sqliteSpec]);

/** What a backup holds beside the databases. */
export const backupPartSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    /** `logs` are kept to be read and never put back. */
    kind: z.enum(['env', 'files', 'logs']),
    paths: z.array(remotePath).min(1).max(100),
    user: osUser.optional(),
  }),
  redisSpec,
]);

/** `age1…`: who can open what is encrypted. */
const ageRecipient = z.string().regex(/^age1[a-z0-9]{20,2000}$/, 'an age recipient: age1 and letters');

export const encryptSpec = z.strictObject({
  recipients: z.array(ageRecipient).min(1).max(20),
  /** What opens it again, for a restore: without it nothing encrypted can be put back from here. */
  identity: z.union([z.strictObject({ env: z.string() }), z.strictObject({ file: z.string().min(1) })]).optional(),
});

export const copyToSpec = z.strictObject({
  host: name,
  folder: remotePath,
  /** Older copies are deleted, once a newer one is sound. */
  keep: durationMs.default(30 * 86_400_000),
});

/** Starts the service on what a restore drill brought back, to see it healthy there; then it is ended. */
export const drillSpec = z.strictObject({
  /** `{scratch}` stands for the folder of the drill: there each part has a folder of its name, with the whole path below it. */
  command: z.array(z.string().min(1)).min(1).max(50),
  /** On a port of its own, which nobody else uses. */
  health: healthSpec.refine(
    ({ url }) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname),
    'an address of the host itself: a drill is seen by nobody else',
  ),
  startWithin: durationMs.default(60_000),
});

export const backupsSpec = z.strictObject({
  host: name,
  folder: remotePath,
  parts: z.record(name, backupPartSpec).default({}),
  /** Older ones are pruned, once a newer one is verified. */
  keep: durationMs.default(7 * 86_400_000),
  /** Each file is encrypted with age once it was opened and found sound. */
  encrypt: encryptSpec.optional(),
  /** How a drill tries the service on the copy; left out, it proves the data and says that it did no more. */
  drill: drillSpec.optional(),
  /** Whole backups are copied to these hosts too, each file checked on arrival. */
  copyTo: z.array(copyToSpec).max(5).default([]),
  /** With none verified for so long, it is an alarm. */
  every: durationMs.default(26 * 3_600_000),
});

export const thresholdsSpec = z.strictObject({
  cpuPercent: z.number().min(1).max(100).default(80),
  memoryPercent: z.number().min(1).max(100).default(85),
  diskPercent: z.number().min(1).max(100).default(90),
  /** Which of them are critical when passed; the others warn. */
  critical: z.array(z.enum(['cpu', 'memory', 'disk'])).default([]),
});

export const versionSpec = z.strictObject({
  host: name,
  /** A file whose first line is the version. */
  file: remotePath.optional(),
  /** A folder under git whose HEAD is shown. */
  git: remotePath.optional(),
  /** Runtimes and the least version the manual allows, e.g. `{ python3: "3.8" }`. */
  minimum: z
    .partialRecord(z.enum(['python3', 'node', 'redis-server', 'nginx', 'sqlite3', 'psql']), z.string())
    .default({}),
});

export const systemSpec = z.strictObject({
  title: z.string(),
  aliases: z.array(z.string().min(1)).default([]),
  environment: z.enum(['production', 'staging', 'lab', 'demo']),
  /** The folder the system lives in; on a local host nothing outside it is touched. */
  folder: remotePath,
  /** All that is in the folder may fill so much; judged like a disk of that size. */
  folderLimitMiB: z.int().min(1).optional(),
  services: z.record(name, serviceSpec),
  logs: z.record(name, logSpec).default({}),
  databases: z.record(name, databaseSpec).default({}),
  /** Where backups lie and what they hold beside the databases. */
  backups: backupsSpec.optional(),
  version: versionSpec.optional(),
  /** Keys that `/token set` changes. */
  tokens: z.record(name, tokenSpec).default({}),
  /** Temporary files `/stop … cleanup` may delete: file-name patterns inside one folder. */
  temporary: z.array(z.strictObject({ host: name, folder: remotePath, names: z.array(z.string().min(1)) })).default([]),
  thresholds: thresholdsSpec.prefault({}),
  /** What is watched; what all systems inherit stands at the top. */
  monitors: z.record(name, monitorSpec).default({}),
});

type SystemOutput = z.output<typeof systemSpec>;
type ServiceOutput = z.output<typeof serviceSpec>;

/** One deployment, references resolved. Durations in milliseconds. */
export interface System extends Readonly<Omit<SystemOutput, 'services'>> {
  readonly id: string;
  /** In the order they are started: a service comes after all it needs. */
  readonly services: readonly Service[];
}

/** One thing of a system that is started and stopped. */
export interface Service extends Readonly<ServiceOutput> {
  readonly id: string;
  readonly system: string;
}

/** `teaching/llm`: a service's name across systems. */
export const serviceKey = (service: Pick<Service, 'system' | 'id'>): string => `${service.system}/${service.id}`;
