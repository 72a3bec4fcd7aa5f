import type { StepKind } from '../step.ts';
import { archive } from './archive.ts';
import { checkCopies } from './check-copies.ts';
import { checkDatabase } from './check-database.ts';
import { closeDrill, recordDrill } from './close-drill.ts';
import { copyBackup } from './copy-backup.ts';
import { clearDecrypted, decryptBackup } from './decrypt-backup.ts';
import { deleteFiles } from './delete-files.ts';
import { fetchBackup } from './fetch-backup.ts';
import { forgetAside } from './forget-aside.ts';
import { openBackup } from './open-backup.ts';
import { openDrill } from './open-drill.ts';
import { optimizeDatabase } from './optimize-database.ts';
import { pruneBackups } from './prune-backups.ts';
import { putInPlace } from './put-in-place.ts';
import { renewData } from './renew-data.ts';
import { rotateLogs } from './rotate-logs.ts';
import { setAsideData } from './set-aside-data.ts';
import { purgeLogs, setAsideLogs } from './set-aside-logs.ts';
import { setEnvValue } from './set-env-value.ts';
import { snapshotDatabase } from './snapshot-database.ts';
import { snapshotRedis } from './snapshot-redis.ts';
import { startProcess } from './start-process.ts';
import { stopProcess } from './stop-process.ts';
import { systemdUnit } from './systemd-unit.ts';
import { tryService } from './try-service.ts';
import { unpackCopy } from './unpack-copy.ts';
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
    copyBackup,
    fetchBackup,
    checkCopies,
    decryptBackup,
    clearDecrypted,
    setAsideData,
    putInPlace,
    renewData,
    forgetAside,
    openDrill,
    unpackCopy,
    tryService,
    closeDrill,
    recordDrill,
    checkDatabase,
    optimizeDatabase,
    rotateLogs,
    setAsideLogs,
    purgeLogs,
    setEnvValue,
  ].map((kind) => [
    kind.kind,
    kind as unknown as StepKind, // parameters are parsed by its own schema before they are passed
  ]),
);
