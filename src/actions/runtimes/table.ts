import type { Service } from '../inventory.ts';
import { pidfile } from './pidfile/pidfile.ts';
import type { Runtime } from './runtime.ts';
import { systemd } from './systemd/systemd.ts';

/** Every kind of runtime the configuration can name. */
const runtimes: Readonly<Record<Service['runtime']['kind'], Runtime>> = { systemd, pidfile };

export const runtimeOf = (service: Pick<Service, 'runtime'>): Runtime => runtimes[service.runtime.kind];
