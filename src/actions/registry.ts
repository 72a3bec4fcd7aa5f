import type { Action } from './action.ts';
import { disk } from './checks/disk.ts';
import { health } from './checks/health.ts';
import { status } from './checks/status.ts';
import { top } from './checks/top.ts';
import { version } from './checks/version.ts';
import { reload } from './services/reload.ts';
import { restart } from './services/restart.ts';
import { start } from './services/start.ts';
import { stop } from './services/stop.ts';

/** Everything that can be done to a system, in the order help shows it. */
export const actions: readonly Action[] = [health, status, top, disk, version, start, stop, restart, reload];
