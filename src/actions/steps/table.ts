import { engineSteps } from '../databases/engines/table.ts';
import type { StepKind } from '../step.ts';
import { archive } from './backups/archive.ts';
import { copyBackup } from './backups/copy-backup.ts';
import { clearDecrypted, decryptBackup } from './backups/decrypt-backup.ts';
import { fetchBackup } from './backups/fetch-backup.ts';
import { openBackup } from './backups/open-backup.ts';
import { pruneBackups } from './backups/prune-backups.ts';
import { verifyBackup } from './backups/verify-backup.ts';
import { checkCopies } from './data/check-copies.ts';
import { closeDrill, recordDrill } from './data/close-drill.ts';
import { forgetAside } from './data/forget-aside.ts';
import { openDrill } from './data/open-drill.ts';
import { putInPlace } from './data/put-in-place.ts';
import { renewData } from './data/renew-data.ts';
import { setAsideData } from './data/set-aside-data.ts';
import { unpackCopy } from './data/unpack-copy.ts';
import { setEnvValue } from './env-values/set-env-value.ts';
import { deleteFiles } from './logs/delete-files.ts';
import { rotateLogs } from './logs/rotate-logs.ts';
import { purgeLogs, setAsideLogs } from './logs/set-aside-logs.ts';
import { startProcess } from './processes/start-process.ts';
import { stopProcess } from './processes/stop-process.ts';
import { systemdUnit } from './processes/systemd-unit.ts';
import { tryService } from './processes/try-service.ts';
import { waitHealthy } from './processes/wait-healthy.ts';

/** Every kind of step a plan can have. */
export const stepKinds: ReadonlyMap<string, StepKind> = new Map(
  [
    systemdUnit,
    startProcess,
    stopProcess,
    waitHealthy,
    deleteFiles,
    openBackup,
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
    ...engineSteps,
    rotateLogs,
    setAsideLogs,
    purgeLogs,
    setEnvValue,
  ].map((kind) => [
    kind.kind,
    kind as unknown as StepKind, // parameters are parsed by its own schema before they are passed
  ]),
);
