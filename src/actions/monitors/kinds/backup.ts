import { alarmsOf } from '../../backups/alarms.ts';
import { dotted } from '../../joined.ts';
import { worst } from '../../report.ts';
import { texts } from '../../text.ts';
import type { MonitorKind } from '../monitor.ts';

const say = texts('monitor-backup', {
  label: { en: 'backups', zh: '备份' },
  well: { en: 'as they should be', zh: '正常' },
  none: { en: 'the configuration names no backups', zh: '配置中没有指明备份' },
  alarm: { en: '{label}: {text}', zh: '{label}:{text}' },
});

/** What is wrong with a system's backups, as the catalogue tells it. */
export const backup: MonitorKind = {
  kind: 'backup',
  unit: '',
  everyMs: 300_000,
  limits: () => ({}),
  begin: (_monitor, system, { backups, now }) => ({
    questions: [],
    async finish() {
      const what = { subject: system.id, label: say.label() };
      if (system.backups === undefined) return [{ ...what, text: say.none(), verdict: 'unknown' }];
      const alarms = alarmsOf(system.backups, await backups.list({ system: system.id, limit: 50 }), now());
      const verdict = worst(alarms.map(({ mark }) => mark));
      const words = alarms.map(({ label, text }) => say.alarm({ label, text }));
      return [{ ...what, host: system.backups.host, verdict, text: words.length === 0 ? say.well() : dotted(words) }];
    },
  }),
};
