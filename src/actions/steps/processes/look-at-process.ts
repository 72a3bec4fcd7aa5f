import { lastWords } from '../../command-failure.ts';
import type { Exec } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { type ProcessFacts, processFacts } from '../../runtimes/pidfile/process-facts.ts';
import { probeArgv, settleArgv, stopGraceMs } from '../../runtimes/pidfile/programs.ts';
import { subjectName } from '../../runtimes/subject.ts';
import type { StepContext } from '../../step.ts';
import { outside, texts } from '../../text.ts';
import type { ProcessMemo, ProcessParams } from './process-params.ts';

const say = texts('look-at-process', {
  unread: {
    en: 'the process of {service} could not be looked at on {host}',
    zh: '无法在 {host} 上查看 {service} 的进程',
  },
});

/** What the PID file names right now. */
export async function lookAtProcess(params: ProcessParams, context: StepContext): Promise<Result<ProcessFacts>> {
  const { hosts, host, signal } = context;
  const answer = await hosts.exec(host, probeArgv(params.process), { signal, timeoutMs: 10_000 });
  return answer.ok ? read(params, host, answer.value) : answer;
}

/** The same, once a start or stop that may still be under way on the host has come to its end. */
export async function lookWhenSettled(params: ProcessParams, context: StepContext): Promise<Result<ProcessFacts>> {
  const { hosts, host, signal } = context;
  const patienceMs = params.stopWithinMs + stopGraceMs;
  const commands = [settleArgv(params.process, patienceMs), probeArgv(params.process)];
  const answers = await hosts.batch(host, commands, { signal, timeoutMs: patienceMs + 10_000 });
  return answers.ok ? read(params, host, answers.value[1]) : answers;
}

function read(params: ProcessParams, host: string, answer: Exec | undefined): Result<ProcessFacts> {
  const facts = processFacts(answer?.stdout ?? '');
  return facts === undefined
    ? fail('command-failed', say.unread({ service: subjectName(params.subject), host: outside(host) }), {
        evidence: lastWords(answer?.stderr ?? ''),
      })
    : ok(facts);
}

export const memoOf = ({ found, pid, invocation }: ProcessFacts): ProcessMemo => ({
  found,
  ...(pid === undefined ? {} : { pid }),
  ...(invocation === undefined ? {} : { invocation }),
});
