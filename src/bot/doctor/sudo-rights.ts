import type { Argv, Exec } from '../../actions/ports.ts';
import { type Text, texts } from '../../actions/text.ts';
import { privilegedCommands } from '../sudoers/privileged-commands.ts';
import { amiss, type Finding, well } from './finding.ts';
import { joined } from './joined.ts';
import { type Again, type HostExamination, type Patient, zhiban } from './patient.ts';
import { allowances, listing, tooMuch, verdictOn } from './sudo-list.ts';

const say = texts('doctor.sudo', {
  well: {
    en: 'sudo allows {count, plural, one {the one command} other {all # commands}} needed',
    zh: 'sudo 允许所需的全部 {count} 条命令',
  },
  none: { en: 'needs nothing of sudo', zh: '无需 sudo' },
  absent: { en: 'there is no sudo on it, and {commands} need it', zh: '主机上没有 sudo,而 {commands} 需要它' },
  missing: { en: 'sudo does not let {user} run {commands}', zh: 'sudo 不允许 {user} 执行 {commands}' },
  missingShared: {
    en: 'sudo does not let {user} run {commands} (only of services shared with others)',
    zh: 'sudo 不允许 {user} 执行 {commands}(仅涉及共用服务)',
  },
  password: {
    en: 'sudo asks {user} for a password for {commands}',
    zh: '{user} 通过 sudo 执行 {commands} 时需要输入密码',
  },
  mend: {
    en: '{command} prints the file for /etc/sudoers.d/zhiban, and how to install it',
    zh: '{command} 会打印 /etc/sudoers.d/zhiban 的内容及安装方法',
  },
  mendAbsent: { en: 'as root on {host}: apt-get install sudo', zh: '以 root 在 {host} 上执行 apt-get install sudo' },
  tooMuch: {
    en: 'sudo lets {user} run more than is needed: {commands}',
    zh: 'sudo 允许 {user} 执行的命令超出所需:{commands}',
  },
  mendTooMuch: {
    en: 'as root on {host}: grep -r {user} /etc/sudoers /etc/sudoers.d, and leave only what {command} prints',
    zh: '以 root 在 {host} 上执行 grep -r {user} /etc/sudoers /etc/sudoers.d,只保留 {command} 打印的内容',
  },
});

export const sudoRights: HostExamination = {
  ask: ({ privileged, spec }) => (spec.transport === 'local' || privileged.length === 0 ? [] : [listing()]),
  async judge(patient, [answer], again) {
    const { host, spec, privileged } = patient;
    if (spec.transport === 'local') return [];
    if (answer === undefined) return [well('sudo', host, say.none())];
    if (answer.exitCode === 127) {
      const what = say.absent({ commands: joined(privileged.map(words)) });
      return [amiss('sudo', 'critical', host, what, say.mendAbsent({ host }))];
    }
    const rights = await rightsOf(patient, answer, again);
    return [...rights, ...excess(patient, answer)];
  },
};

const words = (argv: Argv): string => argv.join(' ');

async function rightsOf(patient: Patient, answer: Exec, again: Again): Promise<readonly Finding[]> {
  const { host, user, privileged } = patient;
  const all = allowances(answer);
  const judged = privileged.map((argv) => ({ argv, verdict: verdictOn(argv, all) }));
  const open = judged.filter(({ verdict }) => verdict === 'ask').map(({ argv }) => argv);
  const asked = open.length === 0 ? undefined : await again(open.map((argv) => listing(...argv)));
  if (asked !== undefined && !asked.ok) return [amiss('sudo', 'unknown', host, asked.failure.message)];
  const refused = open.filter((_, at) => asked?.value[at]?.exitCode !== 0);
  const missing = [...judged.filter(({ verdict }) => verdict === 'missing').map(({ argv }) => argv), ...refused];
  const password = judged.filter(({ verdict }) => verdict === 'password').map(({ argv }) => argv);
  if (missing.length + password.length === 0) return [well('sudo', host, say.well({ count: privileged.length }))];
  const mend = say.mend({ command: zhiban(['sudoers', host], patient) });
  const sharedOnly = onlyForShared(patient);
  const finding = (argvs: readonly Argv[], what: (params: { user: string; commands: Text }) => Text): Finding[] =>
    argvs.length === 0
      ? []
      : [
          amiss(
            'sudo',
            argvs.every(sharedOnly) ? 'warning' : 'critical',
            host,
            what({ user, commands: joined(argvs.map(words)) }),
            mend,
          ),
        ];
  return [
    ...finding(missing, missing.every(sharedOnly) ? say.missingShared : say.missing),
    ...finding(password, say.password),
  ];
}

/** Commands nobody needs but services that are acted on only when named. */
function onlyForShared({ host, systems }: Patient): (argv: Argv) => boolean {
  const own = systems.map((system) => ({ ...system, services: system.services.filter(({ shared }) => !shared) }));
  const needed = new Set(privilegedCommands(host, own).map(words));
  return (argv) => !needed.has(words(argv));
}

function excess(patient: Patient, answer: Exec): readonly Finding[] {
  const { host, user, privileged } = patient;
  if (user === 'root') return [];
  const more = tooMuch(allowances(answer), privileged);
  if (more.length === 0) return [];
  const mend = say.mendTooMuch({ host, user, command: zhiban(['sudoers', host], patient) });
  return [amiss('sudo', 'warning', host, say.tooMuch({ user, commands: joined(more) }), mend)];
}
