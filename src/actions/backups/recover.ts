import * as z from 'zod';
import { defineChange } from '../action.ts';
import { engineOf, isCheck } from '../databases/engines/table.ts';
import { unchanged } from '../guards-for.ts';
import type { Service, System } from '../inventory.ts';
import { systemNamed } from '../named-system.ts';
import { spoken, systemName } from '../names.ts';
import type { Plan, Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import type { PlanContext } from '../ports.ts';
import type { Block } from '../report.ts';
import { fail, ok, type Result } from '../result.ts';
import { runtimeOf } from '../runtimes/table.ts';
import { waitHealthyStep } from '../runtimes/wait-healthy-step.ts';
import { downtimeOf } from '../services/downtime.ts';
import { finishedSteps, sumOf, tookMs } from '../services/finished-steps.ts';
import { locksOf } from '../services/held-services.ts';
import { listed } from '../services/service-plan.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { type WhatIsWrong, whatIsWrong } from './judging/what-is-wrong.ts';
import { planRestore } from './restoring/plan-restore.ts';

const say = texts('emergency', {
  summary: {
    en: 'The emergency road: looks what is wrong and takes the shortest way back, a restart or the newest verified backup; timed and proved.',
    zh: '应急恢复:先判断问题所在,再走最短的恢复路径(重启,或恢复最近的有效备份),全程计时并验证。',
  },
  byRestart: { en: 'Recover {system}: restart {services}', zh: '应急恢复 {system}:重启 {services}' },
  byBackup: { en: 'Recover {system} from backup {id}', zh: '应急恢复 {system}:使用备份 {id}' },
  nothing: {
    en: '{system} needs no recovery: services, databases and environment are well',
    zh: '{system} 无需恢复:服务、数据库和环境文件均正常',
  },
  fewer: {
    en: '{system} runs, but its databases hold {rows} rows and backup {id} has {before}. If data was lost, restore it',
    zh: '{system} 运行正常,但数据库只有 {rows} 行,备份 {id} 中有 {before} 行;如确有丢失请恢复备份',
  },
  silent: { en: '{why} Without it nothing can be decided', zh: '{why}无法判断该如何恢复' },
  doubtful: {
    en: 'Not decided: {why}. If it is to be restored all the same: /recover {system} restore',
    zh: '无法判断:{why}。如仍要恢复备份:/recover {system} restore',
  },
  full: { en: 'The disk is full: nothing comes back before there is room', zh: '磁盘已满,须先腾出空间' },
  held: {
    en: 'The port of {service} is held by a stranger: a start would fail. Look whose it is',
    zh: '{service} 的端口被其他进程占用,启动会失败,请先查看占用者',
  },
  lostData: {
    en: 'A restart is not enough: data is damaged or gone, and {system} might begin with an empty database',
    zh: '重启不够:数据已损坏或丢失,{system} 可能会以空数据库启动',
  },
  noBackup: {
    en: 'Data of {system} is lost and there is no verified backup to go back to',
    zh: '{system} 数据丢失,且没有可用的有效备份',
  },
  way: { en: 'the way back', zh: '恢复路径' },
  restartWay: {
    en: 'data and environment are sound: restart {services}, wait for health, check the databases',
    zh: '数据和环境文件完好:重启 {services},等待恢复健康,检查数据库',
  },
  backupWay: { en: 'restore the newest verified backup {id}', zh: '恢复最近的有效备份 {id}' },
  check: { en: 'check {name}: integrity and rows', zh: '检查 {name}:完整性与行数' },
  back: {
    en: '{system} is back after {took} · {how} · {rows} rows, sound · all services healthy',
    zh: '{system} 已恢复,用时 {took} · {how} · {rows} 行,完好 · 服务全部健康',
  },
  restarted: { en: 'by a restart, data untouched', zh: '通过重启,数据未动' },
  restored: {
    en: 'from backup {id}, the former data stays as *.zhiban-{stamp}',
    zh: '来自备份 {id},原数据保留为 *.zhiban-{stamp}',
  },
});

export const recover = defineChange({
  name: 'recover',
  aliases: ['应急恢复'],
  summary: say.summary(),
  examples: ['/recover talentlens', '/recover teaching restart', '/应急恢复 教学'],
  takes: {
    system: { word: 'system', optional: true },
    how: { word: 'choice', optional: true, choices: { restart: ['重启'], restore: ['恢复'] } },
  },
  input: z.strictObject({ system: name, how: z.enum(['restart', 'restore']).optional() }),
  permission: 'system:recover',
  risk: 'dangerous',
  timeoutMs: 58_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const wrong = await whatIsWrong(system, context);
    const refused = refusal(system, wrong, input.how, context);
    if (refused !== undefined) return refused;
    const restores = input.how === 'restore' || wrong.dataLost || wrong.envLost;
    return restores ? byBackup(system, wrong, input, context) : byRestart(system, wrong, input, context);
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const copies = steps.find(({ step }) => step.kind === 'check-copies');
    const opened = z.object({ id: z.string() }).safeParse(copies?.step.params);
    const stamp = outside(finished.plan.planId);
    return say.back({
      system: outside(finished.plan.system),
      took: { durationMs: tookMs(steps) },
      how: opened.success ? say.restored({ id: outside(opened.data.id), stamp }) : say.restarted(),
      rows: sumOf(
        steps.filter(({ step }) => isCheck(step)),
        'rows',
      ),
    });
  },
});

type How = 'restart' | 'restore' | undefined;
interface Asked {
  readonly system: string;
  readonly how?: How;
}

/** Why there is no way back now, or none is needed; with what to type instead. */
function refusal(system: System, wrong: WhatIsWrong, how: How, { inventory }: PlanContext) {
  const named = { system: systemName(system) };
  const evidence = wrong.findings.length === 0 ? [] : [{ type: 'findings' as const, findings: wrong.findings }];
  if (wrong.silence !== undefined)
    return fail('unreachable', say.silent({ why: wrong.silence.message }), { next: [`/health ${system.id}`] });
  if (wrong.diskFull)
    return fail('unhealthy', say.full(), {
      evidence,
      next: [`/disk ${system.id}`, `/cleanup logs ${system.id}`, `/backup list ${system.id}`],
    });
  const lost = wrong.dataLost || wrong.envLost;
  if (lost && how === 'restart')
    return fail('unhealthy', say.lostData(named), { evidence, next: [`/recover ${system.id}`] });
  if ((lost || how === 'restore') && wrong.newest === undefined)
    return fail('not-found', say.noBackup(named), { evidence, next: [`/backup list ${system.id}`] });
  if (lost || how === 'restore') return undefined;
  if (wrong.doubtful !== undefined)
    return fail('unhealthy', say.doubtful({ why: wrong.doubtful.text, system: system.id }), {
      next: [`/db check ${system.id}`],
    });
  const held = wrong.roots.find((service) => service.held);
  if (held !== undefined)
    return fail('unhealthy', say.held({ service: outside(held.id) }), {
      evidence,
      next: [`/status ${spoken(held, inventory)}`],
    });
  if (wrong.unwell.length > 0 || how === 'restart') return undefined;
  const { newest, rows, rowsInBackup: before } = wrong;
  return newest !== undefined && rows < before / 2
    ? fail('not-found', say.fewer({ ...named, rows, before, id: outside(newest.id) }), {
        next: [`/recover ${system.id} restore`, `/db size ${system.id}`],
      })
    : fail('not-found', say.nothing(named), { next: [`/health ${system.id}`, `/restart ${system.id}`] });
}

async function byBackup(
  system: System,
  { findings, newest, dataLost, envLost }: WhatIsWrong,
  input: Asked,
  context: PlanContext,
): Promise<Result<Plan>> {
  const what = !dataLost && envLost ? 'env' : 'core';
  const planned = await planRestore(
    { action: 'recover', input, system, backupId: newest?.id, what, summary: say.byBackup },
    context,
  );
  if (!planned.ok) return planned;
  const way = say.backupWay({ id: outside(newest?.id ?? '') });
  // When only the environment comes back the databases are proved all the same.
  const proved = planned.value.steps.some(isCheck);
  return ok({
    ...planned.value,
    steps: [...planned.value.steps, ...(proved ? [] : checksOf(system))],
    facts: [...wrongBlocks(findings, way), ...planned.value.facts],
  });
}

async function byRestart(
  system: System,
  { findings, roots, unwell }: WhatIsWrong,
  input: Asked,
  context: PlanContext,
): Promise<Result<Plan>> {
  // Named without need, or not clear what pulls down what: all that is the system's own.
  const ids = new Set(roots.map(({ id }) => id));
  const chosen = system.services.filter(({ id, shared }) => (ids.size === 0 ? !shared : ids.has(id)));
  const waited = unwell.filter(({ id }) => !chosen.some((service) => service.id === id));
  const all = [...chosen, ...waited];
  const services = listed(chosen);
  return planFor(system, context, {
    action: 'recover',
    input,
    risk: 'dangerous',
    locks: [exclusive(`system:${system.id}`), ...locksOf(all)],
    guards: unchanged(all),
    steps: [
      ...chosen.flatMap(restarted),
      // They come back by themselves once what they need is back, and that is looked at.
      ...waited.map(waitHealthyStep),
      ...checksOf(system),
    ],
    summary: say.byRestart({ system: systemName(system), services }),
    ...(await downtimeOf(chosen, context)),
    facts: wrongBlocks(findings, say.restartWay({ services })),
  });
}

/** What serves others too is started when it is down, never stopped. */
const restarted = (service: Service): readonly Step[] =>
  runtimeOf(service).compile(service.shared ? 'start' : 'restart', service) ?? [];

const checksOf = ({ databases }: System): readonly Step[] =>
  Object.entries(databases).map(([id, database]) => {
    const { kind, params } = engineOf(database).check(database, { counts: {}, limitMs: 600_000 });
    const title = say.check({ name: outside(id) });
    return { kind, host: database.host, title, timeoutMs: 630_000, onFailure: 'leave', params };
  });

function wrongBlocks(findings: WhatIsWrong['findings'], way: Text): readonly Block[] {
  return [
    ...(findings.length === 0 ? [] : [{ type: 'findings' as const, findings }]),
    { type: 'facts', facts: [{ label: say.way(), value: way }] },
  ];
}
