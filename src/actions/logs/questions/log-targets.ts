import * as z from 'zod';
import type { System } from '../../inventory.ts';
import { systemNamed } from '../../named-system.ts';
import { systemName } from '../../names.ts';
import type { ActionContext, Inventory } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { outside, texts } from '../../text.ts';
import { name } from '../../values.ts';
import type { Takes } from '../../words.ts';
import { type Log, logsOf } from '../log-spec.ts';
import type { LogQuery } from '../read-logs.ts';
import { levelOf } from './log-levels.ts';
import { type LogWindow, type WindowWords, windowFields, windowOf, windowTakes } from './log-window.ts';

const say = texts('log-targets', {
  noLogs: { en: 'The configuration of {system} names no logs', zh: '{system} 的配置没有指明日志' },
  noLog: { en: '{system} has no log {log}', zh: '{system} 没有日志 {log}' },
  twice: { en: 'Say it once: {one} or {other}', zh: '只写一个:{one} 或 {other}' },
  noLevel: {
    en: '{word} is no level: debug, info, warn, error or critical',
    zh: '没有 {word} 这个级别,可选 debug、info、warn、error、critical',
  },
});

/** What of a log: by level, by who wrote it, by its words. */
export const filterTakes = {
  /** `level=warn`, or just `warn`. */
  level: { word: 'option', optional: true },
  least: {
    word: 'choice',
    optional: true,
    choices: {
      debug: ['调试'],
      info: ['信息'],
      warning: ['warn', 'warnings', '警告'],
      error: [],
      critical: ['fatal', '严重'],
    },
  },
  /** `module=plugin_manager`, or just that. */
  module: { word: 'option', optional: true, bare: true },
  /** `plugin=security_scanner`: who wrote it, or who is named in quotation marks. */
  plugin: { word: 'option', optional: true },
  /** `text=timeout`; `/logs search` takes it in quotation marks. */
  text: { word: 'option', optional: true },
} as const satisfies Takes;

export const filterFields = {
  level: z.string().max(20).optional(),
  least: z.enum(['debug', 'info', 'warning', 'error', 'critical']).optional(),
  module: z.string().min(1).max(100).optional(),
  plugin: z.string().min(1).max(100).optional(),
  text: z.string().min(1).max(500).optional(),
};

/** What every question about logs takes: whose, which, when, and what of them. */
export const logTakes = {
  system: { word: 'system', optional: true },
  log: { word: 'log', optional: true },
  ...windowTakes,
  ...filterTakes,
  /** `exact=yes`: every file is looked through. */
  exact: { word: 'option', optional: true },
} as const satisfies Takes;

export const logFields = {
  system: name,
  log: name.optional(),
  ...windowFields,
  ...filterFields,
  exact: z.enum(['yes', 'no']).optional(),
};

export interface LogTargets {
  readonly system: System;
  readonly logs: readonly Log[];
  /** The window, and what of it. */
  readonly wanted: Pick<LogQuery, 'window' | 'level' | 'module' | 'plugin' | 'text' | 'exact'>;
}

type Words = WindowWords & { readonly system: string } & {
  readonly [K in 'log' | 'level' | 'least' | 'module' | 'plugin' | 'exact' | 'text']?: string | undefined;
};

/** The log that was named, else all of the system. */
export function logTargets(input: Words, otherwise: LogWindow, context: ActionContext): Result<LogTargets> {
  const found = logsIn(context.inventory, input);
  if (!found.ok) return found;
  const window = windowOf(input, otherwise, context.now(), context.timeZone ?? 'UTC');
  if (!window.ok) return window;
  const filters = filtersOf(input);
  return filters.ok ? ok({ ...found.value, wanted: { window: window.value, ...filters.value } }) : filters;
}

/** Level, module, plugin and text. */
export function filtersOf(input: Words): Result<Omit<LogTargets['wanted'], 'window'>> {
  const { least, module, plugin } = input;
  const word = input.level ?? least;
  if (input.level !== undefined && least !== undefined)
    return fail('bad-input', say.twice({ one: outside(input.level), other: outside(least) }));
  const level = word === undefined ? undefined : levelOf(word);
  if (word !== undefined && level === undefined) return fail('bad-input', say.noLevel({ word: outside(word) }));
  return ok({
    ...(level === undefined ? {} : { level }),
    ...(module === undefined ? {} : { module }),
    ...(plugin === undefined ? {} : { plugin }),
    ...(input.text === undefined ? {} : { text: input.text }),
    ...(input.exact === 'yes' ? { exact: true } : {}),
  });
}

export function logsIn(
  inventory: Inventory,
  input: { readonly system: string; readonly log?: string | undefined },
): Result<{ readonly system: System; readonly logs: readonly Log[] }> {
  const found = systemNamed(inventory, input.system);
  if (!found.ok) return found;
  const system = found.value;
  const all = logsOf(system);
  if (all.length === 0) return fail('not-found', say.noLogs({ system: systemName(system) }));
  const logs = input.log === undefined ? all : all.filter(({ id }) => id === input.log);
  if (logs.length > 0) return ok({ system, logs });
  const words = { system: systemName(system), log: outside(input.log ?? '') };
  return fail('not-found', say.noLog(words), { next: [`/logs ${system.id}`] });
}
