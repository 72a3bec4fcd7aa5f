import { Cron } from 'croner';
import * as z from 'zod';
import { systemSpec } from '../../actions/inventory.ts';
import { name } from '../../actions/values.ts';
import { policySpec } from '../../auth/policy.ts';
import { auditSpec, channelSpec, limitsSpec } from '../../handlers/settings.ts';
import { hostSpec } from '../hosts/host-spec.ts';
import { telegramSpec } from '../platforms/telegram/telegram-spec.ts';
import { keepDaysSpec } from '../storage/retention.ts';
import { secretSpec } from './secret.ts';

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

export const teamSpec = z.strictObject({
  /** IANA zone of times shown and of grants' hours. */
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Asia/Shanghai').default('UTC'),
  language: z.enum(['en', 'zh']).default('en'),
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

export const stateSpec = z.strictObject({
  /** Where the bot keeps its database; when relative, it starts at the current folder. Never inside the configuration. */
  dir: z.string().min(1),
  keepDays: keepDaysSpec.prefault({}),
});

const isCron = (words: string): boolean => {
  try {
    return new Cron(words, { paused: true, mode: '5-part' }).nextRun() !== null;
  } catch {
    return false;
  }
};

/** A command given by the calendar, as principal `scheduler`. */
export const scheduleSpec = z.strictObject({
  /** Five fields: minute, hour, day, month, weekday. */
  cron: z.string().refine(isCron, 'five fields such as 0 2 * * *: minute, hour, day, month, weekday'),
  command: z.string().regex(/^\/\S/, 'a command with its slash, e.g. /health teaching'),
  /** The team's unless told. */
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Asia/Shanghai').optional(),
});

/** Roles of the bot's own principals. */
const machineName = z.string().regex(/^(scheduler|alert|api:[a-z][a-z0-9-]{0,31})$/, 'scheduler, alert or api:name');

/** Chat platforms; one that is not named here is not loaded. */
export const platformsSpec = z.strictObject({
  telegram: telegramSpec.optional(),
});

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
  audit: auditSpec.extend({ key: secretSpec.optional() }).prefault({}),
  limits: limitsSpec.prefault({}),
  platforms: platformsSpec.prefault({}),
  /** No confirm is asked and any `--as` is allowed. Only where every host is local and every system a demo. */
  demo: z.literal(true).optional(),
});

/** The top level, with each file of `DIR/systems` under its name. */
export const configurationSpec = topSpec.extend({ systems: z.record(name, systemSpec) });
export type ConfigurationOutput = z.output<typeof configurationSpec>;
