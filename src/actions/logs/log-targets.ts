import * as z from 'zod';
import type { System } from '../inventory.ts';
import { systemName } from '../names.ts';
import type { ActionContext, Inventory } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';
import { name } from '../values.ts';
import type { Takes } from '../words.ts';
import { type Log, logsOf } from './log-spec.ts';
import { type LogWindow, type WindowWords, windowFields, windowOf, windowTakes } from './log-window.ts';

const say = texts('log-targets', {
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  noLogs: { en: 'The configuration of {system} names no logs', zh: '{system} 的配置没有指明日志' },
  noLog: { en: '{system} has no log {log}', zh: '{system} 没有日志 {log}' },
  noLevel: {
    en: '{word} is no level: debug, info, warn, error or critical',
    zh: '没有 {word} 这个级别,可选 debug、info、warn、error、critical',
  },
});

/** What every question about logs takes: whose, which, when, and what of them. */
export const logTakes = {
  system: { word: 'system', optional: true },
  log: { word: 'log', optional: true },
  ...windowTakes,
  level: { word: 'option', optional: true },
  module: { word: 'option', optional: true },
} as const satisfies Takes;

export const logFields = {
  system: name,
  log: name.optional(),
  ...windowFields,
  level: z.string().max(20).optional(),
  module: z.string().max(100).optional(),
};

const levels: Readonly<Record<string, number>> = {
  debug: 10,
  info: 20,
  warn: 30,
  warning: 30,
  error: 40,
  critical: 50,
  fatal: 50,
  调试: 10,
  信息: 20,
  警告: 30,
  错误: 40,
  严重: 50,
};

export interface LogTargets {
  readonly system: System;
  readonly logs: readonly Log[];
  readonly window: LogWindow;
  readonly level?: number;
  readonly module?: string;
}

type Words = WindowWords & {
  readonly system: string;
  readonly log?: string | undefined;
  readonly level?: string | undefined;
  readonly module?: string | undefined;
};

/** The log that was named, else all of the system. */
export function logTargets(input: Words, otherwise: LogWindow, context: ActionContext): Result<LogTargets> {
  const found = logsIn(context.inventory, input);
  if (!found.ok) return found;
  const window = windowOf(input, otherwise, context.now(), context.timeZone ?? 'UTC');
  if (!window.ok) return window;
  const level = input.level === undefined ? undefined : levels[input.level.toLowerCase()];
  if (input.level !== undefined && level === undefined)
    return fail('bad-input', say.noLevel({ word: outside(input.level) }));
  return ok({
    ...found.value,
    window: window.value,
    ...(level === undefined ? {} : { level }),
    ...(input.module === undefined ? {} : { module: input.module }),
  });
}

export function logsIn(
  inventory: Inventory,
  input: { readonly system: string; readonly log?: string | undefined },
): Result<{ readonly system: System; readonly logs: readonly Log[] }> {
  const system = inventory.system(input.system);
  if (system === undefined) return fail('not-found', say.noSystem({ system: outside(input.system) }));
  const all = logsOf(system);
  if (all.length === 0) return fail('not-found', say.noLogs({ system: systemName(system) }));
  const logs = input.log === undefined ? all : all.filter(({ id }) => id === input.log);
  if (logs.length > 0) return ok({ system, logs });
  const words = { system: systemName(system), log: outside(input.log ?? '') };
  return fail('not-found', say.noLog(words), { next: [`/logs ${system.id}`] });
}
