import type { Service } from '../../inventory.ts';

/** What of a service is judged. */
export type Checkable = Pick<Service, 'id' | 'title' | 'port' | 'health'>;
export type HealthSpec = NonNullable<Service['health']>;
