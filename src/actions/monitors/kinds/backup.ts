import { freshnessLabel } from '../../backups/judging/alarms.ts';
import { backupCheck } from '../../backups/judging/backup-check.ts';
import { dotted } from '../../joined.ts';
import { worst } from '../../report.ts';
import { texts } from '../../text.ts';
import type { MonitorKind } from '../monitor.ts';
import { silent } from './per-host.ts';

const say = texts('monitor-backup', {
  label: { en: 'backups', zh: '备份' },
  well: { en: 'as they should be', zh: '正常' },
  none: { en: 'the configuration names no backups', zh: '配置中没有指明备份' },
  alarm: { en: '{label}: {text}', zh: '{label}:{text}' },
});

/** What is wrong with a system's backups, as the catalogue and their host tell it. */
export const backup: MonitorKind = {
  kind: 'backup',
  unit: '',
  everyMs: 300_000,
  limits: () => ({}),
  begin(_monitor, system, { backups, now }) {
    const check = backupCheck(system);
    const what = { subject: system.id, label: say.label() };
    if (check === undefined)
      return { questions: [], finish: async () => [{ ...what, text: say.none(), verdict: 'unknown' }] };
    return {
      questions: [check.question, ...check.ofCopies],
      async finish(answers) {
        const known = await backups.list({ system: system.id, limit: 1_000 });
        const answer = answers(check.question);
        const alarms = [...check.judge(known, answer, now()), ...check.judgeCopies(known, answers)];
        const verdict = worst(alarms.map(({ mark }) => mark));
        const words = alarms.map(({ label, text }) =>
          'key' in label && label.key === freshnessLabel.key ? text : say.alarm({ label, text }),
        );
        const text = words.length === 0 ? say.well() : dotted(words);
        const { host } = check.question;
        if (answer.ok) return [{ ...what, host, verdict, text }];
        // What the catalogue tells holds; what only the host knows is unknown, which ends no alarm.
        return [silent(host, answer.failure.message), { ...what, verdict, text }];
      },
    };
  },
};
