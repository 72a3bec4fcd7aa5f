import { diskLimits } from '../../checks/judging/judge-resources.ts';
import { foldersOn, hostsOf, limitOn } from '../../checks/system-folders.ts';
import { diskArgv, disksSeen } from '../../host/disk-space.ts';
import { outside, texts } from '../../text.ts';
import type { MonitorKind } from '../monitor.ts';
import { perHost } from './per-host.ts';

const say = texts('monitor-disk', {
  label: { en: 'disk {mount} of {host}', zh: '{host} 磁盘 {mount}' },
  disk: { en: 'disk of {host}', zh: '{host} 磁盘' },
  used: { en: '{percent} % of {total}, {free} free', zh: '已用 {percent} %(共 {total}),剩余 {free}' },
  unread: { en: 'nothing is known of its file systems', zh: '无法读取文件系统' },
});

/** The file systems a system's folder, backups, databases and logs lie on. */
export const disk: MonitorKind = {
  kind: 'disk',
  unit: '%',
  everyMs: 60_000,
  limits: (spec, { thresholds }) => diskLimits(thresholds, spec),
  begin: (_monitor, system) =>
    perHost(
      [...new Set([...hostsOf(system), ...(system.backups === undefined ? [] : [system.backups.host])])],
      (host) => ({
        host,
        commands: [diskArgv(foldersOn(host, system), limitOn(host, system))],
        read: ([answer]) => disksSeen(answer),
      }),
      (disks, host) => {
        if (disks.length === 0) {
          const label = say.disk({ host: outside(host) });
          return [{ subject: host, host, label, text: say.unread(), verdict: 'unknown' }];
        }
        return disks.map(({ mount, percent, totalBytes, freeBytes }) => ({
          subject: `${host} ${mount}`,
          host,
          label: say.label({ mount: outside(mount), host: outside(host) }),
          value: percent,
          text: say.used({ percent, total: { bytes: totalBytes }, free: { bytes: freeBytes } }),
        }));
      },
    ),
};
