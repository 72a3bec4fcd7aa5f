import type { AlertRules, Signal } from '../../../src/handlers/store/alerts.ts';
import type { Store } from '../../../src/handlers/store/store.ts';
import { entry } from './rows.ts';

/** Alerts as the handlers would have them: what is said of them, and the rules it is worked in by. */

export const rules = (nowMs: number, more: Partial<AlertRules> = {}): AlertRules => ({
  nowMs,
  chainOf: (system) => (system === 'teaching' ? ['bob', 'alice'] : ['chenwei']),
  tellAfterMs: 600,
  fold: { most: 3, mostOfAll: 5, withinMs: 1_000 },
  flapping: { times: 3, withinMs: 10_000, settleMs: 5_000 },
  audit: (event, { id, system, name: what }) =>
    entry({ atMs: nowMs, event, reason: `${id} ${what}`, ...(system === undefined ? {} : { system }) }),
  ...more,
});
export const signal = (what: string, more: Partial<Signal> = {}): Signal => ({
  fingerprint: `am:${what}`,
  group: `am:${what}`,
  state: 'firing',
  level: 'critical',
  source: 'am',
  system: 'teaching',
  name: what,
  title: { outside: what },
  text: { outside: 'gone' },
  startsAtMs: 500,
  ...more,
});
export const over = (what: string, more: Partial<Signal> = {}): Signal => ({
  ...signal(what, more),
  state: 'resolved',
});
export const states = async ({ alerts }: Store) =>
  (await alerts.list({ limit: 99 })).map(({ id, state, firing, ended }) => ({ id, state, firing, ended }));
export const events = async ({ audit }: Store) =>
  (await audit.list({ limit: 99 })).map(({ event }) => event).toReversed();
