import type { MonitorKind } from '../monitor.ts';
import type { MonitorKindName } from '../monitor-spec.ts';
import { backup } from './backup.ts';
import { cpu } from './cpu.ts';
import { disk } from './disk.ts';
import { errorRate } from './error-rate.ts';
import { load } from './load.ts';
import { log } from './log.ts';
import { memory } from './memory.ts';
import { metric } from './metric.ts';
import { service } from './service.ts';

/** Every kind of monitor there is. */
export const monitorKinds: Readonly<Record<MonitorKindName, MonitorKind>> = {
  service,
  cpu,
  memory,
  disk,
  load,
  'error-rate': errorRate,
  log,
  backup,
  metric,
};
