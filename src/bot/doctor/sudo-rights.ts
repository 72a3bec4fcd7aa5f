import type { DataCommand } from '../../actions/data-moves.ts';
import type { Argv, Exec } from '../../actions/ports.ts';
import { outside, texts } from '../../actions/text.ts';
import { sampleOf } from '../sudoers/data-commands.ts';
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
  missingAs: {
    en: 'sudo does not let {user} run {commands} as {owner}',
    zh: 'sudo 不允许 {user} 以 {owner} 的身份执行 {commands}',
  },
  password: {
    en: 'sudo asks {user} for a password for {commands}',
    zh: '{user} 通过 sudo 执行 {commands} 时需要输入密码',
  },
  passwordAs: {
    en: 'sudo asks {user} for a password for {commands} as {owner}',
    zh: '{user} 通过 sudo 以 {owner} 的身份执行 {commands} 时需要输入密码',
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
  ask: (patient) => (patient.spec.transport === 'local' || wantedOf(patient).length === 0 ? [] : [listing()]),
  async judge(patient, [answer], again) {
    const { host, spec } = patient;
    if (spec.transport === 'local') return [];
    if (answer === undefined) return [well('sudo', host, say.none())];
    if (answer.exitCode === 127) {
      const what = say.absent({ commands: joined(wantedOf(patient).map(words)) });
      return [amiss('sudo', 'critical', host, what, say.mendAbsent({ host }))];
    }
    const rights = await rightsOf(patient, answer, again);
    return [...rights, ...excess(patient, answer)];
  },
};

const words = ({ argv }: DataCommand): string => argv.join(' ');

/** As root, then as those whose data it is. */
const wantedOf = ({ privileged: { root, asUser } }: Patient): readonly DataCommand[] => [
  ...root.map((argv) => ({ user: 'root', argv })),
  ...asUser,
];

async function rightsOf(patient: Patient, answer: Exec, again: Again): Promise<readonly Finding[]> {
  const wanted = wantedOf(patient);
  const all = allowances(answer);
  const judged = wanted.map((command) => ({ command, verdict: verdictOn(command, all) }));
  const open = judged.filter(({ verdict }) => verdict === 'ask').map(({ command }) => command);
  const asked = open.length === 0 ? undefined : await again(open.map(asking));
  if (asked !== undefined && !asked.ok) return [amiss('sudo', 'unknown', patient.host, asked.failure.message)];
  const refused = open.filter((_, at) => asked?.value[at]?.exitCode !== 0);
  const missing = [...judged.filter(({ verdict }) => verdict === 'missing').map(({ command }) => command), ...refused];
  const password = judged.filter(({ verdict }) => verdict === 'password').map(({ command }) => command);
  if (missing.length + password.length === 0) return [well('sudo', patient.host, say.well({ count: wanted.length }))];
  return [...findings(patient, missing, 'missing'), ...findings(patient, password, 'password')];
}

/** Without an own user `sudo -l` asks for root. */
const asking = ({ user, argv }: DataCommand): Argv =>
  listing(...(user === 'root' ? argv : ['-u', user, ...sampleOf(argv)]));

/** One per user the commands are to be run as. */
function findings(
  patient: Patient,
  commands: readonly DataCommand[],
  what: 'missing' | 'password',
): readonly Finding[] {
  const { host, user } = patient;
  const mend = say.mend({ command: zhiban(['sudoers', host], patient) });
  const sharedOnly = onlyForShared(patient);
  return [...Map.groupBy(commands, (command) => command.user)].map(([owner, those]) => {
    const said = { user, commands: joined(those.map(words)) };
    if (owner !== 'root')
      return amiss('sudo', 'critical', host, say[`${what}As`]({ ...said, owner: outside(owner) }), mend);
    const shared = those.every(sharedOnly);
    const text = what === 'missing' && shared ? say.missingShared(said) : say[what](said);
    return amiss('sudo', shared ? 'warning' : 'critical', host, text, mend);
  });
}

/** Commands nobody needs but services that are acted on only when named. */
function onlyForShared({ host, systems }: Patient): (command: DataCommand) => boolean {
  const own = systems.map((system) => ({ ...system, services: system.services.filter(({ shared }) => !shared) }));
  const needed = new Set(privilegedCommands(host, own).root.map((argv) => argv.join(' ')));
  return (command) => !needed.has(words(command));
}

function excess(patient: Patient, answer: Exec): readonly Finding[] {
  const { host, user, privileged } = patient;
  if (user === 'root') return [];
  const more = tooMuch(allowances(answer), privileged.root);
  if (more.length === 0) return [];
  const mend = say.mendTooMuch({ host, user, command: zhiban(['sudoers', host], patient) });
  return [amiss('sudo', 'warning', host, say.tooMuch({ user, commands: joined(more) }), mend)];
}
