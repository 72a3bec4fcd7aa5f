import * as z from 'zod';
import { defineChange } from '../action.ts';
import { askHosts } from '../ask-hosts.ts';
import { roomFor } from '../guards-for.ts';
import type { System } from '../inventory.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import type { Plan, Step } from '../plan.ts';
import { exclusive, planFor, shared } from '../plan-for.ts';
import type { Backup, PlanContext } from '../ports.ts';
import { fail, type Result } from '../result.ts';
import { finishedSteps, numberOf, tookMs } from '../services/finished-steps.ts';
import { bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { agesOf } from './backup-words.ts';
import { oldBackups } from './making/retention.ts';
import { folderName } from './making/stamp.ts';
import { stepsOf } from './making/steps-of-backup.ts';
import { type Survey, surveyOf } from './making/survey.ts';

const say = texts('backup-now', {
  summary: {
    en: 'Back up a system now: its databases, environment and files as one backup, verified by opening the copies.',
    zh: '立即备份一个系统:数据库、环境文件与目录作为一份备份,并打开副本校验。',
  },
  one: { en: 'Back up {system}', zh: '备份 {system}' },
  none: { en: 'No backups are configured for {system}', zh: '{system} 未配置备份' },
  nothing: { en: '{system} has nothing that could be backed up', zh: '{system} 没有可备份的内容' },
  elsewhere: {
    en: '{database} lies on {host} and the backups on another host: not supported yet',
    zh: '{database} 在 {host} 上,而备份目录在另一台主机,暂不支持',
  },
  cannot: { en: '{system} cannot be backed up: {problems}', zh: '无法备份 {system}:{problems}' },
  where: { en: 'backup {id}', zh: '备份 {id}' },
  into: { en: '{host}:{folder}', zh: '{host}:{folder}' },
  size: { en: 'to copy', zh: '数据量' },
  last: { en: 'newest verified', zh: '最近的有效备份' },
  prunes: { en: 'pruned afterwards', zh: '随后清理' },
  count: { en: '{count, plural, one {# old backup} other {# old backups}}', zh: '{count} 份旧备份' },
  done: {
    en: 'backup {id} of {system} is verified · {parts} parts, {rows} rows, {bytes} · sha256 {sha256} · took {took}',
    zh: '{system} 的备份 {id} 已校验 · {parts} 个部分,{rows} 行,{bytes} · sha256 {sha256} · 用时 {took}',
  },
  notCopied: {
    en: '{done} · WARNING: not copied to {hosts}, it lies on one host only',
    zh: '{done} · 警告:未能复制到 {hosts},目前只在一台主机上',
  },
  pruned: { en: '{done} · {count} old pruned', zh: '{done} · 清理旧备份 {count} 份' },
  stuck: { en: '{done} · {count} old could not be deleted', zh: '{done} · 有 {count} 份旧备份无法删除' },
});

export const now = defineChange({
  name: 'backup now',
  aliases: ['备份'],
  summary: say.summary(),
  examples: ['/backup now talentlens', '/备份 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'backup:make',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    return planBackup(system, context);
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const verify = steps.find(({ step }) => step.kind === 'verify-backup');
    const prune = steps.find(({ step }) => step.kind === 'prune-backups');
    const done = say.done({
      id: outside(finished.plan.planId),
      system: outside(finished.plan.system),
      parts: numberOf(verify, 'parts'),
      rows: numberOf(verify, 'rows'),
      bytes: { bytes: numberOf(verify, 'bytes') },
      sha256: outside(`${String(verify?.outputs.sha256 ?? '').slice(0, 12)}…`),
      took: { durationMs: tookMs(steps) },
    });
    const failed = steps.filter((step) => step.step.kind === 'copy-backup' && numberOf(step, 'failed') > 0);
    if (failed.length > 0) {
      const hosts = failed.map(({ step }) => outside(hostOf(step.params)));
      return say.notCopied({ done, hosts: { list: hosts } });
    }
    const [pruned, stuck] = [numberOf(prune, 'pruned'), numberOf(prune, 'stuck')];
    if (stuck > 0) return say.stuck({ done, count: stuck });
    return pruned > 0 ? say.pruned({ done, count: pruned }) : done;
  },
});

/** The plan of one whole backup; the ways back use its steps too. */
export async function planBackup(system: System, context: PlanContext): Promise<Result<Plan>> {
  const { backups } = system;
  const named = { system: systemName(system) };
  if (backups === undefined) return fail('not-found', say.none(named));
  const far = Object.entries(system.databases).find(([, { host }]) => host !== backups.host);
  if (far !== undefined) {
    const [id, { host }] = far;
    return fail('faulty-configuration', say.elsewhere({ database: outside(id), host: outside(host) }));
  }
  const question = surveyOf(system, backups);
  const answers = await askHosts(context, [question], 20_000);
  const survey = answers(question);
  if (!survey.ok) return survey;
  const { parts, problems } = survey.value;
  if (problems.length > 0) {
    return fail('command-failed', say.cannot({ ...named, problems: { list: problems } }), {
      next: [`/backup list ${system.id}`],
    });
  }
  if (parts.length === 0) return fail('not-found', say.nothing(named));
  const known = await context.backups.list({ system: system.id, limit: 1_000 });
  const old = oldBackups(known, backups.keep, context.now());
  const copied = backups.copyTo.length === 0 ? [] : await context.backups.withCopies(system.id);
  return planOf({ system, backups, survey: survey.value, old, copied, last: known.find(isVerified) }, context);
}

const isVerified = ({ state }: Backup): boolean => state === 'verified';

interface Found {
  readonly system: System;
  readonly backups: NonNullable<System['backups']>;
  readonly survey: Survey;
  readonly old: readonly Backup[];
  /** Those with copies elsewhere. */
  readonly copied: readonly Backup[];
  readonly last: Backup | undefined;
}

function planOf({ system, backups, survey, old, copied, last }: Found, context: PlanContext): Result<Plan> {
  const { planId } = context;
  const folder = folderName(context.now(), planId);
  const steps: readonly Step[] = stepsOf(
    { system, backups, parts: survey.parts, bytes: survey.bytes, folder, old, known: copied },
    context,
  );
  return planFor(system, context, {
    action: 'backup now',
    input: { system: system.id },
    risk: 'changes',
    locks: [
      exclusive(`backup:${system.id}`),
      ...Object.keys(system.databases).map((id) => shared(`database:${system.id}/${id}`)),
    ],
    guards: [
      roomFor(backups.host, backups.folder, neededBytes(survey.bytes, backups)),
      // Where copies go is looked at when one is made: another host that is down or full must not stop the backup itself.
    ],
    steps,
    summary: say.one({ system: systemName(system) }),
    facts: [
      {
        type: 'facts',
        facts: [
          {
            label: say.where({ id: outside(planId) }),
            value: say.into({ host: outside(backups.host), folder: outside(`${backups.folder}/${folder}`) }),
          },
          { label: say.size(), value: bytesText(survey.bytes) },
          { label: say.last(), value: agesOf(last) },
          ...(old.length === 0 ? [] : [{ label: say.prunes(), value: say.count({ count: old.length }) }]),
        ],
      },
    ],
  });
}

/**
 * What packs badly needs as much as it is; a little more for the file system itself. What is encrypted stands beside its
 * plain file for a while.
 */
const neededBytes = (bytes: number, { encrypt }: { readonly encrypt?: unknown }): number =>
  Math.ceil(bytes * (encrypt === undefined ? 1.1 : 2.1));

const hostOf = (params: unknown): string => z.object({ to: z.object({ host: z.string() }) }).parse(params).to.host;
