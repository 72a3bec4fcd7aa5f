import * as z from 'zod';
import { judgeAnswer } from '../../checks/judging/judge-answer.ts';
import { askHealth } from '../../checks/observe-service.ts';
import { lastWords } from '../../command-failure.ts';
import { endJobs, lookAtJob, startJob } from '../../jobs/jobs.ts';
import { jobOf } from '../../jobs/run-job.ts';
import { dotted } from '../../joined.ts';
import { fail, ok, type Result } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { waitHealthyParams } from '../../runtimes/wait-healthy-step.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type StepContext } from '../../step.ts';
import { outside, type Text, texts } from '../../text.ts';
import { remotePath } from '../../values.ts';
import { scratchName } from '../data/open-drill.ts';
import { pathsProgram } from '../data/rename-data.ts';

const say = texts('try-service', {
  ended: { en: 'The service ended on the copy (exit {code})', zh: '服务在副本上启动后退出(退出码 {code})' },
  late: {
    en: 'The service did not get healthy on the copy within {within}: {why}',
    zh: '服务未能在 {within} 内在副本上恢复健康:{why}',
  },
  lost: { en: 'The service on the copy is gone, and nobody knows why', zh: '副本上的服务已消失,原因不明' },
  left: { en: 'The service on the copy could not be ended: {pids}', zh: '副本上的服务无法终止:{pids}' },
});

const paramsSpec = z.strictObject({
  root: remotePath,
  scratch: scratchName,
  command: z.array(z.string()).min(1),
  health: waitHealthyParams.shape.health.unwrap(),
  withinMs: z.int().positive(),
});
type Params = z.output<typeof paramsSpec>;

/** Arguments: port in four hexadecimal digits, as words. Whoever listens there already would answer instead of the copy's. */
const freeProgram = `${pathsProgram}${sh`
awk -v port="$1" '$4 == "0A" && substr($2, length($2) - 3) == port { found = 1 } END { exit found }' /proc/net/tcp /proc/net/tcp6 2>/dev/null ||
  fail 36 "port $2"
`}`;

/** Arguments: folder, command. */
const serviceProgram = sh`
umask 077
cd -- "$1" || exit 20
shift
exec "$@"
`;

/** Starts a service on what a drill brought back, in its scratch place, sees it healthy there, and ends it. */
export const tryService = defineStep({
  kind: 'try-service',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ readyMs: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: ({ command, health }) => [
    shownCommand(command),
    `GET ${shownCommand([health.url])} until ${health.status}`,
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const tried = await tryOut(params, context);
    const ended = await endAll(context);
    if (!tried.ok) return tried;
    return ended.ok ? tried : ended;
  },
  undo: (_params, _memo, context) => endAll(context),
  manual: ({ command }) => [shownCommand(['pkill', '-f', command.join(' ')])],
  readBack: async () => 'not-done',
});

async function tryOut(params: Params, context: StepContext): Promise<Result<{ readonly readyMs: number }>> {
  const { root, scratch, command, health, withinMs } = params;
  const { hosts, host, signal, now } = context;
  const id = jobOf(context, 'service');
  const before = await lookAtJob(hosts, host, { id }, { signal });
  if (!before.ok) return before;
  if (before.value.state === 'none') {
    const port = portOf(health.url);
    const words = [port.toString(16).toUpperCase().padStart(4, '0'), String(port)];
    const free = await runProgram(programArgv(freeProgram, ...words), health.url, context, { timeoutMs: 15_000 });
    if (!free.ok) return free;
  }
  const argv = programArgv(serviceProgram, `${root}/${scratch}`, ...command);
  const order = { id, argv, limitMs: withinMs + 60_000 };
  const begunMs = now();
  const begun = await startJob(hosts, host, order, { signal });
  if (!begun.ok) return begun;
  let why: Text = outside('–');
  for (;;) {
    const judged = judgeAnswer(health, await askHealth(hosts, host, health, signal));
    if (judged.verdict !== 'critical') return ok({ readyMs: Math.max(0, now() - begunMs) });
    why = dotted(judged.words);
    const job = await lookAtJob(hosts, host, order, { signal });
    if (job.ok && job.value.state === 'ended') {
      const code = String(job.value.exec?.exitCode ?? '?');
      const words = job.value.exec?.stderr || job.value.exec?.stdout || '';
      return fail('unhealthy', say.ended({ code }), { evidence: lastWords(words) });
    }
    if (job.ok && job.value.state !== 'running') return fail('unhealthy', say.lost());
    if (now() - begunMs >= withinMs) return fail('unhealthy', say.late({ within: { durationMs: withinMs }, why }));
    context.progress(why);
    await context.sleep(250);
  }
}

const endingMs = 25_000;

/** Looked at on the host, not believed; also when the step itself was cancelled. */
async function endAll(context: StepContext): Promise<Result<void>> {
  const { hosts, host } = context;
  const ended = await endJobs(hosts, host, jobOf(context, 'service'), { signal: AbortSignal.timeout(endingMs) });
  if (!ended.ok) return ended;
  const pids = { list: ended.value.left.map(String) };
  return pids.list.length === 0 ? ok(undefined) : fail('unknown-outcome', say.left({ pids }));
}

const portOf = (url: string): number => {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
};
