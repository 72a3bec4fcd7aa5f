import type { ActionContext, Exec, Hosts } from '../ports.ts';
import { type Failure, fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';
import { type HostRead, readAnswer } from './answers/log-answer.ts';
import { knownOf, learn } from './known-files.ts';
import type { Log } from './log-spec.ts';
import type { LogWindow } from './questions/log-window.ts';
import { type Reader, readerArgv, readerOf, readers, readersText } from './reader/readers.ts';
import { given, hex } from './sources/log-source.ts';
import { sourceOf } from './sources/table.ts';
import { zoneSegments } from './zone-segments.ts';

const say = texts('read-logs', {
  noReader: {
    en: '{host} has nothing that could read its logs in place: perl, python3, awk and tac are missing',
    zh: '{host} 上没有可就地读取日志的程序:缺少 perl、python3、awk 和 tac',
  },
  tooSlow: {
    en: 'The search on {host} was ended after {limit}: the pattern takes too long, or there is too much to read',
    zh: '{host} 上的搜索在 {limit} 后被终止:表达式过慢,或数据过多',
  },
  badPattern: { en: 'This is no regular expression: {why}', zh: '正则表达式有误:{why}' },
  broken: { en: 'The answer of {host} about its logs broke off', zh: '{host} 返回的日志结果不完整' },
});

/** What is wanted of every log that is read. Nothing of it is ever taken apart by a shell. */
export interface LogQuery {
  readonly window: LogWindow;
  /** 40 is error; entries below are not counted. */
  readonly level?: number;
  readonly module?: string;
  /** Of a module whose name has these letters, or naming this plugin in quotation marks. */
  readonly plugin?: string;
  /** Letters that the entry has, in any case. */
  readonly text?: string;
  /** A regular expression, in place of `text`. */
  readonly pattern?: string;
  /** So many of the newest entries. */
  readonly keep?: number;
  /** Only those, however old, and nothing counted. */
  readonly tail?: boolean;
  /** Only what was written after these cursors, by the log's id; for one that has none, its cursor is found. */
  readonly after?: ReadonlyMap<string, string>;
  readonly hours?: boolean;
  readonly modules?: boolean;
  /** Signatures of entries of this level and above. */
  readonly signatures?: number;
  /** Only what the log itself is like: its lines, their zone and order. */
  readonly form?: boolean;
  /** Looks every file through for lines out of order, however long that takes. */
  readonly exact?: boolean;
}

export interface ReadLog extends Omit<HostRead, 'logs' | 'whole' | 'badPattern'> {
  readonly log: Log;
  readonly read: HostRead['logs'][number];
}
/** One per log that was asked for, in that order; a host that did not answer fails its own. */
export type LogsRead = readonly { readonly log: Log; readonly result: Result<ReadLog> }[];

export const readLimitMs = 50_000;
const seconds = 35;

/** Reads all logs where they lie, one program on each host, all hosts at the same time. */
export async function readLogs(
  logs: readonly Log[],
  query: LogQuery,
  context: Pick<ActionContext, 'hosts' | 'now' | 'signal'>,
): Promise<LogsRead> {
  const byHost = new Map<string, Result<HostRead>>();
  await Promise.all(
    [...Map.groupBy(logs, ({ host }) => host)].map(async ([host, own]) => {
      byHost.set(host, await readHost(host, own, query, context));
    }),
  );
  return logs.map((log) => {
    const host = byHost.get(log.host);
    if (host === undefined) throw new Error('a host that was not asked');
    if (!host.ok) return { log, result: host };
    const read = host.value.logs.find(({ id }) => id === idOf(log));
    if (read === undefined) return { log, result: fail('unknown-outcome', say.broken({ host: outside(log.host) })) };
    const { clockMs, offsetSeconds, reader, droppedBytes } = host.value;
    return { log, result: ok({ log, read, clockMs, offsetSeconds, reader, droppedBytes }) };
  });
}

const idOf = (log: Log): string => `${log.system}/${log.id}`;

/** What a host was found to read its logs with. A process asks the same hosts again and again, so that much less is sent. */
const readersFound = new WeakMap<Hosts, Map<string, Reader>>();

async function readHost(
  host: string,
  logs: readonly Log[],
  query: LogQuery,
  { hosts, now, signal }: Pick<ActionContext, 'hosts' | 'now' | 'signal'>,
): Promise<Result<HostRead>> {
  const found = readersFound.get(hosts) ?? new Map<string, Reader>();
  readersFound.set(hosts, found);
  const words = [...queryArgs(query), ...logs.flatMap((log) => logArgs(log, query, now(), hosts))];
  const needs = { sources: new Set(logs.map((log) => sourceOf(log).kind)), follow: query.after !== undefined };
  const ask = (among: readonly Reader[]) =>
    hosts.exec(host, readerArgv(among, words), {
      ...{ signal, timeoutMs: readLimitMs, maxBytes: 2 * 1_024 * 1_024 },
      stdin: readersText(among, needs),
    });
  const before = found.get(host);
  let answer = await ask(before === undefined ? readers : [before]);
  // What was there last time is not there any more.
  if (before !== undefined && answer.ok && answer.value.exitCode === 127) answer = await ask(readers);
  if (!answer.ok) return answer;
  const failure = failureOf(host, answer.value);
  if (failure !== undefined) return { ok: false, failure };
  const read = readAnswer(answer.value.stdout, answer.value.droppedBytes);
  if (read.badPattern !== undefined) return fail('bad-input', say.badPattern({ why: outside(read.badPattern) }));
  if (!read.whole && answer.value.droppedBytes === 0)
    return fail('unknown-outcome', say.broken({ host: outside(host) }));
  found.set(host, readerOf(read.reader));
  for (const log of logs) {
    const own = read.logs.find(({ id }) => id === idOf(log));
    if (own !== undefined) learn(hosts, log, own.known);
  }
  return ok(read);
}

function failureOf(host: string, answer: Exec): Failure | undefined {
  if (answer.exitCode === 127) return fail('command-failed', say.noReader({ host: outside(host) })).failure;
  // SIGALRM of its own: by signal, or as a shell tells it.
  if (answer.signal === 'SIGALRM' || answer.signal === 'ALRM' || answer.exitCode === 142)
    return fail('timed-out', say.tooSlow({ host: outside(host), limit: { durationMs: (seconds + 5) * 1_000 } }))
      .failure;
  return answer.exitCode === 0
    ? undefined
    : fail('command-failed', say.broken({ host: outside(host) }), {
        evidence: [{ type: 'code', text: answer.stderr.trimEnd().slice(-1_000) }],
      }).failure;
}

function queryArgs({ window, ...query }: LogQuery): readonly string[] {
  const { agoMs, sinceMs, untilMs } = window;
  return [
    ...given('ago', agoMs),
    ...given('since', sinceMs),
    ...given('until', untilMs),
    ...given('level', query.level),
    ...given('n', query.keep),
    ...given('tail', query.tail === true ? 1 : undefined),
    ...given('follow', query.after === undefined ? undefined : 1),
    ...given('hours', query.hours === true ? 1 : undefined),
    ...given('modules', query.modules === true ? 1 : undefined),
    ...given('signatures', query.signatures),
    ...given('form', query.form === true ? 1 : undefined),
    ...given('survey', query.exact === true ? 9e15 : undefined),
    ...given('seconds', seconds),
    // What people typed goes as hexadecimal: neither a path to be confined nor an option, whatever it looks like.
    ...given('module', hex(query.module)),
    ...given('plugin', hex(query.plugin)),
    ...given('text', hex(query.text)),
    ...given('pattern', hex(query.pattern)),
  ];
}

function logArgs(log: Log, { window, after }: LogQuery, nowMs: number, hosts: Hosts): readonly string[] {
  const fromMs = Math.min(window.sinceMs ?? nowMs, nowMs - (window.agoMs ?? 0)) - 400 * 86_400_000;
  const zone = log.zone === undefined ? undefined : zoneSegments(log.zone, fromMs, nowMs + 2 * 86_400_000);
  const source = sourceOf(log);
  return [
    `log=${idOf(log)}`,
    `kind=${source.kind}`,
    ...source.args(log),
    ...given('zone', zone),
    ...given('cursor', after?.get(log.id)),
    ...(after === undefined ? knownOf(hosts, log).flatMap((known) => given('known', known)) : []),
  ];
}
