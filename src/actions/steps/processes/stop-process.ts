import * as z from 'zod';
import { ok } from '../../result.ts';
import { processFacts, readLines } from '../../runtimes/pidfile/process-facts.ts';
import { strangerWords } from '../../runtimes/pidfile/process-state.ts';
import { exits, startArgv, startLimitMs, stopArgv, stopGraceMs } from '../../runtimes/pidfile/programs.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { texts } from '../../text.ts';
import { lookAtProcess, lookWhenSettled, memoOf } from './look-at-process.ts';
import { processFailure } from './process-failure.ts';
import { processMemo, processParams } from './process-params.ts';
import { startLine } from './start-process.ts';

const say = texts('stop-process', {
  nothing: { en: 'nothing to stop', zh: '没有在运行,无需停止' },
  stranger: { en: 'nothing to stop: {stranger}; left alone', zh: '无需停止:{stranger};未动它' },
});

/** Ends a service and what it leaves behind: TERM, and KILL after its time. A stranger is never signalled. */
export const stopProcess = defineStep({
  kind: 'stop-process',
  params: processParams,
  memo: processMemo,
  outputs: z.strictObject({
    /** What was stopped; left out when nothing ran. */
    pid: z.int().exactOptional(),
    /** 1: TERM was not enough. */
    killed: z.int(),
    /** Processes it left behind, ended too. */
    children: z.int(),
    /** 1: nothing ran. */
    idle: z.int().exactOptional(),
  }),
  repeatable: true, // stopped is stopped, however often it is asked for
  cancellable: 'after-step',
  describe({ process, stopWithinMs }) {
    const pid = `"$(cat ${shownCommand([process.pidFile])})"`;
    return [`kill -TERM ${pid} (kill -KILL after ${stopWithinMs / 1_000} s)`, `rm ${shownCommand([process.pidFile])}`];
  },
  async prepare(params, context) {
    const facts = await lookAtProcess(params, context);
    return facts.ok ? ok(memoOf(facts.value)) : facts;
  },
  async perform(params, _memo, context) {
    const { hosts, host, signal } = context;
    const options = { signal, timeoutMs: params.stopWithinMs + stopGraceMs };
    const answer = await hosts.exec(host, stopArgv(params.process, params.stopWithinMs), options);
    if (!answer.ok) return answer;
    if (answer.value.exitCode !== 0) return { ok: false, failure: processFailure(params, host, answer.value) };
    const facts = processFacts(answer.value.stdout);
    if (facts?.found === 'stranger') context.progress(say.stranger({ stranger: strangerWords(facts) }));
    if (facts?.found === 'none') context.progress(say.nothing());
    const values = readLines(answer.value.stdout);
    const count = (key: string) => Number(values.get(key)?.[0] ?? 0) || 0;
    return ok({
      killed: count('killed'),
      children: count('children'),
      ...(facts?.found === 'ours' ? {} : { idle: 1 }),
      ...(facts?.found === 'ours' && facts.pid !== undefined ? { pid: facts.pid } : {}),
    });
  },
  /** Starts again what ran before. */
  async undo(params, memo, context) {
    if (memo.found !== 'ours') return ok(undefined);
    const { hosts, host, signal } = context;
    const options = { signal, timeoutMs: startLimitMs };
    const answer = await hosts.exec(host, startArgv(params.process, params.port), options);
    if (!answer.ok) return answer;
    const { exitCode } = answer.value;
    return exitCode === 0 || exitCode === exits.alreadyRuns
      ? ok(undefined)
      : { ok: false, failure: processFailure(params, host, answer.value) };
  },
  manual: ({ process }, memo) => (memo.found === 'ours' ? [startLine(process)] : []),
  async readBack(params, memo, context) {
    const facts = await lookWhenSettled(params, context);
    if (!facts.ok) return 'unknown';
    const { found, invocation } = facts.value;
    return found === 'ours' && (memo.invocation === undefined || invocation === memo.invocation) ? 'not-done' : 'done';
  },
  recall: async (_params, { found, pid }) =>
    ok({ killed: 0, children: 0, ...(found === 'ours' ? {} : { idle: 1 }), ...(pid === undefined ? {} : { pid }) }),
});
