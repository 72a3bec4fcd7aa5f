import { outside, type Text, texts } from '../../text.ts';
import type { ServiceState } from '../runtime.ts';
import type { Difference, ProcessFacts } from './process-facts.ts';

const say = texts('pidfile', {
  unanswered: { en: 'its process could not be looked at: {words}', zh: '无法查看其进程:{words}' },
  gone: { en: 'process {pid} is gone', zh: '进程 {pid} 已不存在' },
  stranger: {
    en: 'its PID file names a stranger, pid {pid}: {line} (differs in {differs})',
    zh: 'PID 文件指向其他进程 {pid}:{line}(不符:{differs})',
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

export const strangerWords = ({ pid, line, differs }: ProcessFacts): Text =>
  say.stranger({ pid: String(pid ?? '?'), line: outside(line ?? '?'), differs: { list: differs.map(differenceName) } });

const differenceName = (difference: Difference): Text => say[difference]();

export function processState(facts: ProcessFacts): ServiceState {
  if (facts.found === 'none') {
    return { state: 'stopped', ...(facts.filePid === undefined ? {} : { why: say.gone({ pid: facts.filePid }) }) };
  }
  const { pid, startedMs: sinceMs, memoryBytes, invocation } = facts;
  if (facts.found === 'stranger') return { state: 'stranger', why: strangerWords(facts) };
  return {
    state: 'running',
    ...(pid === undefined ? {} : { pid }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(invocation === undefined ? {} : { invocation }),
  };
}
