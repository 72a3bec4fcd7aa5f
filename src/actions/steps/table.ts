import type { StepKind } from '../step.ts';
import { archive } from './archive.ts';
import { checkCopies } from './check-copies.ts';
import { checkDatabase } from './check-database.ts';
import { deleteFiles } from './delete-files.ts';
import { openBackup } from './open-backup.ts';
import { pruneBackups } from './prune-backups.ts';
import { putInPlace } from './put-in-place.ts';
import { rotateLogs } from './rotate-logs.ts';
import { setAsideData } from './set-aside-data.ts';
import { purgeLogs, setAsideLogs } from './set-aside-logs.ts';
import { snapshotDatabase } from './snapshot-database.ts';
import { snapshotRedis } from './snapshot-redis.ts';
import { startProcess } from './start-process.ts';
import { stopProcess } from './stop-process.ts';
import { systemdUnit } from './systemd-unit.ts';
import { verifyBackup } from './verify-backup.ts';
import { waitHealthy } from './wait-healthy.ts';

/** Every kind of step a plan can have. */
export const stepKinds: ReadonlyMap<string, StepKind> = new Map(
  [
    systemdUnit,
    startProcess,
    stopProcess,
    waitHealthy,
    deleteFiles,
    openBackup,
    snapshotDatabase,
    snapshotRedis,
    archive,
    verifyBackup,
    pruneBackups,
    checkCopies,
    setAsideData,
    putInPlace,
    checkDatabase,
    rotateLogs,
    setAsideLogs,
    purgeLogs,
  ].map((kind) => [
    kind.kind,
    kind as unknown as StepKind, // parameters are parsed by its own schema before they are passed
  ]),
);
