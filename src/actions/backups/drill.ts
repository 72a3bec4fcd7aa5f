import * as z from 'zod';
import { defineChange } from '../action.ts';
import { engineOfCopy } from '../databases/engines/table.ts';
import { roomFor, stillIs } from '../guards-for.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import { folderOf } from '../paths.ts';
import type { Plan } from '../plan.ts';
import { exclusive, planFor, shared } from '../plan-for.ts';
import type { Backup } from '../ports.ts';
import { fail } from '../result.ts';
import { downtimeOf } from '../services/downtime.ts';
import { finishedSteps, numberOf, ofKind, sumOf } from '../services/finished-steps.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { takenWords } from './backup-words.ts';
import { chosenBackup } from './chosen-backup.ts';
import { openingOf, plainPart } from './opening.ts';
import { stepsOfDrill } from './restoring/steps-of-drill.ts';

const say = texts('restore-drill', {
  summary: {
    en: 'Restore a backup into a scratch place to know that it works: read whole, timed, taken away again. Production is not touched.',
    zh: '恢复演练:把备份还原到临时目录,完整校验并计时,然后清除;不触碰生产数据。',
  },
  one: {
    en: 'Drill: restore backup {id} of {system} into a scratch place',
    zh: '演练:将 {system} 的备份 {id} 还原到临时目录',
  },
  empty: { en: 'Backup {id} holds nothing', zh: '备份 {id} 中没有内容' },
  backup: { en: 'backup {id}', zh: '备份 {id}' },
  production: { en: 'production', zh: '生产数据' },
  untouched: { en: 'only looked at, before and after; nothing stops', zh: '仅在前后查看,不停任何服务' },
  wanted: { en: 'wanted', zh: '要求' },
  rpo: { en: 'at most {every} of data lost (RPO)', zh: '最多丢失 {every} 数据(RPO)' },
  done: {
    en: 'drill of {system} from backup {id}: sound · {parts} parts, {rows} rows, {bytes} · data back in {rto} (RTO, services not counted) · {rpo} old (RPO) · production untouched, scratch gone · not proved: that the services run on it (backups.drill names no command to try)',
    zh: '{system} 演练(备份 {id}):完好 · {parts} 个部分,{rows} 行,{bytes} · 数据恢复用时 {rto}(RTO,不含服务停启) · 数据落后 {rpo}(RPO) · 生产数据未触碰,临时目录已清除 · 未验证:服务能否在其上运行(backups.drill 未配置试运行命令)',
  },
  served: {
    en: 'drill of {system} from backup {id}: sound · {parts} parts, {rows} rows, {bytes} · the service was healthy on the copy after {ready} and is ended · back in {rto} (RTO, its start counted) · {rpo} old (RPO) · production untouched, scratch gone',
    zh: '{system} 演练(备份 {id}):完好 · {parts} 个部分,{rows} 行,{bytes} · 服务在副本上 {ready} 后健康,已终止 · 恢复用时 {rto}(RTO,含服务启动) · 数据落后 {rpo}(RPO) · 生产数据未触碰,临时目录已清除',
  },
  services: { en: 'in earnest', zh: '真正恢复时' },
  encrypted: { en: 'encrypted', zh: '已加密' },
  opened: {
    en: 'opened with the identity of the configuration into a private folder, which goes again',
    zh: '用配置中的 identity 解密到私有目录,结束后删除',
  },
  noIdentity: {
    en: 'Backup {id} is encrypted, and a drill opens it only with an identity of the configuration; it names none. Put it at backups.encrypt.identity of {system}, as `env: NAME` or `file: PATH`',
    zh: '备份 {id} 已加密,演练只能用配置中的 identity 解密,而配置中没有。请在 {system} 的 backups.encrypt.identity 中填写 `env: 变量名` 或 `file: 路径`',
  },
  measured: { en: 'stop and start of the services come on top, about {ms}', zh: '另加服务停启,约 {ms}' },
  atMost: { en: 'stop and start of the services come on top, at most {ms}', zh: '另加服务停启,最多 {ms}' },
});

export const drill = defineChange({
  name: 'restore drill',
  aliases: ['恢复演练'],
  summary: say.summary(),
  examples: ['/restore drill talentlens', '/restore drill teaching 7F3KQ2', '/恢复演练 教学'],
  takes: {
    system: { word: 'system', optional: true },
    backup: { word: 'id', optional: true },
    latest: { word: 'choice', optional: true, choices: { latest: ['最新'] } },
  },
  input: z.strictObject({ system: name, backup: z.string().optional(), latest: z.literal('latest').optional() }),
  permission: 'backup:drill',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const chosen = await chosenBackup(system, input.backup, context.backups);
    if (!chosen.ok) return chosen;
    const backup = chosen.value;
    if (backup.parts.length === 0) return fail('not-found', say.empty({ id: outside(backup.id) }));
    const { planId } = context;
    const root = folderOf(backup.folder);
    const services = system.services.filter(({ shared }) => !shared);
    const away = await downtimeOf(services, context);
    // It may run by night, when nobody is there to be asked.
    if (backup.encrypted && system.backups?.encrypt?.identity === undefined)
      return fail('faulty-configuration', say.noIdentity({ id: outside(backup.id), system: outside(system.id) }), {
        next: ['/reconfigure', `/restore drill ${system.id} ${backup.id}`],
      });
    const opening = openingOf(system, backup, backup.parts, planId);
    if (!opening.ok) return opening;
    return planFor(system, context, {
      action: 'restore drill',
      input,
      risk: 'changes',
      locks: [
        // Not pruned meanwhile; one drill of a system at a time.
        shared(`backup:${system.id}`),
        exclusive(`drill:${system.id}`),
      ],
      guards: [stillIs(backup), roomFor(backup.host, root, unpackedBytes(backup) + opening.value.bytes)],
      steps: stepsOfDrill({ system, backup, opening: opening.value, root, planId }),
      summary: say.one({ system: systemName(system), id: outside(backup.id) }),
      facts: [
        {
          type: 'facts',
          facts: [
            { label: say.backup({ id: outside(backup.id) }), value: takenWords(backup) },
            ...(backup.encrypted ? [{ label: say.encrypted(), value: say.opened() }] : []),
            { label: say.production(), value: say.untouched() },
            ...(system.backups === undefined
              ? []
              : [{ label: say.wanted(), value: say.rpo({ every: { durationMs: system.backups.every } }) }]),
            ...(services.length === 0 ? [] : [{ label: say.services(), value: servicesWords(away) }]),
          ],
        },
      ],
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const unpacked = ofKind(steps, 'unpack-copy');
    const [record] = ofKind(steps, 'record-drill');
    const opened = openedOf.safeParse(steps[0]?.step.params);
    const [tried] = ofKind(steps, 'try-service');
    const words = {
      system: outside(finished.plan.system),
      id: outside(opened.success ? opened.data.backupId : '?'),
      parts: unpacked.length,
      rows: sumOf(unpacked, 'rows'),
      bytes: { bytes: sumOf(unpacked, 'bytes') },
      rto: { durationMs: numberOf(record, 'rtoMs') },
      rpo: { durationMs: numberOf(record, 'rpoMs') },
    };
    if (tried === undefined) return say.done(words);
    return say.served({ ...words, ready: { durationMs: numberOf(tried, 'readyMs') } });
  },
});

const unpackedBytes = ({ parts }: Backup): number =>
  // The packed bytes say nothing of the unpacked ones; ten times is more than text ever gains.
  parts
    .map(plainPart)
    .reduce((sum, { kind, bytes }) => sum + bytes * (engineOfCopy({ kind }) === undefined ? 10 : 1), 0);

const servicesWords = ({ downtimeMs = 0, downtimeIs }: Pick<Plan, 'downtimeMs' | 'downtimeIs'>): Text =>
  (downtimeIs === 'measured' ? say.measured : say.atMost)({ ms: { durationMs: downtimeMs } });

const openedOf = z.object({ backupId: z.string() });
