import { outside, texts } from '../../actions/text.ts';
import { needsExpression } from '../sudoers/data-commands.ts';
import { amiss, well } from './finding.ts';
import type { HostExamination } from './patient.ts';

const say = texts('doctor.sudo-version', {
  well: { en: 'sudo {version}', zh: 'sudo 版本 {version}' },
  old: {
    en: 'sudo {version} is older than 1.9.10 and understands no regular expressions in sudoers; what is printed for this configuration needs none yet',
    zh: 'sudo {version} 低于 1.9.10,不支持 sudoers 中的正则表达式;当前配置暂未用到',
  },
  needed: {
    en: 'sudo {version} is older than 1.9.10 and understands no regular expressions in sudoers, which the rules on data need',
    zh: 'sudo {version} 低于 1.9.10,不支持 sudoers 中的正则表达式,而数据类操作的规则需要它',
  },
  unread: { en: 'its sudo does not tell its version: {words}', zh: '无法识别其 sudo 版本:{words}' },
  mend: {
    en: 'as root on {host}: apt-get install --only-upgrade sudo',
    zh: '以 root 在 {host} 上执行 apt-get install --only-upgrade sudo',
  },
});

/** From this version on sudoers can anchor arguments that vary (sudo 1.9.10 release notes). */
const wanted = [1, 9, 10];

export const sudoVersion: HostExamination = {
  ask: ({ privileged: { root, asUser } }) => (root.length + asUser.length === 0 ? [] : [['sudo', '-V']]),
  judge({ host, privileged }, [answer]) {
    if (answer === undefined || answer.exitCode === 127) return [];
    const version = /^Sudo version (\S+)/m.exec(answer.stdout)?.[1];
    if (version === undefined) {
      const words = outside(`${answer.stdout}${answer.stderr}`.trim().split('\n')[0] ?? '');
      return [amiss('sudo-version', 'unknown', host, say.unread({ words }), say.mend({ host }))];
    }
    const told = { version: outside(version) };
    if (!isOlder(version)) return [well('sudo-version', host, say.well(told))];
    return [
      privileged.asUser.some(needsExpression)
        ? amiss('sudo-version', 'critical', host, say.needed(told), say.mend({ host }))
        : amiss('sudo-version', 'warning', host, say.old(told), say.mend({ host })),
    ];
  },
};

/** `1.9.13p3` against 1.9.10. */
function isOlder(version: string): boolean {
  const parts = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
  const differing = wanted.findIndex((part, at) => part !== (parts[at] ?? 0));
  return differing >= 0 && (parts[differing] ?? 0) < (wanted[differing] ?? 0);
}
