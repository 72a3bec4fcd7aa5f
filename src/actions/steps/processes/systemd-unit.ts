import * as z from 'zod';
import { commandFailure, isForbidden, lastWords } from '../../command-failure.ts';
import { type Failure, fail, ok, type Result } from '../../result.ts';
import { subjectName, subjectSpec, typed } from '../../runtimes/subject.ts';
import { journal, systemctl } from '../../runtimes/systemd/commands.ts';
import { systemdSpec } from '../../runtimes/systemd/spec.ts';
import { showArgv, type UnitFacts, unitFacts } from '../../runtimes/systemd/unit-facts.ts';
import { unitState } from '../../runtimes/systemd/unit-state.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type Outputs, type StepContext } from '../../step.ts';
import { asRoot } from '../../sudo.ts';
import { outside, texts } from '../../text.ts';

const say = texts('systemd-unit', {
  unread: { en: 'systemd on {host} does not answer', zh: '{host} 上的 systemd 无应答' },
  notFound: { en: '{host} has no unit {unit}', zh: '{host} 上没有单元 {unit}' },
  start: { en: '{service} did not start: {why}', zh: '{service} 启动失败:{why}' },
  stop: { en: '{service} did not stop: {why}', zh: '{service} 停止失败:{why}' },
  restart: { en: '{service} did not restart: {why}', zh: '{service} 重启失败:{why}' },
  reload: { en: '{service} did not reload: {why}', zh: '{service} 重载失败:{why}' },
  gone: { en: '{service} did not come back and is down now: {why}', zh: '{service} 未能恢复,当前已停止:{why}' },
  runs: { en: 'it runs on as before', zh: '仍按原样运行' },
  down: { en: 'it is not running', zh: '当前未运行' },
});

export const systemdUnitParams = z.strictObject({
  verb: z.enum(['start', 'stop', 'restart', 'reload']),
  unit: systemdSpec.shape.unit,
  subject: subjectSpec,
  /** How long systemctl may take. */
  limitMs: z.int().positive(),
});
export type SystemdUnitParams = z.output<typeof systemdUnitParams>;

const memoSpec = z.strictObject({
  active: z.string(),
  invocation: z.string().optional(),
  pid: z.int().optional(),
  changedAtUs: z.number(),
  /** Of one that is not up: since when, epoch milliseconds by the host's clock. */
  downSinceMs: z.number().optional(),
});
type Memo = z.output<typeof memoSpec>;

/** One verb of systemctl, told by the unit's invocation whether it took effect. */
export const systemdUnit = defineStep({
  kind: 'systemd-unit',
  params: systemdUnitParams,
  memo: memoSpec,
  outputs: z.strictObject({
    pid: z.int().exactOptional(),
    invocation: z.string().exactOptional(),
    /** 1: it was up before and was not started anew. */
    already: z.int(),
    /** 1: nothing ran that could be stopped. */
    idle: z.int().exactOptional(),
    /** 1: it was not up before; since when, where systemd knows. */
    wasDown: z.int().exactOptional(),
    downSinceMs: z.number().exactOptional(),
  }),
  repeatable: false,
  cancellable: 'after-step',
  describe: ({ verb, unit }) => [shownCommand(asRoot(systemctl(verb, unit)))],
  async prepare({ unit }, context) {
    const found = await look(unit, context);
    if (!found.ok) return found;
    const { load, active, invocation, pid, changedAtUs, inactiveSinceMs } = found.value;
    if (load === 'not-found') {
      return fail('not-found', say.notFound({ host: outside(context.host), unit: outside(unit) }));
    }
    return ok({
      active,
      changedAtUs,
      ...(invocation === undefined ? {} : { invocation }),
      ...(pid === undefined ? {} : { pid }),
      ...(isUp(active) || inactiveSinceMs === undefined ? {} : { downSinceMs: inactiveSinceMs }),
    });
  },
  async perform(params, memo, context) {
    const failure = await change(params.verb, params, context);
    return failure === undefined ? outputsOf(params, memo, context) : { ok: false, failure };
  },
  async undo(params, memo, context) {
    const verb = isUp(memo.active) ? 'start' : 'stop';
    const failure = await change(verb, params, context);
    return failure === undefined ? ok(undefined) : { ok: false, failure };
  },
  manual: ({ unit }, memo) => [shownCommand(asRoot(systemctl(isUp(memo.active) ? 'start' : 'stop', unit)))],
  async readBack({ verb, unit }, memo, context) {
    const found = await look(unit, context);
    // A job under way will have its effect; until then nobody can tell.
    if (!found.ok || found.value.busy) return 'unknown';
    return tookEffect(verb, found.value, memo) ? 'done' : 'not-done';
  },
  recall: (params, memo, context) => outputsOf(params, memo, context),
});

/** A start gives a unit a new invocation, even one that failed; a reload only a newer change of state. */
export function tookEffect(verb: SystemdUnitParams['verb'], now: UnitFacts, memo: Memo): boolean {
  const startedAnew = now.invocation !== undefined && now.invocation !== memo.invocation;
  switch (verb) {
    case 'restart':
      return startedAnew;
    case 'start':
      return startedAnew || (isUp(memo.active) && isUp(now.active));
    case 'stop':
      return !isUp(now.active);
    case 'reload':
      return startedAnew || now.changedAtUs > memo.changedAtUs;
  }
}

const isUp = (active: string): boolean => ['active', 'activating', 'reloading'].includes(active);
async function look(unit: string, { hosts, host, signal }: StepContext): Promise<Result<UnitFacts>> {
  const answer = await hosts.exec(host, showArgv(unit), { signal, timeoutMs: 10_000 });
  if (!answer.ok) return answer;
  const facts = unitFacts(answer.value);
  return facts === undefined
    ? fail('command-failed', say.unread({ host: outside(host) }), { evidence: lastWords(answer.value.stderr) })
    : ok(facts);
}

async function change(
  verb: SystemdUnitParams['verb'],
  { unit, limitMs, subject }: SystemdUnitParams,
  { hosts, host, signal }: StepContext,
): Promise<Failure | undefined> {
  const argv = asRoot(systemctl(verb, unit));
  const answer = await hosts.exec(host, argv, { signal, timeoutMs: limitMs });
  if (!answer.ok) return answer.failure;
  if (answer.value.exitCode === 0) return undefined;
  const failure = { ...commandFailure(host, argv, answer.value), next: [`/status ${typed(subject)}`] };
  if (failure.code !== 'command-failed' || isForbidden(answer.value)) return failure;
  const seen = await hosts.batch(host, [journal(unit, 15), showArgv(unit)], { signal, timeoutMs: 10_000 });
  const [log, shown] = seen.ok ? seen.value : [];
  const facts = unitFacts(shown);
  const evidence = [...(failure.evidence ?? []), ...lastWords(log?.stdout ?? '')];
  if (facts === undefined) return { ...failure, evidence };
  const up = isUp(facts.active);
  const why = up ? say.runs() : (unitState(facts).why ?? say.down());
  const words = { service: subjectName(subject), why };
  return { ...failure, message: verb === 'restart' && !up ? say.gone(words) : say[verb](words), evidence };
}

async function outputsOf(
  { verb, unit }: SystemdUnitParams,
  memo: Memo,
  context: StepContext,
): Promise<Result<Outputs>> {
  const { downSinceMs } = memo;
  const before = isUp(memo.active)
    ? {}
    : {
        wasDown: 1,
        ...(downSinceMs === undefined ? {} : { downSinceMs }),
        ...(verb === 'stop' && memo.active !== 'deactivating' ? { idle: 1 } : {}),
      };
  const found = await look(unit, context);
  if (!found.ok) return ok({ already: 0, ...before }); // what was asked for is done all the same
  const { pid, invocation } = found.value;
  const already = isUp(memo.active) && invocation === memo.invocation ? 1 : 0;
  return ok({
    already,
    ...before,
    ...(pid === undefined ? {} : { pid }),
    ...(invocation === undefined ? {} : { invocation }),
  });
}
