import * as z from 'zod';
import { lastWords } from '../../command-failure.ts';
import type { Argv } from '../../ports.ts';
import { ok } from '../../result.ts';
import { processFacts, readLines } from '../../runtimes/pidfile/process-facts.ts';
import { exits, startArgv, startLimitMs, stopArgv, stopGraceMs } from '../../runtimes/pidfile/programs.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type Outputs } from '../../step.ts';
import { texts } from '../../text.ts';
import { missingKey } from '../backups/missing-key.ts';
import { lookAtProcess, lookWhenSettled, memoOf } from './look-at-process.ts';
import { processFailure } from './process-failure.ts';
import { type ProcessParams, processMemo, processParams } from './process-params.ts';

const say = texts('start-process', {
  because: { en: '{failure}: {why}', zh: '{failure}:{why}' },
});

/** Starts a service in a session of its own and names it in its PID file. One that already runs is left running. */
export const startProcess = defineStep({
  kind: 'start-process',
  params: processParams,
  memo: processMemo,
  outputs: z.strictObject({
    pid: z.int().exactOptional(),
    invocation: z.string().exactOptional(),
    /** 1: it ran before. */
    already: z.int(),
  }),
  repeatable: false,
  cancellable: 'after-step',
  describe: ({ process }) => [startLine(process)],
  async prepare(params, context) {
    const facts = await lookAtProcess(params, context);
    return facts.ok ? ok(memoOf(facts.value)) : facts;
  },
  async perform(params, _memo, context) {
    const { hosts, host, signal } = context;
    const options = { signal, timeoutMs: startLimitMs };
    const answer = await hosts.exec(host, startArgv(params.process, params.port), options);
    if (!answer.ok) return answer;
    const { exitCode, stdout } = answer.value;
    if (exitCode === 0) return ok(outputsOf(stdout, 0));
    if (exitCode === exits.alreadyRuns) return ok(outputsOf(stdout, 1));
    const failure = processFailure(params, host, answer.value);
    if (exitCode !== exits.endedAtOnce && exitCode !== exits.unrecognised) return { ok: false, failure };
    const log = await hosts.exec(host, logSince(params, stdout), { signal, timeoutMs: 10_000 });
    if (!log.ok) return { ok: false, failure };
    const why = missingKey(log.value.stdout);
    const message = why === undefined ? failure.message : say.because({ failure: failure.message, why });
    return { ok: false, failure: { ...failure, message, evidence: lastWords(log.value.stdout) } };
  },
  /** Stops only what this step started. */
  async undo(params, memo, context) {
    if (memo.found === 'ours') return ok(undefined);
    const facts = await lookAtProcess(params, context);
    if (!facts.ok) return facts;
    if (facts.value.found !== 'ours') return ok(undefined);
    const { hosts, host, signal } = context;
    const options = { signal, timeoutMs: params.stopWithinMs + stopGraceMs };
    const answer = await hosts.exec(host, stopArgv(params.process, params.stopWithinMs), options);
    if (!answer.ok) return answer;
    return answer.value.exitCode === 0
      ? ok(undefined)
      : { ok: false, failure: processFailure(params, host, answer.value) };
  },
  manual: ({ process }) => [`kill "$(cat ${shownCommand([process.pidFile])})"`],
  async readBack(params, memo, context) {
    const facts = await lookWhenSettled(params, context);
    if (!facts.ok) return 'unknown';
    const { found, invocation } = facts.value;
    return found === 'ours' && (memo.found === 'ours' || invocation !== memo.invocation) ? 'done' : 'not-done';
  },
  async recall(params, memo, context) {
    const facts = await lookAtProcess(params, context);
    if (!facts.ok) return facts;
    const { pid, invocation } = facts.value;
    return ok({
      already: memo.found === 'ours' && invocation === memo.invocation ? 1 : 0,
      ...(pid === undefined ? {} : { pid }),
      ...(invocation === undefined ? {} : { invocation }),
    });
  },
});

/** What it wrote since it was started; lines of earlier days would only mislead. */
function logSince({ process }: ProcessParams, stdout: string): Argv {
  const before = Number(readLines(stdout).get('logged')?.[0] ?? 0) || 0;
  return ['tail', '-c', `+${before + 1}`, '--', process.logFile];
}

function outputsOf(stdout: string, already: 0 | 1): Outputs {
  const { pid, invocation } = processFacts(stdout) ?? {};
  return { already, ...(pid === undefined ? {} : { pid }), ...(invocation === undefined ? {} : { invocation }) };
}

/** As one would type it; the program itself also locks, checks identity and port, and renames the PID file into place. */
export function startLine(process: ProcessParams['process']): string {
  const set = Object.entries(process.environment).map(([key, value]) => `${key}=${value}`);
  const run = shownCommand([...(set.length > 0 ? ['env', ...set] : []), 'setsid', ...process.command]);
  const [folder, log, pidFile] = [process.folder, process.logFile, process.pidFile].map((path) => shownCommand([path]));
  return `cd ${folder} && ${run} </dev/null >>${log} 2>&1 & echo $! >${pidFile}`;
}
