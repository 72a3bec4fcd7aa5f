import * as z from 'zod';
import { systemSpec } from '../../actions/inventory.ts';
import { monitorSpec } from '../../actions/monitors/monitor-spec.ts';
import { name } from '../../actions/values.ts';
import { policySpec } from '../../auth/policy.ts';
import {
  alertmanagerSource,
  alertsSpec,
  grafanaSource,
  jsonSource,
  zkAgentSource,
} from '../../handlers/alerts/alert-settings.ts';
import { checklistsSpec } from '../../handlers/checklists/checklist-spec.ts';
import { isTimeZone } from '../../handlers/language/is-time-zone.ts';
import { scheduleSpec } from '../../handlers/schedules/schedule-spec.ts';
import { auditSpec, channelSpec, limitsSpec } from '../../handlers/settings.ts';
import { hostSpec } from '../hosts/host-spec.ts';
import { platformSpecs } from '../platforms/table.ts';
import { keepDaysSpec } from '../storage/retention.ts';
import { secretSpec } from './secret-spec.ts';

export const teamSpec = z.strictObject({
  /** IANA zone of times shown and of grants' hours. */
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Asia/Shanghai').default('UTC'),
  language: z.enum(['en', 'zh']).default('en'),
  /** Which days are worked: Monday to Friday, or by the yearly notices of China with 调休. */
  workDays: z.enum(['monday-to-friday', 'china']).default('monday-to-friday'),
  /** When what a checklist asked of a person and was not done is raised again. */
  evening: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 18:00')
    .default('18:00'),
});

export const webSpec = z.strictObject({
  /** Where the bot listens, e.g. `127.0.0.1:8377`, `[::1]:8377`. */
  listen: z
    .string()
    .regex(/^([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/, 'an address with a port, e.g. 127.0.0.1:8377')
    .default('127.0.0.1:8377'),
  /** How people and platforms reach it from outside. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Lets whoever brings it as a bearer token read `/metrics`; without it only this machine may. */
  metricsToken: secretSpec.optional(),
});

/** Whoever hears nothing from this bot any more raises the alarm: healthchecks.io, Uptime Kuma's push monitors and others. */
export const heartbeatSpec = z.strictObject({
  /** Where to say "alive"; whoever knows it can say so too, so it is a secret. */
  url: secretSpec,
  everySeconds: z.int().min(10).max(3_600).default(60),
});

export const stateSpec = z.strictObject({
  /** Where the bot keeps its database; when relative, it starts at the current folder. Never inside the configuration. */
  dir: z.string().min(1),
  keepDays: keepDaysSpec.prefault({}),
});

/** Roles of the bot's own principals. */
const machineName = z.string().regex(/^(scheduler|alert|api:[a-z][a-z0-9-]{0,31})$/, 'scheduler, alert or api:name');

/** Chat platforms; one that is not named here is not loaded. */
export const platformsSpec = z.strictObject(platformSpecs).partial();

/** Who posts alerts, with the bearer token each must bring. */
const brings = { secret: secretSpec };
const intakeSpec = z.discriminatedUnion('kind', [
  alertmanagerSource.extend(brings),
  grafanaSource.extend(brings),
  jsonSource.extend(brings),
  zkAgentSource.extend(brings),
]);

/** All top-level keys of `DIR/*.yaml` together. */
export const topSpec = z.strictObject({
  team: teamSpec.prefault({}),
  people: policySpec.shape.people,
  roles: policySpec.shape.roles,
  grants: policySpec.shape.grants,
  machines: z.record(machineName, z.array(z.string())).default({}),
  channels: z.array(channelSpec).default([]),
  hosts: z.record(name, hostSpec),
  schedules: z.record(name, scheduleSpec).default({}),
  web: webSpec.prefault({}),
  state: stateSpec,
  heartbeat: heartbeatSpec.optional(),
  audit: auditSpec.extend({ key: secretSpec.optional() }).prefault({}),
  limits: limitsSpec.prefault({}),
  platforms: platformsSpec.prefault({}),
  /** What is watched of every system; a system's own stand before it, field by field. */
  monitors: z.record(name, monitorSpec).default({}),
  alerts: alertsSpec.prefault({}),
  /** Posted to /intake/NAME. */
  intake: z.record(name, intakeSpec).default({}),
  /** No confirm is asked and any `--as` is allowed. Only where every host is local and every system a demo. */
  demo: z.literal(true).optional(),
});

/** The top level, with each file of `DIR/systems` under its name. */
export const configurationSpec = topSpec.extend({
  systems: z.record(name, systemSpec.extend({ checklists: checklistsSpec.default({}) })),
});
export type ConfigurationOutput = z.output<typeof configurationSpec>;
