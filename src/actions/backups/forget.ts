import * as z from 'zod';
import { defineChange } from '../action.ts';
import { askHosts } from '../ask-hosts.ts';
import { stillIs } from '../guards-for.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import type { Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import { fail } from '../result.ts';
import { finishedSteps, sumOf } from '../services/finished-steps.ts';
import { atText, bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { type AsideGroup, askAsides, groupsOf, type SetAside } from './asides.ts';
import { agesOf } from './backup-words.ts';

const say = texts('backup-forget', {
  summary: {
    en: 'Delete for good what a restore or a wipe set aside, once a newer verified backup exists.',
    zh: '彻底删除恢复或清空时移开保留的旧数据;须已有更新的有效备份。',
  },
  one: { en: 'Delete what {id} set aside of {system}', zh: '删除 {id} 移开保留的 {system} 旧数据' },
  none: { en: 'Nothing of {system} is set aside', zh: '{system} 没有移开保留的数据' },
  which: { en: 'Say which: {all}', zh: '请指明要删除哪一份:{all}' },
  unknown: {
    en: 'Nothing of {system} is set aside as {id}; there is {all}',
    zh: '{system} 没有名为 {id} 的保留数据;现有 {all}',
  },
  noBackup: {
    en: 'Not deleted: no verified backup of {system} is newer than what was set aside {age}',
    zh: '未删除:{system} 没有比这份保留数据({age})更新的有效备份',
  },
  step: {
    en: '{count, plural, one {delete # set-aside path for good} other {delete # set-aside paths for good}}',
    zh: '彻底删除 {count} 个保留路径',
  },
  path: { en: 'path', zh: '路径' },
  size: { en: 'size', zh: '大小' },
  since: { en: 'set aside', zh: '移开时间' },
  newer: { en: 'newer verified backup', zh: '更新的有效备份' },
  done: {
    en: '{system}: what was set aside is deleted for good · {count, plural, one {# path} other {# paths}}, {bytes} free again',
    zh: '{system} 的保留数据已彻底删除 · {count} 个路径,释放 {bytes}',
  },
});

export const forget = defineChange({
  name: 'backup forget',
  aliases: ['删除旧数据'],
  summary: say.summary(),
  examples: ['/backup forget talentlens 7F3KQ2', '/删除旧数据 教学 7F3KQ2'],
  takes: { system: { word: 'system', optional: true }, id: { word: 'id', optional: true } },
  input: z.strictObject({ system: name, id: z.string().optional() }),
  permission: 'backup:forget',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const questions = askAsides(system);
    const answers = await askHosts(context, questions, 20_000);
    const all: SetAside[] = [];
    for (const question of questions) {
      const found = answers(question);
      if (!found.ok) return found;
      all.push(...found.value);
    }
    const groups = groupsOf(all);
    const group = groups.find(({ stamp }) => stamp === input.id);
    const named = { system: systemName(system) };
    if (group === undefined) {
      if (groups.length === 0) return fail('not-found', say.none(named));
      const next = groups.slice(0, 3).map(({ stamp }) => `/backup forget ${system.id} ${stamp}`);
      const words = { ...named, all: { list: groups.map(({ stamp }) => outside(stamp)), joined: 'or' as const } };
      return input.id === undefined
        ? fail('bad-input', say.which({ all: words.all }), { next })
        : fail('not-found', say.unknown({ ...words, id: outside(input.id) }), { next });
    }
    const newest = await context.backups.newestVerified(system.id);
    if (newest === undefined || newest.startedAtMs <= group.atMs) {
      const age = { atMs: group.atMs, as: 'age' as const };
      return fail('stale', say.noBackup({ ...named, age }), { next: [`/backup now ${system.id}`] });
    }
    return planFor(system, context, {
      action: 'backup forget',
      input,
      risk: 'changes',
      locks: [exclusive(`backup:${system.id}`)],
      guards: [stillIs(newest)],
      steps: stepsOf(group),
      summary: say.one({ ...named, id: outside(group.stamp) }),
      facts: [
        {
          type: 'table',
          columns: [say.path(), say.size(), say.since()],
          rows: group.paths.map(({ host, path, bytes, atMs }) => [
            outside(`${host}:${path}`),
            bytesText(bytes),
            atText(atMs),
          ]),
        },
        { type: 'facts', facts: [{ label: say.newer(), value: agesOf(newest) }] },
      ],
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const system = outside(finished.plan.system);
    return say.done({ system, count: sumOf(steps, 'deleted'), bytes: { bytes: sumOf(steps, 'bytes') } });
  },
});

const stepsOf = ({ paths }: AsideGroup): readonly Step[] =>
  [...Map.groupBy(paths, ({ host, user }) => `${host} ${user ?? ''}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        kind: 'forget-aside',
        host: first.host,
        title: say.step({ count: same.length }),
        timeoutMs: 330_000,
        onFailure: 'leave' as const,
        params: {
          paths: same.map(({ path }) => path),
          bytes: same.reduce((sum, { bytes }) => sum + bytes, 0),
          ...(first.user === undefined ? {} : { user: first.user }),
        },
      },
    ];
  });
