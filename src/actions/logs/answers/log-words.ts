import type { Block } from '../../report.ts';
import { outside, type Text, texts } from '../../text.ts';
import { levelNames } from '../questions/log-levels.ts';
import type { LogWindow } from '../questions/log-window.ts';
import type { LogQuery, LogsRead } from '../read-logs.ts';
import type { LogEntry } from './log-answer.ts';

const say = texts('log-words', {
  within: { en: 'in {duration}', zh: '{duration}内' },
  between: { en: '{since} – {until}', zh: '{since} – {until}' },
  from: { en: 'since {since}', zh: '自 {since} 起' },
  upTo: { en: 'until {until}', zh: '至 {until}' },
  always: { en: 'whenever', zh: '不限时间' },
  level: { en: '{level} and above', zh: '{level} 及以上' },
  module: { en: 'only of {module}', zh: '仅 {module}' },
  plugin: { en: 'only of the plugin {plugin}', zh: '仅插件 {plugin}' },
  text: { en: 'only with {text}', zh: '仅含 {text}' },
});

/** `in 1 h`, `since 02:00:00 CST`. */
export function windowWords({ agoMs, sinceMs, untilMs }: LogWindow): Text {
  if (agoMs !== undefined) return say.within({ duration: { durationMs: agoMs } });
  if (sinceMs !== undefined && untilMs !== undefined)
    return say.between({ since: { atMs: sinceMs }, until: { atMs: untilMs } });
  if (sinceMs !== undefined) return say.from({ since: { atMs: sinceMs } });
  return untilMs === undefined ? say.always() : say.upTo({ until: { atMs: untilMs } });
}

/** What the window was by the bot's own clock. */
export function rangeWords({ agoMs, sinceMs, untilMs }: LogWindow, nowMs: number): Text {
  const since = sinceMs ?? (agoMs === undefined ? undefined : nowMs - agoMs);
  if (since === undefined) return windowWords({ ...(untilMs === undefined ? {} : { untilMs }) });
  return say.between({ since: { atMs: since }, until: { atMs: untilMs ?? nowMs } });
}

/** What was left out on purpose. */
export const filterWords = ({
  level,
  module,
  plugin,
  text,
}: Pick<LogQuery, 'level' | 'module' | 'plugin' | 'text'>): readonly Text[] => [
  ...(level === undefined ? [] : [say.level({ level: outside(levelNames.get(level) ?? String(level)) })]),
  ...(module === undefined ? [] : [say.module({ module: outside(module) })]),
  ...(plugin === undefined ? [] : [say.plugin({ plugin: outside(plugin) })]),
  ...(text === undefined ? [] : [say.text({ text: outside(`"${text}"`) })]),
];

export interface FoundEntry extends LogEntry {
  readonly log: string;
}

/** The entries of all logs in the order of time. */
export const entriesOf = (all: LogsRead): readonly FoundEntry[] =>
  all
    .flatMap(({ log, result }) => (result.ok ? result.value.read.entries.map((one) => ({ ...one, log: log.id })) : []))
    .toSorted((a, b) => a.atMs - b.atMs);

export const matchedOf = (all: LogsRead): number =>
  all.reduce((sum, { result }) => sum + (result.ok ? result.value.read.matched : 0), 0);

/** Lines as they stand in the log; the log's name before each when there are several. */
export function linesText(entries: readonly FoundEntry[], several: boolean): string {
  const width = Math.max(0, ...entries.map(({ log }) => log.length));
  return entries.map(({ log, text }) => (several ? `${log.padEnd(width)}  ${text}` : text)).join('\n');
}

export const linesBlock = (entries: readonly FoundEntry[], several: boolean): readonly Block[] =>
  entries.length === 0 ? [] : [{ type: 'code', text: linesText(entries, several) }];

export const systemAnd = (system: { readonly id: string }, log: string | undefined): string =>
  log === undefined ? system.id : `${system.id} ${log}`;
