import type { System } from '../../actions/inventory.ts';
import { programArgv, sh } from '../../actions/sh.ts';
import { texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import { fileOf, type HostExamination, type Patient } from './patient.ts';

const say = texts('doctor.backup-tools', {
  well: { en: 'it has what backups need: {list}', zh: '具备备份所需的工具:{list}' },
  noAge: {
    en: 'it has no age, and the backups of {system} are to be encrypted: none can be made, none opened (backups.encrypt)',
    zh: '没有 age,而 {system} 的备份需要加密:无法备份,也无法解密(backups.encrypt)',
  },
  mendAge: {
    en: 'as root on {host}: apt-get install age, or take backups.encrypt out of {file}',
    zh: '以 root 在 {host} 上执行 apt-get install age,或从 {file} 中去掉 backups.encrypt',
  },
  noEngine: {
    en: 'it has neither sqlite3 nor python3: the databases of {system} can be neither copied nor checked',
    zh: '没有 sqlite3 也没有 python3:{system} 的数据库无法备份和检查',
  },
  mendEngine: {
    en: 'as root on {host}: apt-get install sqlite3',
    zh: '以 root 在 {host} 上执行 apt-get install sqlite3',
  },
  noJobs: {
    en: 'it has no {list}: no long work can be begun there, so no backup',
    zh: '没有 {list}:无法在主机上运行长作业,也就无法备份',
  },
  mendJobs: {
    en: 'as root on {host}: apt-get install util-linux coreutils gawk',
    zh: '以 root 在 {host} 上执行 apt-get install util-linux coreutils gawk',
  },
});

const tools = ['sqlite3', 'python3', 'zstd', 'age', 'setsid', 'timeout', 'awk'] as const;
const neededByJobs: readonly string[] = ['setsid', 'timeout', 'awk'];

/** Arguments: names of programs. Prints those that are there. */
const program = sh`
for each; do command -v "$each" >/dev/null && printf '%s\n' "$each"; done
exit 0
`;

/** Whether a host that keeps backups has the programs that make and open them. */
export const backupTools: HostExamination = {
  ask: (patient) => (keptBy(patient).length === 0 ? [] : [programArgv(program, ...tools)]),
  judge(patient, [answer]) {
    const kept = keptBy(patient);
    if (kept.length === 0 || answer === undefined || answer.exitCode !== 0) return [];
    const there = tools.filter((each) => answer.stdout.split('\n').includes(each));
    const { host } = patient;
    const lacks = (name: (typeof tools)[number]): boolean => !there.includes(name);
    const without = neededByJobs.filter((each) => !there.some((tool) => tool === each));
    const findings = [
      ...(without.length === 0
        ? []
        : [amiss('backup-tools', 'critical', host, say.noJobs({ list: { list: without } }), say.mendJobs({ host }))]),
      ...kept.flatMap((system): readonly Finding[] => [
        ...(system.backups?.encrypt !== undefined && lacks('age')
          ? [
              amiss(
                'backup-tools',
                'critical',
                host,
                say.noAge({ system: system.id }),
                say.mendAge({ host, file: fileOf(patient, system.id) }),
              ),
            ]
          : []),
        ...(Object.keys(system.databases).length > 0 && lacks('sqlite3') && lacks('python3')
          ? [amiss('backup-tools', 'critical', host, say.noEngine({ system: system.id }), say.mendEngine({ host }))]
          : []),
      ]),
    ];
    return findings.length > 0 ? findings : [well('backup-tools', host, say.well({ list: { list: [...there] } }))];
  },
};

const keptBy = ({ systems, host }: Patient): readonly System[] =>
  systems.filter(({ backups }) => backups?.host === host);
