import type { ActionContext, Argv, Exec } from '../ports.ts';
import { type Failure, fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';
import { type HostRead, readAnswer } from './log-answer.ts';
import type { Log } from './log-spec.ts';
import type { LogWindow } from './log-window.ts';
import { perlProgram } from './reader/perl-program.ts';
import { zoneSegments } from './zone-segments.ts';

const say = texts('read-logs', {
  needsPerl: { en: '{host} has no perl, which reads its logs in place', zh: '{host} 上没有 perl,无法就地读取日志' },
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
    const { clockMs, offsetSeconds } = host.value;
    return { log, result: ok({ log, read, clockMs, offsetSeconds }) };
  });
}

const idOf = (log: Log): string => `${log.system}/${log.id}`;

async function readHost(
  host: string,
  logs: readonly Log[],
  query: LogQuery,
  { hosts, now, signal }: Pick<ActionContext, 'hosts' | 'now' | 'signal'>,
): Promise<Result<HostRead>> {
  const argv: Argv = ['perl', '-', ...queryArgs(query), ...logs.flatMap((log) => logArgs(log, query, now()))];
  const program = perlProgram({
    journal: logs.some((log) => 'journal' in log),
    follow: query.after !== undefined,
  });
  const limits = { signal, timeoutMs: readLimitMs, maxBytes: 2 * 1_024 * 1_024 };
  const answer = await hosts.exec(host, argv, { ...limits, stdin: program });
  if (!answer.ok) return answer;
  const failure = failureOf(host, answer.value);
  if (failure !== undefined) return { ok: false, failure };
  const read = readAnswer(answer.value.stdout);
  if (read.badPattern !== undefined) return fail('bad-input', say.badPattern({ why: outside(read.badPattern) }));
  return read.whole || answer.value.droppedBytes > 0
    ? ok(read)
    : fail('unknown-outcome', say.broken({ host: outside(host) }));
}

function failureOf(host: string, answer: Exec): Failure | undefined {
  if (answer.exitCode === 127) return fail('command-failed', say.needsPerl({ host: outside(host) })).failure;
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
    ...given('seconds', seconds),
    // What people typed goes as hexadecimal: neither a path to be confined nor an option, whatever it looks like.
    ...given('module', hex(query.module)),
    ...given('text', hex(query.text)),
    ...given('pattern', hex(query.pattern)),
  ];
}

function logArgs(log: Log, { window, after }: LogQuery, nowMs: number): readonly string[] {
  const fromMs = Math.min(window.sinceMs ?? nowMs, nowMs - (window.agoMs ?? 0)) - 400 * 86_400_000;
  const zone = log.zone === undefined ? [] : given('zone', zoneSegments(log.zone, fromMs, nowMs + 2 * 86_400_000));
  const more = [...zone, ...given('cursor', after?.get(log.id))];
  return 'journal' in log
    ? [`log=${idOf(log)}`, `journal=${log.journal}`, ...more]
    : [`log=${idOf(log)}`, `path=${log.path}`, ...more, ...given('pattern', hex(log.pattern))];
}

const given = (key: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`${key}=${value}`];

const hex = (words: string | undefined): string | undefined =>
  words === undefined
    ? undefined
    : [...new TextEncoder().encode(words)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
