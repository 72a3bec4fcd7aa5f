import { spoken } from '../../actions/names.ts';
import type { Button } from '../../actions/report.ts';
import { restartCommand } from '../../actions/services/restart-limit.ts';
import { outside, texts } from '../../actions/text.ts';
import { firstBackup } from '../approvals/backup-age.ts';
import type { Desk } from '../desk.ts';
import type { Alert, AlertMember } from '../store/alerts.ts';

const say = texts('alert.buttons', {
  acknowledge: { en: 'Acknowledge', zh: '认领' },
  restart: { en: 'Restart {service}', zh: '重启 {service}' },
  start: { en: 'Start {service}', zh: '启动 {service}' },
  logs: { en: 'Logs', zh: '日志' },
  diagnose: { en: 'Diagnose', zh: '诊断' },
  backup: { en: 'Back up now', zh: '立即备份' },
  silence: { en: 'Silence 1 h', zh: '静默 1 小时' },
  unsilence: { en: 'End silence', zh: '取消静默' },
});

/** What helps with an alert; whether a reader may press it is for `mayPress`. */
export async function alertButtons(
  desk: Desk,
  alert: Alert,
  members: readonly AlertMember[],
  silence: number | undefined,
): Promise<readonly Button[]> {
  if (alert.state === 'resolved') return [];
  const inventory = desk.inventory();
  const failing = members.filter(({ state, signal }) => state === 'firing' && signal.service !== undefined);
  const services = failing.flatMap(({ signal }) => inventory.service(signal.system ?? '', signal.service ?? '') ?? []);
  // What it needs comes first: mending that mends the rest.
  const [service] = services.filter((each) => !services.some((other) => each.needs.includes(other.id)));
  const words = service === undefined ? undefined : spoken(service, inventory);
  const down = failing.some(({ signal }) => signal.service === service?.id && signal.level === 'critical');
  const now = () => desk.clock.now();
  const mending =
    service !== undefined && down
      ? await restartCommand(service, true, { history: desk.history, inventory, now })
      : undefined;
  const system = alert.system === undefined ? undefined : inventory.system(alert.system);
  const hasLog = service !== undefined && Object.hasOwn(system?.logs ?? {}, service.id);
  const ofBackups = members.some(
    ({ state, signal }) =>
      state === 'firing' && signal.source === 'monitor' && system?.monitors[signal.name]?.kind === 'backup',
  );
  const first = system !== undefined && ofBackups ? await firstBackup(desk, system.id) : [];
  const id = String(alert.id);
  return [
    ...(alert.acknowledgedAtMs === undefined
      ? [{ label: say.acknowledge(), command: `/ack ${id}`, style: 'primary' as const }]
      : []),
    ...first.map((command) => ({ label: say.backup(), command })),
    ...(service === undefined || mending === undefined
      ? []
      : [
          {
            label: (mending.startsWith('/start') ? say.start : say.restart)({ service: outside(service.id) }),
            command: mending,
          },
        ]),
    ...(words !== undefined && hasLog
      ? [{ label: say.logs(), command: `/logs ${words} 15m` }]
      : system !== undefined && Object.keys(system.logs).length > 0
        ? [{ label: say.logs(), command: `/logs errors ${system.id} 15m` }]
        : []),
    ...(words !== undefined && down ? [{ label: say.diagnose(), command: `/diagnose ${words}` }] : []),
    silence === undefined
      ? { label: say.silence(), command: `/silence ${id} 1h` }
      : { label: say.unsilence(), command: `/unsilence ${silence}` },
  ];
}
