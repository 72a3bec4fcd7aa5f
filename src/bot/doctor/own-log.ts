import { runtimeOf } from '../../actions/runtimes/table.ts';
import { outside, texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import type { HostExamination } from './patient.ts';

const say = texts('doctor.own-log', {
  well: { en: 'logs can be read', zh: '日志可读' },
  journal: {
    en: '{user} may not read the journal, so no log of {service} can be shown',
    zh: '{user} 无权读取 journal,看不到 {service} 的日志',
  },
  mendJournal: {
    en: 'as root on {host}: usermod -aG systemd-journal {user}',
    zh: '以 root 在 {host} 上执行 usermod -aG systemd-journal {user}',
  },
});

/** systemd's journal shows an ordinary user only their own lines, and says so on stderr (journalctl(1)). */
const ownLinesOnly = /not seeing messages from other users|insufficient permissions/i;

/** The newest lines of a service are what a failed start shows. Files that cannot be read are told by `paths`. */
export const ownLog: HostExamination = {
  ask: ({ services }) => services.map((service) => ['env', 'LC_ALL=C', ...runtimeOf(service).recentLog(service, 1)]),
  judge({ host, user, services }, answers) {
    const blind = services.filter((_, at) => ownLinesOnly.test(answers[at]?.stderr ?? ''));
    const [first] = blind;
    if (first === undefined)
      return services.length === 0
        ? []
        : read(
            host,
            answers.some(({ exitCode }) => exitCode === 0),
          );
    const service = outside(blind.map(({ id }) => id).join(', '));
    return [amiss('log', 'warning', host, say.journal({ user, service }), say.mendJournal({ host, user }))];
  },
};

const read = (host: string, some: boolean): readonly Finding[] => (some ? [well('log', host, say.well())] : []);
