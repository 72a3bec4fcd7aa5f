import type { Action } from './action.ts';
import { drill } from './backups/drill.ts';
import { fetch } from './backups/fetch.ts';
import { forget } from './backups/forget.ts';
import { list } from './backups/list.ts';
import { now } from './backups/now.ts';
import { recover } from './backups/recover.ts';
import { restore } from './backups/restore.ts';
import { sealed } from './backups/sealed.ts';
import { verify } from './backups/verify.ts';
import { disk } from './checks/disk.ts';
import { health } from './checks/health.ts';
import { status } from './checks/status.ts';
import { top } from './checks/top.ts';
import { version } from './checks/version.ts';
import { logs as cleanupLogs } from './cleanup/logs.ts';
import { check as dbCheck } from './databases/check.ts';
import { optimize as dbOptimize } from './databases/optimize.ts';
import { size as dbSize } from './databases/size.ts';
import { wipe as dbWipe } from './databases/wipe.ts';
import { errors } from './logs/errors.ts';
import { rotate } from './logs/rotate.ts';
import { rotation } from './logs/rotation.ts';
import { search } from './logs/search.ts';
import { stats } from './logs/stats.ts';
import { summary } from './logs/summary.ts';
import { tail } from './logs/tail.ts';
import { top as logsTop } from './logs/top.ts';
import { reload } from './services/reload.ts';
import { restart } from './services/restart.ts';
import { start } from './services/start.ts';
import { stop } from './services/stop.ts';
import { set as tokenSet } from './tokens/set.ts';
import { status as tokenStatus } from './tokens/status.ts';

/** Everything that can be done to a system, in the order help shows it. */
export const actions: readonly Action[] = [
  health,
  status,
  top,
  disk,
  version,
  start,
  stop,
  restart,
  reload,
  now,
  list,
  verify,
  fetch,
  restore,
  sealed,
  drill,
  recover,
  forget,
  dbCheck,
  dbSize,
  dbOptimize,
  dbWipe,
  tail,
  errors,
  search,
  stats,
  logsTop,
  summary,
  rotation,
  rotate,
  cleanupLogs,
  tokenSet,
  tokenStatus,
];
