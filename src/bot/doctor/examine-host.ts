import type { Argv, Exec, Hosts } from '../../actions/ports.ts';
import { ok } from '../../actions/result.ts';
import { backupTools } from './backup-tools.ts';
import { amiss, type Finding } from './finding.ts';
import { forwarding } from './forwarding.ts';
import { logForms } from './log-forms.ts';
import { login } from './login.ts';
import { ownLog } from './own-log.ts';
import { paths } from './paths.ts';
import type { Again, HostExamination, Patient } from './patient.ts';
import { services } from './services.ts';
import { space } from './space.ts';
import { sudoRights } from './sudo-rights.ts';
import { sudoVersion } from './sudo-version.ts';
import { warmChannel } from './warm-channel.ts';

/** What is asked of a host in its one batch. */
const examinations: readonly HostExamination[] = [sudoRights, sudoVersion, space, paths, services, ownLog, backupTools];

const batchLimitMs = 45_000;

export interface HostTools {
  readonly hosts: Hosts;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Everything about one host; when it cannot be reached, only that. */
export async function examineHost(patient: Patient, tools: HostTools): Promise<readonly Finding[]> {
  const { hosts, now, signal } = tools;
  const { reached, finding } = await login(patient, hosts, signal);
  if (!reached) return [finding];
  const timed = await warmChannel(patient, hosts, now, signal); // alone, so that nothing else slows it down
  const [asked, forms, forwarded] = await Promise.all([
    askAll(patient, tools),
    logForms(patient, tools),
    forwarding(patient, hosts, signal),
  ]);
  return [finding, ...timed, ...asked, ...forms, ...forwarded];
}

async function askAll(patient: Patient, { hosts, signal }: HostTools): Promise<readonly Finding[]> {
  const { host } = patient;
  const again: Again = (commands) =>
    commands.length === 0 ? Promise.resolve(ok([])) : hosts.batch(host, commands, { signal, timeoutMs: batchLimitMs });
  const questions = examinations.map((examination) => examination.ask(patient));
  const answered = await again(questions.flat());
  if (!answered.ok) return [amiss('login', 'unknown', host, answered.failure.message)];
  const parts = split(questions, answered.value);
  const findings = await Promise.all(
    examinations.map((examination, at) => examination.judge(patient, parts[at] ?? [], again)),
  );
  return findings.flat();
}

function split(questions: readonly (readonly Argv[])[], answers: readonly Exec[]): readonly (readonly Exec[])[] {
  const ends = questions.map((_, at) => questions.slice(0, at + 1).flat().length);
  return ends.map((end, at) => answers.slice(ends[at - 1] ?? 0, end));
}
