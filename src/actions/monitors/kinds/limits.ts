import type { System } from '../../inventory.ts';
import type { MonitorSpec } from '../monitor-spec.ts';

type Resource = System['thresholds']['critical'][number];
type Given = { readonly warning?: number; readonly critical?: number };

/** What the monitor says itself. */
export const given = ({ warning, critical }: MonitorSpec): Given => ({
  ...(warning === undefined ? {} : { warning }),
  ...(critical === undefined ? {} : { critical }),
});

/** … else the system's threshold of the resource, as severe as the system says. */
export const orThreshold = (spec: MonitorSpec, { thresholds }: System, resource: Resource): Given => {
  if (spec.warning !== undefined || spec.critical !== undefined) return given(spec);
  const limit = thresholds[`${resource}Percent`];
  return thresholds.critical.includes(resource) ? { critical: limit } : { warning: limit };
};
