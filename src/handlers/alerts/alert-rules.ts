import type { Desk } from '../desk.ts';
import type { AlertRules } from '../store/alerts.ts';
import { alertsSpec } from './alert-settings.ts';

export const alertSettingsOf = (desk: Desk) => desk.settings().alerts ?? alertsSpec.parse({});

/** Within a minute of one system: more new alerts than this are a storm. */
const newAlertsAMinute = 5;
/** And of all systems together. */
const newAlertsOfAllAMinute = 15;

export function rulesOf(desk: Desk): AlertRules {
  const { tellAfter, people, systems } = alertSettingsOf(desk);
  const nowMs = desk.clock.now();
  return {
    nowMs,
    chainOf: (system) =>
      system === undefined || !Object.hasOwn(systems, system) ? people : (systems[system]?.people ?? people),
    tellAfterMs: tellAfter,
    fold: { most: newAlertsAMinute, mostOfAll: newAlertsOfAllAMinute, withinMs: 60_000 },
    flapping: { times: 3, withinMs: 1_800_000, settleMs: 600_000 },
    audit: (event, { id, system, name }) => ({
      atMs: nowMs,
      principal: 'alert',
      via: 'alert',
      event,
      reason: `alert ${id}: ${name}`.slice(0, 500),
      ...(system === undefined ? {} : { system }),
      configuration: desk.settings().version,
    }),
  };
}
