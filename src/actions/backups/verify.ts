import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { systemName } from '../names.ts';
import type { ActionContext, Backup, BackupPart } from '../ports.ts';
import { type Finding, worst } from '../report.ts';
import { fail, ok } from '../result.ts';
import { bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { chosenBackup } from './chosen-backup.ts';
import { inspectCopy } from './inspect-copy.ts';
import { lyingCopy } from './opening.ts';

const say = texts('backup-check', {
  summary: {
    en: 'Open a backup again: hash, integrity and rows of every part compared with what was recorded.',
    zh: '重新打开一份备份:逐项核对校验值、完整性与行数。',
  },
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  sound: {
    en: '{system} · backup {id} is sound · {parts} parts, {bytes}, taken {age}',
    zh: '{system} · 备份 {id} 完好 · {parts} 个部分,{bytes},取于 {age}',
  },
  damaged: {
    en: '{system} · backup {id} is damaged and no longer counts as verified',
    zh: '{system} · 备份 {id} 已损坏,不再视为有效',
  },
  unknown: {
    en: '{system} · backup {id} could not be looked at',
    zh: '{system} · 备份 {id} 无法检查',
  },
  part: { en: '{rows} rows, {bytes}, sha256 {sha256}', zh: '{rows} 行,{bytes},sha256 {sha256}' },
  sealed: {
    en: 'encrypted, as it was made: {bytes}, sha256 {sha256}',
    zh: '已加密,与备份时一致:{bytes},sha256 {sha256}',
  },
  packed: {
    en: '{rows, plural, one {# member} other {# members}}, {bytes}, sha256 {sha256}',
    zh: '{rows} 个成员,{bytes},sha256 {sha256}',
  },
});

export const verify = defineQuery({
  name: 'backup verify',
  aliases: ['校验备份'],
  summary: say.summary(),
  examples: ['/backup verify talentlens latest', '/backup verify teaching 7F3KQ2', '/校验备份 教学 最新'],
  takes: {
    system: { word: 'system', optional: true },
    backup: { word: 'id', optional: true },
    latest: { word: 'choice', optional: true, choices: { latest: ['最新'] } },
  },
  input: z.strictObject({ system: name, backup: z.string().optional(), latest: z.literal('latest').optional() }),
  permission: 'backup:read',
  everySystem: false,
  timeoutMs: 60_000,
  async report(input, context) {
    const system = context.inventory.system(input.system);
    if (system === undefined) return fail('not-found', say.noSystem({ system: outside(input.system) }));
    const chosen = await chosenBackup(system, input.backup, context.backups, ['verified', 'damaged']);
    if (!chosen.ok) return chosen;
    const backup = chosen.value;
    const findings: Finding[] = [];
    for (const part of backup.parts) findings.push(await look(backup, part, context));
    const verdict = worst(findings.map(({ mark }) => mark));
    if (verdict !== 'unknown') {
      const by = backup.encrypted ? 'hash' : 'opened';
      await context.backups.checked(backup.id, { sound: verdict === 'ok', atMs: context.now(), by });
    }
    const words = {
      system: systemName(system),
      id: outside(backup.id),
      parts: backup.parts.length,
      bytes: { bytes: backup.bytes ?? 0 },
      age: { atMs: backup.startedAtMs, as: 'age' as const },
    };
    return ok({
      verdict,
      headline: verdict === 'ok' ? say.sound(words) : verdict === 'unknown' ? say.unknown(words) : say.damaged(words),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }],
      next: verdict === 'ok' ? [`/backup list ${system.id}`] : [`/backup now ${system.id}`],
    });
  },
});

async function look({ host, folder }: Backup, part: BackupPart, context: ActionContext): Promise<Finding> {
  const { name: called, kind, plain } = part;
  const copy = lyingCopy(part);
  const options = { signal: context.signal, timeoutMs: 50_000 };
  const { found, failure, damaged } = await inspectCopy(context.hosts, host, folder, copy, options);
  const label = outside(called);
  if (found === undefined) {
    return { mark: damaged ? 'critical' : 'unknown', label, text: failure?.message ?? outside('?') };
  }
  const rows = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
  const words = { rows, bytes: bytesText(found.bytes), sha256: outside(`${found.sha256.slice(0, 12)}…`) };
  if (plain !== undefined) return { mark: 'ok', label, text: say.sealed(words) };
  return { mark: 'ok', label, text: kind === 'sqlite' ? say.part(words) : say.packed(words) };
}
