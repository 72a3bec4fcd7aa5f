import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts, type Question } from '../ask-hosts.ts';
import type { System } from '../inventory.ts';
import { systemName } from '../names.ts';
import type { Backup } from '../ports.ts';
import { type Finding, type Verdict, worst } from '../report.ts';
import { fail, ok } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { sh } from '../sh.ts';
import { programArgv } from '../steps/run-program.ts';
import { atText, bytesText, outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { alarmsOf } from './alarms.ts';
import { agesOf, hashWords } from './backup-words.ts';

const say = texts('backup-list', {
  summary: {
    en: 'The backups of a system: age, size, hash, when verified; what is missing, stale or odd is an alarm.',
    zh: '列出系统的备份:时间、大小、校验值、何时校验;缺失、过期或异常会告警。',
  },
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  none: { en: '{system} · no backups are configured', zh: '{system} · 未配置备份' },
  head: {
    en: '{system} · {count, plural, one {# backup} other {# backups}} · newest verified {newest}',
    zh: '{system} · {count} 份备份 · 最近的有效备份:{newest}',
  },
  id: { en: 'id', zh: '编号' },
  taken: { en: 'taken', zh: '时间' },
  size: { en: 'size', zh: '大小' },
  state: { en: 'state', zh: '状态' },
  looked: { en: 'last looked at', zh: '上次检查' },
  sha256: { en: 'sha256', zh: 'sha256' },
  making: { en: 'being made', zh: '进行中' },
  verified: { en: 'verified', zh: '有效' },
  failed: { en: 'failed', zh: '失败' },
  damaged: { en: 'damaged', zh: '已损坏' },
  pruned: { en: 'pruned', zh: '已清理' },
  gone: { en: 'not on the host', zh: '主机上已不存在' },
  folder: { en: 'folder', zh: '目录' },
  noFolder: { en: '{path} on {host} is not there', zh: '{host} 上的 {path} 不存在' },
  unwritable: { en: '{path} on {host} may not be written', zh: '{host} 上的 {path} 不可写' },
  lost: {
    en: 'backup {id} is verified in the catalogue and gone from {path}',
    zh: '备份 {id} 在目录册中有效,但已不在 {path}',
  },
});

/** Arguments: root, folders that should be there. */
const program = sh`
[ -d "$1" ] && echo 'root there'
[ -d "$1" ] && [ -w "$1" ] && echo 'writable yes'
shift
for folder; do
  if [ -f "$folder/manifest.json" ]; then echo 'backup there'; else echo 'backup gone'; fi
done
exit 0
`;

const shown = 15;

export const list = defineQuery({
  name: 'backup list',
  aliases: ['备份列表'],
  summary: say.summary(),
  examples: ['/backup list', '/backup list talentlens', '/备份列表 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'backup:read',
  everySystem: true,
  timeoutMs: 20_000,
  async report(input, context) {
    const system = context.inventory.system(input.system);
    if (system === undefined) return fail('not-found', say.noSystem({ system: outside(input.system) }));
    const { backups } = system;
    const measuredAtMs = context.now();
    if (backups === undefined)
      return ok({
        verdict: 'unknown',
        headline: say.none({ system: systemName(system) }),
        measuredAtMs,
        blocks: [],
        next: [],
      });
    const known = await context.backups.list({ system: system.id, limit: 1_000 });
    const question = look(
      backups,
      known.filter(({ state }) => state === 'verified'),
    );
    const answers = await askHosts(context, [question], 15_000);
    const seen = answers(question);
    const findings = [
      ...(seen.ok
        ? seen.value.findings
        : [{ mark: 'unknown' as const, label: say.folder(), text: seen.failure.message }]),
      ...alarmsOf(backups, known, measuredAtMs),
    ];
    const gone = seen.ok ? seen.value.gone : new Set<string>();
    const newest = known.find(({ id, state }) => state === 'verified' && !gone.has(id));
    const verdict: Verdict = worst(findings.map(({ mark }) => mark));
    return ok({
      verdict,
      headline: say.head({ system: systemName(system), count: known.length, newest: agesOf(newest) }),
      measuredAtMs,
      blocks: [
        ...(findings.length === 0 ? [] : [{ type: 'findings' as const, findings }]),
        ...(known.length === 0 ? [] : [tableOf(known.slice(0, shown), gone)]),
      ],
      next: verdict === 'ok' ? [`/backup verify ${system.id}`] : [`/backup now ${system.id}`],
    });
  },
});

function tableOf(known: readonly Backup[], gone: ReadonlySet<string>) {
  return {
    type: 'table' as const,
    columns: [say.id(), say.taken(), say.size(), say.state(), say.looked(), say.sha256()],
    rows: known.map(({ id, startedAtMs, bytes, state, checkedAtMs, sha256 }): readonly Text[] => [
      outside(id),
      atText(startedAtMs),
      bytes === undefined ? outside('–') : bytesText(bytes),
      gone.has(id) ? say.gone() : say[state](),
      checkedAtMs === undefined ? outside('–') : atText(checkedAtMs),
      hashWords(sha256),
    ]),
  };
}

interface Seen {
  readonly findings: readonly Finding[];
  readonly gone: ReadonlySet<string>;
}

function look({ host, folder }: NonNullable<System['backups']>, verified: readonly Backup[]): Question<Seen> {
  return {
    host,
    commands: [programArgv(program, folder, ...verified.map((backup) => backup.folder))],
    read: ([answer]) => {
      const lines = readLines(answer?.stdout ?? '');
      const words = { host: outside(host), path: outside(folder) };
      const there = lines.get('backup') ?? [];
      const gone = verified.filter((_, at) => there[at] === 'gone');
      const critical = (text: Text): Finding => ({ mark: 'critical', label: say.folder(), text });
      if (!lines.has('root'))
        return { findings: [critical(say.noFolder(words))], gone: new Set(gone.map(({ id }) => id)) };
      return {
        gone: new Set(gone.map(({ id }) => id)),
        findings: [
          ...(lines.has('writable') ? [] : [critical(say.unwritable(words))]),
          ...gone.map(({ id }) => critical(say.lost({ id: outside(id), path: outside(folder) }))),
        ],
      };
    },
  };
}
