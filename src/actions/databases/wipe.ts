import * as z from 'zod';
import { defineChange } from '../action.ts';
import { planBackup } from '../backups/now.ts';
import { asideName } from '../data-moves.ts';
import { unchanged } from '../guards-for.ts';
import { systemName } from '../names.ts';
import type { Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import { downtimeOf } from '../services/downtime.ts';
import { finishedSteps, sumOf, tookMs } from '../services/finished-steps.ts';
import { locksOf, whileAway } from '../services/held-services.ts';
import { listed } from '../services/service-plan.ts';
import { targetsOf } from '../services/targets.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { type DatabasesOf, databasesOf } from './databases-of.ts';
import type { Database, Work } from './engines/engine.ts';
import { engineOf, isCheck } from './engines/table.ts';
import { rowsIn } from './judge-database.ts';
import { lookAtDatabases } from './look-at-databases.ts';

const say = texts('db-wipe', {
  summary: {
    en: 'Empty the databases of a system: stopped, backed up and verified, taken away, started with new ones. Environment files stay.',
    zh: '清空系统的数据库:停止服务、备份并校验、移走旧库、以新库启动;环境文件保留不动。',
  },
  one: { en: 'Wipe the databases of {system}', zh: '清空 {system} 的数据库' },
  aside: { en: 'take {name} away, with its log files', zh: '移走 {name} 及其日志文件' },
  renew: { en: 'leave the place of {name} to be made anew', zh: '由服务重新创建 {name}' },
  look: { en: 'check that {name} is new: it opens', zh: '检查新的 {name} 可以打开' },
  gone: { en: 'what goes', zh: '将清空' },
  what: { en: '{path}: {rows}', zh: '{path}:{rows}' },
  rows: { en: '{count, plural, one {# row} other {# rows}}', zh: '{count} 行' },
  unread: { en: 'its rows could not be counted', zh: '无法统计行数' },
  stays: { en: 'what stays', zh: '保留' },
  backup: {
    en: 'backup {id}, made and verified after the stop, before anything is taken away',
    zh: '备份 {id}:停止后、移走前生成并校验',
  },
  copy: {
    en: '{path}, until /backup forget; put back by itself if anything fails',
    zh: '{path},直到执行 /backup forget;任何一步失败都会自动恢复',
  },
  down: { en: 'stopped meanwhile', zh: '期间停止' },
  done: {
    en: '{system} has a new database of {rows} rows · away {away} · all that was is in backup {id}, and set aside as *.zhiban-{id}',
    zh: '{system} 已换上新数据库,共 {rows} 行 · 中断 {away} · 原数据在备份 {id} 中,并保留为 *.zhiban-{id}',
  },
});

export const wipe = defineChange({
  name: 'db wipe',
  aliases: ['清空数据库'],
  summary: say.summary(),
  examples: ['/db wipe talentlens', '/清空数据库 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'database:wipe',
  risk: 'dangerous',
  timeoutMs: 40_000,
  async plan(input, context) {
    const found = databasesOf(context.inventory, input.system);
    if (!found.ok) return found;
    const { system, databases } = found.value;
    const targets = targetsOf(context.inventory, { system: system.id });
    if (!targets.ok) return targets;
    const { services } = targets.value;
    const backup = await planBackup(system, context);
    if (!backup.ok) return backup;
    const looked = await lookAtDatabases({ databases }, 'sizes', context, 20_000);
    const bytes = looked.reduce((sum, { seen }) => sum + (seen.ok ? seen.value.bytes : 0), 0);
    const lost = looked.map(({ database, seen }): Text => {
      const known = seen.ok && seen.value.state === 'sound';
      const rows = known ? say.rows({ count: rowsIn(seen.value.rows) }) : say.unread();
      return say.what({ path: outside(placeOf(database)), rows });
    });
    return planFor(system, context, {
      action: 'db wipe',
      input,
      risk: 'dangerous',
      locks: [
        exclusive(`system:${system.id}`),
        exclusive(`backup:${system.id}`),
        ...databases.map(([id]) => exclusive(`database:${system.id}/${id}`)),
        ...locksOf(services),
      ],
      guards: [...unchanged(services), ...backup.value.guards],
      steps: [
        ...whileAway(services, [
          // What is old stays: nothing goes on the day everything goes.
          ...backup.value.steps.filter(({ kind }) => kind !== 'prune-backups'),
          ...setAside(databases, context.planId),
        ]),
        ...databases.map(([id, database]) => {
          const check = engineOf(database).check(database, { counts: {}, limitMs: 60_000 });
          return stepOf(check, database.host, say.look({ name: outside(id) }), 'leave');
        }),
      ],
      summary: say.one({ system: systemName(system) }),
      ...(await downtimeOf(services, context, 2_000 + Math.ceil(bytes / 20_000))),
      facts: [
        {
          type: 'facts',
          facts: [
            ...lost.map((value) => ({ label: say.gone(), value })),
            { label: say.stays(), value: say.backup({ id: outside(context.planId) }) },
            ...databases.map(([, database]) => ({
              label: say.stays(),
              value: say.copy({ path: outside(asideName(placeOf(database), context.planId)) }),
            })),
            { label: say.down(), value: listed(services) },
          ],
        },
      ],
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    return say.done({
      system: outside(finished.plan.system),
      rows: sumOf(
        steps.filter(({ step }) => isCheck(step)),
        'rows',
      ),
      away: { durationMs: tookMs(steps.filter(({ step }) => !isCheck(step))) },
      id: outside(finished.plan.planId),
    });
  },
});

const placeOf = (database: Database): string => engineOf(database).sources(database).join(' ');

/** All are cleared before any is left to be made anew. */
function setAside(databases: DatabasesOf['databases'], planId: string): readonly Step[] {
  const steps = (work: 'setAside' | 'renew', title: (words: { name: Text }) => Text): readonly Step[] =>
    databases.map(([id, database]) =>
      stepOf(engineOf(database)[work](database, planId), database.host, title({ name: outside(id) }), 'undo'),
    );
  return [...steps('setAside', say.aside), ...steps('renew', say.renew)];
}

const stepOf = ({ kind, params }: Work, host: string, title: Text, onFailure: Step['onFailure']): Step => ({
  kind,
  host,
  title,
  timeoutMs: 90_000,
  onFailure,
  params,
});
