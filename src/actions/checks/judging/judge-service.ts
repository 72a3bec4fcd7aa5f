import { belongsTo, type PortSeen } from '../../host/listening-ports.ts';
import { dotted } from '../../joined.ts';
import type { HostAnswer } from '../../ports.ts';
import { type Verdict, worst } from '../../report.ts';
import type { Failure, Result } from '../../result.ts';
import { isDown, type ServiceState } from '../../runtimes/runtime.ts';
import { outside, type Text, texts } from '../../text.ts';
import type { Checkable } from './checkable.ts';
import { type AnswerJudged, judgeAnswer } from './judge-answer.ts';

const say = texts('service-check', {
  silent: { en: 'not known: {why}', zh: '情况不明:{why}' },
  stopped: { en: 'not running', zh: '未运行' },
  since: { en: 'since {since}', zh: '自 {since} 起' },
  starting: { en: 'is starting', zh: '启动中' },
  failed: { en: 'failed', zh: '已失败' },
  exit: { en: 'last exit {exit}', zh: '上次退出 {exit}' },
  deaf: { en: 'runs, but nothing listens on :{port}', zh: '进程在,但端口 {port} 无人监听' },
  nobody: { en: 'nothing listens on :{port}', zh: '端口 {port} 无人监听' },
  held: { en: ':{port} is held by a stranger, pid {pid}: {line}', zh: '端口 {port} 被其他进程 {pid} 占用:{line}' },
  heldUnseen: { en: 'somebody else listens on :{port}', zh: '端口 {port} 被其他进程占用' },
  running: { en: 'running', zh: '运行中' },
  pid: { en: 'pid {pid}', zh: '进程 {pid}' },
  memory: { en: 'mem {memory}', zh: '内存 {memory}' },
  restarts: {
    en: 'restarted by systemd {count, plural, one {# time} other {# times}}',
    zh: '被 systemd 自动重启 {count} 次',
  },
});

/** Everything found out about a service; left out what was not asked or not answered. */
export interface Seen {
  readonly state?: ServiceState;
  readonly port?: PortSeen;
  readonly answer?: Result<HostAnswer>;
  /** Why the host could not be asked. */
  readonly silence?: Failure;
}

export interface ServiceJudged {
  readonly verdict: Verdict;
  readonly text: Text;
  readonly checks: number;
  readonly parts: readonly Text[];
  readonly tookMs?: number;
  /** A stranger has its port, so that starting it again would fail. */
  readonly held?: boolean;
  /** Nothing of it runs. */
  readonly down?: boolean;
  /** It runs, and its PID file does not say so: a start names it there again. */
  readonly unnamed?: boolean;
}

/** Process, port and answer together: the cause is said, not its consequences. */
export function judgeService(service: Checkable, seen: Seen): ServiceJudged {
  const answer =
    service.health === undefined || seen.answer === undefined ? undefined : judgeAnswer(service.health, seen.answer);
  const checks = 1 + (service.port === undefined ? 0 : 1) + (answer?.checks ?? 0);
  const judged = (verdict: Verdict, words: readonly (Text | undefined)[]): ServiceJudged => ({
    verdict,
    text: dotted(words),
    checks,
    parts: answer?.parts ?? [],
    ...(answer?.tookMs === undefined ? {} : { tookMs: answer.tookMs }),
    ...(seen.state !== undefined && isDown(seen.state) ? { down: true } : {}),
    ...(seen.state?.state === 'running' && seen.state.why !== undefined ? { unnamed: true } : {}),
  });
  if (seen.state === undefined) return judged('unknown', unasked(seen, answer));
  const stranger = strangerOnPort(seen.port, seen.state);
  const [verdict, words] = judgeProcess(seen.state);
  const deaf = seen.port?.listening === false ? say.nobody({ port: String(seen.port.port) }) : undefined;
  if (verdict === 'critical') {
    const port = stranger ?? (seen.state.state === 'stranger' ? deaf : undefined);
    return { ...judged('critical', [...words, port]), held: stranger !== undefined };
  }
  if (stranger !== undefined) return { ...judged('critical', [stranger, ...words]), held: true };
  if (seen.port?.listening === false) {
    const port = { port: String(seen.port.port) };
    if (seen.state.state === 'running') return judged('critical', [say.deaf(port), ...whose(seen.state)]);
    const starting = seen.state.state === 'starting';
    return judged(starting ? 'warning' : 'critical', [...words, say.nobody(port), ...whose(seen.state)]);
  }
  // A process nobody could be asked about whose service answers well is not down.
  if (answer === undefined) return judged(verdict, [...words, ...whose(seen.state)]);
  return judged(worst([verdict, answer.verdict]), [
    ...answer.words,
    ...(verdict === 'ok' ? [] : words),
    ...whose(seen.state),
  ]);
}

function judgeProcess(state: ServiceState): readonly [Verdict, readonly (Text | undefined)[]] {
  const since = state.sinceMs === undefined ? undefined : say.since({ since: { atMs: state.sinceMs } });
  const exit = state.lastExit === undefined ? undefined : say.exit({ exit: outside(state.lastExit) });
  switch (state.state) {
    case 'running':
      return state.why === undefined ? ['ok', [say.running()]] : ['warning', [state.why]];
    case 'starting':
      return [state.why === undefined ? 'warning' : 'critical', [say.starting(), state.why]];
    case 'stopped':
      return ['critical', [say.stopped(), state.why ?? exit, since]];
    case 'failed':
      return ['critical', [say.failed(), state.why ?? exit, since]];
    case 'stranger':
      return ['critical', [state.why]];
    default:
      return ['unknown', [state.why]];
  }
}

/** Somebody listens on its port who is certainly not it. */
function strangerOnPort(port: PortSeen | undefined, state: ServiceState): Text | undefined {
  if (port?.listening !== true || state.state === 'unknown') return undefined;
  const running = state.state === 'running' || state.state === 'starting';
  const pid = state.pid;
  if (running && (pid === undefined || port.holders.length === 0)) return undefined;
  if (running && port.holders.some((holder) => belongsTo(holder, pid ?? 0))) return undefined;
  const holder = port.holders[0];
  return holder === undefined
    ? say.heldUnseen({ port: String(port.port) })
    : say.held({ port: String(port.port), pid: String(holder.pid), line: outside(holder.line) });
}

/** The host was not asked about process and port; an answer that came all the same is worth saying. */
function unasked({ silence }: Seen, answer: AnswerJudged | undefined): readonly (Text | undefined)[] {
  const answered = answer !== undefined && answer.verdict !== 'critical';
  return [silence === undefined ? undefined : say.silent({ why: silence.message }), ...(answered ? answer.words : [])];
}

const whose = ({ pid, memoryBytes, restarts, state, why }: ServiceState): readonly (Text | undefined)[] => [
  pid === undefined || (state === 'running' && why !== undefined) ? undefined : say.pid({ pid: String(pid) }),
  memoryBytes === undefined ? undefined : say.memory({ memory: { bytes: memoryBytes } }),
  restarts === undefined || state !== 'running' ? undefined : say.restarts({ count: restarts }),
];
