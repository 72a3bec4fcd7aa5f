import { outside, type Text, texts } from '../../text.ts';
import type { ServiceState } from '../runtime.ts';
import type { UnitFacts } from './unit-facts.ts';

const say = texts('systemd', {
  unanswered: { en: 'systemd does not answer: {words}', zh: 'systemd 无应答:{words}' },
  notFound: { en: 'the host has no such unit', zh: '主机上没有这个单元' },
  masked: { en: 'the unit is masked', zh: '该单元已被屏蔽(masked)' },
  stopping: { en: 'it is being stopped', zh: '正在停止' },
  again: { en: 'it ended and systemd starts it again', zh: '进程已退出,systemd 正在重新拉起' },
  looping: {
    en: 'it keeps ending and systemd starts it again, {count, plural, one {# time} other {# times}} so far',
    zh: '进程反复退出,systemd 已重新拉起 {count} 次',
  },
  killed: { en: 'it was ended by {exit}', zh: '被信号 {exit} 终止' },
  exited: { en: 'it ended with exit code {exit}', zh: '进程退出,退出码 {exit}' },
  memory: { en: 'it was killed for memory', zh: '内存不足被系统终止' },
  timeout: { en: 'it exceeded a time limit of its unit', zh: '超过了单元的时限' },
  limit: { en: 'it was started too often, systemd gave up', zh: '启动过于频繁,systemd 已放弃' },
  command: { en: 'a command of its start failed', zh: '其启动命令执行失败' },
  failed: { en: 'systemd says: {result}', zh: 'systemd 报告:{result}' },
});

export const unanswered = (stderr: string): ServiceState => ({
  state: 'unknown',
  why: say.unanswered({ words: outside(stderr.trim().split('\n')[0] ?? '') }),
});

export function unitState(facts: UnitFacts): ServiceState {
  const { state, why } = judge(facts);
  const sinceMs = state === 'running' ? facts.activeSinceMs : facts.inactiveSinceMs;
  return {
    state,
    ...(why === undefined ? {} : { why }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(facts.pid === undefined ? {} : { pid: facts.pid }),
    ...(facts.memoryBytes === undefined ? {} : { memoryBytes: facts.memoryBytes }),
    ...(facts.exit === undefined ? {} : { lastExit: facts.exit }),
    ...(facts.invocation === undefined ? {} : { invocation: facts.invocation }),
    ...(facts.restarts === 0 ? {} : { restarts: facts.restarts }),
  };
}

function judge({ load, active, sub, ...facts }: UnitFacts): Pick<ServiceState, 'state' | 'why'> {
  if (active === 'active' || active === 'reloading') return { state: 'running' };
  if (sub === 'auto-restart') {
    const count = facts.restarts;
    return { state: 'starting', why: count === 0 ? say.again() : say.looping({ count }) };
  }
  if (active === 'activating') return { state: 'starting' };
  if (active === 'deactivating') return { state: 'stopped', why: say.stopping() };
  if (load === 'not-found') return { state: 'unknown', why: say.notFound() };
  if (load === 'masked') return { state: 'stopped', why: say.masked() };
  return active === 'failed' ? { state: 'failed', why: whyFailed(facts) } : { state: 'stopped' };
}

function whyFailed({ result, exit }: Pick<UnitFacts, 'result' | 'exit'>): Text {
  if (result === 'oom-kill') return say.memory();
  if (result === 'timeout' || result === 'watchdog') return say.timeout();
  if (result === 'start-limit-hit') return say.limit();
  if (exit !== undefined && result === 'exit-code') return say.exited({ exit: outside(exit) });
  if (exit !== undefined) return say.killed({ exit: outside(exit) });
  // Its process never came to be: what runs before it (ExecStartPre) ended badly.
  if (result === 'exit-code') return say.command();
  return say.failed({ result: outside(result) });
}
