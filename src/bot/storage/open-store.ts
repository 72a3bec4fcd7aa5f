import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import type { BackupCatalogue, History } from '../../actions/ports.ts';
import type { Store } from '../../handlers/store/store.ts';
import { sqliteAlerts } from './alerts.ts';
import { sqliteApprovals } from './approvals.ts';
import { appender } from './audit-append.ts';
import { genesisMac } from './audit-chain.ts';
import { auditHead, tailOf } from './audit-head.ts';
import { auditKey } from './audit-key.ts';
import { exportAudit, sqliteAuditLog } from './audit-log.ts';
import { sqliteBackups } from './backups.ts';
import { sqliteChecklists } from './checklists.ts';
import { type Connections, closeBoth, connectBoth } from './database.ts';
import { sqliteDeliveries } from './deliveries.ts';
import { sqliteDrills } from './drills.ts';
import { sqliteFreezes } from './freezes.ts';
import { sqliteHistory } from './history.ts';
import { sqliteInstances } from './instances.ts';
import { sqliteIntake } from './intake.ts';
import { sqliteMaintenance } from './maintenance.ts';
import { migrate } from './migrate.ts';
import { sqliteOutbox } from './outbox.ts';
import { type PlatformMemory, sqlitePlatformMemory } from './platform-memory.ts';
import { forgetOld, type KeepDays } from './retention.ts';
import { sqliteRuns } from './runs.ts';
import { sqliteSamples } from './samples.ts';
import { sqliteSchedules } from './schedules.ts';
import { sqliteSealed } from './sealed.ts';
import { sqliteSilences } from './silences.ts';
import { makeStateFolder } from './state-folder.ts';
import { sqliteTimeline } from './timeline.ts';
import { sqliteWebMessages, type WebMessages } from './web-messages.ts';
import { sqliteWebSessions, type WebSessions } from './web-sessions.ts';
import { createWriter, patiently } from './write.ts';

export interface OpenStore {
  /** Made when it is not there, for its owner alone. */
  readonly folder: string;
  /** This process, as owner of runs: others' running runs are then refused to it. */
  readonly instance?: string;
  readonly now: () => number;
  /** The audit key itself, or where its file is; `audit.key` in the folder unless told. */
  readonly auditKey?: Uint8Array | { readonly file: string };
  /** `freeze` in the folder unless told. */
  readonly freezeFile?: string;
  /** Reads the whole database for damage first; on unless told. */
  readonly quickCheck?: boolean;
  /** How long a write waits for other processes, milliseconds. */
  readonly busyLimitMs?: number;
  /** Told of what is not well and does not stop work. */
  readonly warn?: (message: string) => void;
}

export interface OpenedStore {
  readonly store: Store;
  readonly history: History;
  readonly backups: BackupCatalogue;
  /** What the page keeps. */
  readonly web: { readonly messages: WebMessages; readonly sessions: WebSessions };
  /** What a chat platform keeps, by its name. */
  readonly platformMemory: (platform: string) => PlatformMemory;
  /** JSON lines, oldest first. */
  exportAudit(): AsyncIterable<string>;
  /** Deletes what is older than it is kept, piece by piece; rows deleted, by table. */
  forgetOld(keep: KeepDays, end: AbortSignal): Promise<Readonly<Record<string, number>>>;
  /** Commits that were flushed to the disk, for the latency budget. */
  commits(): number;
  /** Waits for the writes under way. */
  close(): Promise<void>;
}

export const databaseName = 'zhiban.db';

/**
 * Opens the state in a folder; several processes may. Throws StoreUnwritable, StoreCorrupt, SchemaTooNew or
 * AuditKeyMissing, each with words for the person who must mend it.
 */
export async function openStore(options: OpenStore): Promise<OpenedStore> {
  const { folder, now } = options;
  const path = join(folder, databaseName);
  const { key, head, connections } = await patiently(path, () => open(options, path), options.busyLimitMs);

  const reads = connections.normal;
  const append = appender(key, head);
  const fullWriter = createWriter(connections.full, () => head.follow(connections.full), options.busyLimitMs);
  const normalWriter = createWriter(connections.normal, () => {}, options.busyLimitMs);
  const full = fullWriter.write;
  const normal = normalWriter.write;

  return {
    store: {
      deliveries: sqliteDeliveries(full, normal, reads),
      audit: sqliteAuditLog(full, reads, append, key, head),
      runs: sqliteRuns(full, normal, reads, append, options.instance),
      approvals: sqliteApprovals(full, reads, append),
      instances: sqliteInstances(full, normal, reads, append, now),
      freezes: sqliteFreezes(full, reads, append, options.freezeFile ?? join(folder, 'freeze'), now),
      outbox: sqliteOutbox(full, normal, reads),
      sealed: sqliteSealed(full, reads, join(folder, 'sealed.key')),
      schedules: sqliteSchedules(full, reads, append),
      checklists: sqliteChecklists(full, reads, append),
      maintenance: sqliteMaintenance(full, reads, append),
      timeline: sqliteTimeline(reads),
      alerts: sqliteAlerts(full, normal, reads, append),
      silences: sqliteSilences(full, reads, append),
      intake: sqliteIntake(full, reads),
      samples: sqliteSamples(normal, reads),
    },
    history: sqliteHistory(reads),
    backups: { ...sqliteBackups(full, reads), ...sqliteDrills(full, reads) },
    web: { messages: sqliteWebMessages(full, normal, reads), sessions: sqliteWebSessions(full, normal, reads) },
    platformMemory: sqlitePlatformMemory(full, reads),
    exportAudit: () => exportAudit(reads),
    forgetOld: (keep, end) => forgetOld(normal, now(), keep, end),
    commits: fullWriter.commits,
    close: async () => {
      await Promise.all([fullWriter.end(), normalWriter.end()]);
      closeBoth(connections);
    },
  };
}

function open(options: OpenStore, path: string) {
  makeStateFolder(options.folder);
  const connections = connectBoth(path, options.quickCheck ?? true);
  try {
    return { ...prepareTrail(options, connections), connections };
  } catch (error) {
    closeBoth(connections);
    throw error;
  }
}

/** Key and head belong to the trail from its beginning: they are made in the transaction that makes the first schema. */
function prepareTrail(options: OpenStore, connections: Connections) {
  const { auditKey: given, folder, warn = () => {} } = options;
  return migrate(connections, (connection, fresh) => {
    const started = tailOf(connection) !== undefined;
    const file = given === undefined || given instanceof Uint8Array ? join(folder, 'audit.key') : given.file;
    const key = createSecretKey(given instanceof Uint8Array ? given : auditKey(file, started));
    const head = auditHead(join(folder, 'audit.head'), key, warn);
    if (fresh && head.read() === undefined) head.create({ seq: 0, mac: genesisMac });
    return { key, head };
  });
}
