import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts } from '../ask-hosts.ts';
import type { System } from '../inventory.ts';
import { dotted } from '../joined.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import type { Backup, Drill } from '../ports.ts';
import { type Block, type Finding, type Verdict, worst } from '../report.ts';
import { ok } from '../result.ts';
import { atText, bytesText, outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { type AsideGroup, askAsides, groupsOf } from './asides.ts';
import { agesOf, hashWords } from './backup-words.ts';
import { isAhead, isGone } from './judging/alarms.ts';
import { backupCheck } from './judging/backup-check.ts';

const say = texts('backup-list', {
  summary: {
    en: 'The backups of a system: age, size, hash, when verified; what is missing, stale or odd is an alarm.',
    zh: '列出系统的备份:时间、大小、校验值、何时校验;缺失、过期或异常会告警。',
  },
  none: { en: '{system} · no backups are configured', zh: '{system} · 未配置备份' },
  head: {
    en: '{system} · {count, plural, one {# backup} other {# backups}} · newest verified {newest}',
    zh: '{system} · {count} 份备份 · 最近的有效备份:{newest}',
  },
  id: { en: 'id', zh: '编号' },
  taken: { en: 'taken', zh: '时间' },
  takenIn: { en: '{at}, took {took}', zh: '{at},用时 {took}' },
  size: { en: 'size', zh: '大小' },
  state: { en: 'state', zh: '状态' },
  looked: { en: 'last looked at', zh: '上次检查' },
  sha256: { en: 'sha256', zh: 'sha256' },
  making: { en: 'being made', zh: '进行中' },
  verified: { en: 'verified', zh: '有效' },
  failed: { en: 'failed', zh: '失败' },
  damaged: { en: 'damaged', zh: '已损坏' },
  pruned: { en: 'pruned', zh: '已清理' },
  encrypted: { en: 'encrypted', zh: '已加密' },
  copyOn: { en: 'copy on {host}', zh: '{host} 有副本' },
  gone: { en: 'not on the host', zh: '主机上已不存在' },
  wanted: { en: 'wanted', zh: '要求' },
  rpo: { en: 'at most {every} of data may be lost (RPO)', zh: '最多允许丢失 {every} 数据(RPO)' },
  drill: { en: 'last restore drill', zh: '最近的恢复演练' },
  never: { en: 'none yet', zh: '尚未做过' },
  drilled: {
    en: '{at} from {id}: sound, data back in {rto} (RTO), {rpo} old (RPO)',
    zh: '{at},备份 {id}:完好,数据恢复用时 {rto}(RTO),数据落后 {rpo}(RPO)',
  },
  drillFailed: { en: '{at} from {id}: failed', zh: '{at},备份 {id}:失败' },
  drillRuns: { en: '{at} from {id}: not ended', zh: '{at},备份 {id}:未结束' },
  aside: { en: 'set aside', zh: '移开保留' },
  asideWords: {
    en: '{bytes} in {count, plural, one {# path} other {# paths}}, {age}',
    zh: '{bytes},{count} 个路径,{age}',
  },
});

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
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
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
    const lookedAt = backupCheck(system);
    if (lookedAt === undefined) throw new Error('backups without a check'); // they are configured, as was just seen
    const asides = askAsides(system);
    const answers = await askHosts(context, [lookedAt.question, ...lookedAt.ofCopies, ...asides], 15_000);
    const facts = answers(lookedAt.question);
    const drill = await context.backups.lastDrill(system.id);
    const findings: readonly Finding[] = [
      ...lookedAt.judge(known, facts, measuredAtMs),
      ...lookedAt.judgeCopies(known, answers),
      ...(drill?.state === 'failed' ? [{ mark: 'warning' as const, label: say.drill(), text: drillWords(drill) }] : []),
    ];
    const kept = groupsOf(
      asides.flatMap((question) => {
        const found = answers(question);
        return found.ok ? found.value : [];
      }),
    );
    const gone = (backup: Backup) => facts.ok && isGone(backup, facts.value);
    const newest = known.find(
      (backup) => backup.state === 'verified' && !gone(backup) && !isAhead(backup, measuredAtMs),
    );
    const verdict: Verdict = worst(findings.map(({ mark }) => mark));
    return ok({
      verdict,
      headline: say.head({ system: systemName(system), count: known.length, newest: agesOf(newest) }),
      measuredAtMs,
      blocks: [
        ...(findings.length === 0 ? [] : [{ type: 'findings' as const, findings }]),
        ...(known.length === 0 ? [] : [tableOf(known.slice(0, shown), gone)]),
        factsOf(backups, drill, kept),
      ],
      next: [
        ...(verdict === 'ok' ? [`/backup verify ${system.id}`] : [`/backup now ${system.id}`]),
        ...known
          .filter(
            (each) => (gone(each) || each.state === 'damaged') && each.copies.some(({ state }) => state === 'sound'),
          )
          .slice(0, 1)
          .map(({ id }) => `/backup fetch ${system.id} ${id}`),
        ...(drill?.state === 'sound' || newest === undefined ? [] : [`/restore drill ${system.id}`]),
        ...kept.slice(0, 1).map(({ stamp }) => `/backup forget ${system.id} ${stamp}`),
      ],
    });
  },
});

function tableOf(known: readonly Backup[], gone: (backup: Backup) => boolean) {
  return {
    type: 'table' as const,
    columns: [say.id(), say.taken(), say.size(), say.state(), say.looked(), say.sha256()],
    rows: known.map((backup): readonly Text[] => [
      outside(backup.id),
      takenWords(backup),
      backup.bytes === undefined ? outside('–') : bytesText(backup.bytes),
      gone(backup) ? say.gone() : stateOf(backup),
      backup.checkedAtMs === undefined ? outside('–') : atText(backup.checkedAtMs),
      hashWords(backup.sha256),
    ]),
  };
}

/** When, and how long it took until it was verified or failed. */
const takenWords = ({ startedAtMs, endedAtMs }: Backup): Text =>
  endedAtMs === undefined
    ? atText(startedAtMs)
    : say.takenIn({ at: atText(startedAtMs), took: { durationMs: endedAtMs - startedAtMs } });

const stateOf = ({ state, encrypted, copies }: Backup): Text =>
  dotted([
    say[state](),
    ...(encrypted ? [say.encrypted()] : []),
    ...copies.filter((copy) => copy.state === 'sound').map(({ host }) => say.copyOn({ host: outside(host) })),
  ]);

function factsOf(
  { every }: NonNullable<System['backups']>,
  drill: Drill | undefined,
  kept: readonly AsideGroup[],
): Block {
  return {
    type: 'facts',
    facts: [
      { label: say.wanted(), value: say.rpo({ every: { durationMs: every } }) },
      { label: say.drill(), value: drill === undefined ? say.never() : drillWords(drill) },
      ...kept.map(({ stamp, bytes, paths, atMs }) => ({
        label: dotted([say.aside(), outside(stamp)]),
        value: say.asideWords({ bytes: bytesText(bytes), count: paths.length, age: { atMs, as: 'age' as const } }),
      })),
    ],
  };
}

function drillWords({ state, startedAtMs, backupId, rtoMs = 0, rpoMs = 0 }: Drill): Text {
  const words = { at: atText(startedAtMs), id: outside(backupId) };
  if (state === 'running') return say.drillRuns(words);
  return state === 'failed'
    ? say.drillFailed(words)
    : say.drilled({ ...words, rto: { durationMs: rtoMs }, rpo: { durationMs: rpoMs } });
}
