import { outside, type Text, texts } from '../../text.ts';
import type { ServiceState } from '../runtime.ts';
import type { ProcessFacts } from './process-facts.ts';

const say = texts('pidfile', {
  unanswered: { en: 'its process could not be looked at: {words}', zh: '无法查看其进程:{words}' },
  gone: { en: 'process {pid} is gone', zh: '进程 {pid} 已不存在' },
  stranger: {
    en: 'its PID file names a stranger, pid {pid}: {line} (differs in {differs})',
    zh: 'PID 文件指向其他进程 {pid}:{line}(不符:{differs})',
  },
  twice: {
    en: 'it runs more than once and its PID file names none of them; one is pid {pid}: {line}',
    zh: '同一服务有多个进程在运行,PID 文件均未记录,其中之一是进程 {pid}:{line}',
  },
  lost: { en: 'runs as pid {pid}, its PID file is lost', zh: '运行中,进程 {pid},但 PID 文件已丢失' },
  outdated: {
    en: 'runs as pid {pid}, its PID file names {other}, which is gone',
    zh: '运行中,进程 {pid},但 PID 文件记录的 {other} 已不存在',
  },
  executable: { en: 'executable', zh: '可执行文件' },
  arguments: { en: 'arguments', zh: '参数' },
  folder: { en: 'folder', zh: '工作目录' },
  user: { en: 'user', zh: '用户' },
  later: { en: 'start time, later than the file', zh: '启动时间晚于 PID 文件' },
});

export const unseen = (stderr: string): ServiceState => ({
  state: 'unknown',
  why: say.unanswered({ words: outside(stderr.trim().split('\n')[0] ?? '') }),
});

export function strangerWords({ pid, line, differs }: ProcessFacts): Text {
  const which = { pid: String(pid ?? '?'), line: outside(line ?? '?') };
  const names = differs.flatMap((each) => (each === 'twice' ? [] : say[each]()));
  return differs.includes('twice') ? say.twice(which) : say.stranger({ ...which, differs: { list: names } });
}

export function processState(facts: ProcessFacts): ServiceState {
  if (facts.found === 'none') {
    return { state: 'stopped', ...(facts.filePid === undefined ? {} : { why: say.gone({ pid: facts.filePid }) }) };
  }
  const { pid, startedMs: sinceMs, memoryBytes, invocation } = facts;
  if (facts.found === 'stranger') return { state: 'stranger', why: strangerWords(facts) };
  return {
    state: 'running',
    ...(facts.lost === true ? { why: lostWords(facts) } : {}),
    ...(pid === undefined ? {} : { pid }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(invocation === undefined ? {} : { invocation }),
  };
}

const lostWords = ({ pid = 0, filePid }: ProcessFacts): Text =>
  filePid === undefined ? say.lost({ pid: String(pid) }) : say.outdated({ pid: String(pid), other: outside(filePid) });
