import type { System } from '../../actions/inventory.ts';
import { startOrder } from './checks/dependencies.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationOutput } from './configuration-spec.ts';
import type { Secrets } from './secret.ts';
import type { Tree } from './tree.ts';
import { idleSchedules, missingApprovers } from './warnings.ts';

/** A configuration without faults, in the form the program works with. */
export function resolved(
  read: ConfigurationOutput,
  from: { readonly tree: Tree; readonly version: string; readonly secrets: Secrets },
): Configuration {
  const { key: _, ...audit } = read.audit;
  const auditKey = from.secrets.secrets.find(({ name }) => name === 'audit.key')?.value;
  return {
    settings: {
      version: from.version,
      timeZone: read.team.timeZone,
      language: read.team.language,
      systems: Object.entries(read.systems).map(([id, system]) => resolvedSystem(id, system)),
      policy: {
        people: read.people,
        roles: read.roles,
        grants: read.grants,
        timeZone: read.team.timeZone,
        machineRoles: read.machines,
      },
      channels: read.channels,
      audit,
      limits: read.limits,
      demo: read.demo === true,
    },
    hosts: read.hosts,
    state: read.state,
    web: read.web,
    ...(auditKey === undefined ? {} : { auditKey: Buffer.from(auditKey, 'hex') }),
    secrets: from.secrets.secrets,
    warnings: [...from.secrets.warnings, ...missingApprovers(read, from.tree), ...idleSchedules(read, from.tree)],
  };
}

function resolvedSystem(id: string, system: ConfigurationOutput['systems'][string]): System {
  const services = Object.entries(system.services).map(([service, spec]) => ({ ...spec, id: service, system: id }));
  return { ...system, id, services: startOrder(services) };
}
