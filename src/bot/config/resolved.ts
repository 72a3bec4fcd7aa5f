import type { System } from '../../actions/inventory.ts';
import { inheritedMonitors } from '../../actions/monitors/monitor-spec.ts';
import { startOrder } from './checks/dependencies.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationOutput } from './configuration-spec.ts';
import type { Secrets } from './secret.ts';

/** A configuration without faults, in the form the program works with. */
export function resolved(
  read: ConfigurationOutput,
  from: { readonly version: string; readonly secrets: Secrets },
): Configuration {
  const { key: _, ...audit } = read.audit;
  const secret = (wanted: string) => from.secrets.secrets.find(({ name }) => name === wanted)?.value;
  const auditKey = secret('audit.key');
  const heartbeatUrl = secret('heartbeat.url');
  return {
    settings: {
      version: from.version,
      timeZone: read.team.timeZone,
      language: read.team.language,
      workDays: read.team.workDays,
      systems: Object.entries(read.systems).map(([id, system]) => resolvedSystem(id, system, read.monitors)),
      policy: {
        people: read.people,
        roles: read.roles,
        grants: read.grants,
        timeZone: read.team.timeZone,
        machineRoles: read.machines,
      },
      checklists: Object.fromEntries(Object.entries(read.systems).map(([id, { checklists }]) => [id, checklists])),
      evening: read.team.evening,
      channels: read.channels,
      schedules: Object.entries(read.schedules).map(([id, schedule]) => ({
        ...schedule,
        id,
        timeZone: schedule.timeZone ?? read.team.timeZone,
      })),
      audit,
      limits: read.limits,
      alerts: read.alerts,
      intake: Object.fromEntries(Object.entries(read.intake).map(([name, { secret: _, ...source }]) => [name, source])),
      demo: read.demo === true,
    },
    hosts: read.hosts,
    state: read.state,
    ...(heartbeatUrl === undefined || read.heartbeat === undefined
      ? {}
      : { heartbeat: { url: heartbeatUrl, everyMs: read.heartbeat.everySeconds * 1000 } }),
    web: read.web,
    platforms: read.platforms,
    ...(auditKey === undefined ? {} : { auditKey: Buffer.from(auditKey, 'hex') }),
    secrets: from.secrets.secrets,
    warnings: from.secrets.warnings,
  };
}

function resolvedSystem(
  id: string,
  { checklists: _, ...system }: ConfigurationOutput['systems'][string],
  monitors: ConfigurationOutput['monitors'],
): System {
  const services = Object.entries(system.services).map(([service, spec]) => ({ ...spec, id: service, system: id }));
  return {
    ...system,
    id,
    services: startOrder(services),
    monitors: inheritedMonitors(monitors, system.monitors),
  };
}
