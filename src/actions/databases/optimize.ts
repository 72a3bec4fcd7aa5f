import * as z from 'zod';
import { defineChange } from '../action.ts';
import { dotted } from '../joined.ts';
import { systemName } from '../names.ts';
import type { Guard, Step } from '../plan.ts';
import type { Block } from '../report.ts';
import { fail, ok } from '../result.ts';
import { finishedSteps, sumOf, tookMs } from '../services/finished-steps.ts';
import { bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { databasesOf } from './databases-of.ts';
import { isLost, judgeDatabase, mendingLoss } from './judge-database.ts';
import type { Database, DatabaseSeen } from './look-at-database.ts';
import { lookAtDatabases } from './look-at-databases.ts';

const say = texts('db-optimize', {
  summary: {
    en: 'Give free room of the databases back and renew their statistics: integrity first, then checkpoint, VACUUM, ANALYZE.',
    zh: '回收数据库空闲空间并更新统计信息:先检查完整性,再执行 checkpoint、VACUUM、ANALYZE。',
  },
  one: { en: 'Optimise the databases of {system}', zh: '优化 {system} 的数据库' },
  before: { en: 'check {name}: integrity and rows', zh: '检查 {name}:完整性与行数' },
  step: { en: 'checkpoint, VACUUM and ANALYZE {name}', zh: '对 {name} 执行 checkpoint、VACUUM、ANALYZE' },
  after: { en: 'check {name} again', zh: '再次检查 {name}' },
  now: { en: '{name} now', zh: '{name} 当前' },
  meanwhile: { en: 'meanwhile', zh: '期间' },
  waits: {
    en: 'services stay up; what they write waits about {took}, and fails as "database is locked" where they wait less',
    zh: '服务不停;写入会等待约 {took},等待时间更短的程序会报 “database is locked”',
  },
  room: { en: 'room', zh: '所需空间' },
  needed: { en: '{bytes} beside it while it is rebuilt', zh: '重建期间另需 {bytes}' },
  done: {
    en: '{system}: databases optimised and sound · {before} → {after} · {rows} rows · writes waited at most {took}',
    zh: '{system}:数据库已优化且完好 · {before} → {after} · {rows} 行 · 写入最多等待 {took}',
  },
});

/** A VACUUM writes all of it twice: a copy, and the log to go back by. At 20 MB/s on a slow disk. */
const msFor = (bytes: number): number => 1_000 + Math.ceil(bytes / 20_000);
const roomFor = (bytes: number): number => 2 * bytes + 16 * 1_048_576;

export const optimize = defineChange({
  name: 'db optimize',
  aliases: ['优化数据库'],
  summary: say.summary(),
  examples: ['/db optimize talentlens', '/优化数据库 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'database:optimize',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const found = databasesOf(context.inventory, input.system);
    if (!found.ok) return found;
    const { system, databases } = found.value;
    const seen: { id: string; database: Database; seen: DatabaseSeen }[] = [];
    for (const { id, database, seen: answer } of await lookAtDatabases({ databases }, 'quick', context, 20_000)) {
      if (!answer.ok) return answer;
      if (answer.value.state === 'sound') seen.push({ id, database, seen: answer.value });
      else {
        const newest = await context.backups.newestVerified(system.id);
        const { text } = judgeDatabase(id, database, answer.value, newest);
        const next = isLost(answer.value) ? mendingLoss(system.id, newest) : [`/db check ${system.id}`];
        return fail('unhealthy', text, { next });
      }
    }
    const bytes = seen.reduce((sum, each) => sum + each.seen.bytes + each.seen.walBytes, 0);
    const largest = Math.max(...seen.map((each) => each.seen.bytes + each.seen.walBytes));
    return ok({
      action: 'db optimize',
      input,
      system: system.id,
      environment: system.environment,
      planId: context.planId,
      plannedAtMs: context.now(),
      risk: 'changes',
      locks: databases.map(([id]) => ({ resource: `database:${system.id}/${id}`, mode: 'exclusive' as const })),
      guards: seen.map(
        ({ database: { host, path }, seen: { bytes: one, walBytes } }): Guard => ({
          guard: 'free-bytes',
          params: { host, path: path.slice(0, Math.max(1, path.lastIndexOf('/'))), bytes: roomFor(one + walBytes) },
        }),
      ),
      steps: seen.flatMap(({ id, database, seen: { bytes: one } }) => stepsFor(id, database, one)),
      summary: say.one({ system: systemName(system) }),
      facts: factsOf(seen, bytes, largest),
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const rebuilt = steps.filter(({ step }) => step.kind === 'optimize-database');
    // Each is checked before and after; the later one counts.
    const rows = steps.filter(({ step }, at) => step.kind === 'check-database' && at % 3 === 2);
    return say.done({
      system: outside(finished.plan.system),
      before: { bytes: sumOf(rebuilt, 'before') },
      after: { bytes: sumOf(rebuilt, 'after') },
      rows: sumOf(rows, 'rows'),
      took: { durationMs: Math.max(...rebuilt.map((step) => tookMs([step]))) },
    });
  },
});

/** What is damaged is found before it is rebuilt: a VACUUM would leave out what it cannot read. */
function stepsFor(id: string, { host, path, user }: Database, bytes: number): readonly Step[] {
  const limitMs = 60_000 + msFor(bytes);
  const step = (kind: string, title: Step['title'], params: object): Step => ({
    kind,
    host,
    title,
    timeoutMs: limitMs + 30_000,
    onFailure: 'leave',
    params: { path, ...params, limitMs },
  });
  const words = { name: outside(id) };
  return [
    step('check-database', say.before(words), { counts: {} }),
    step('optimize-database', say.step(words), user === undefined ? {} : { user }),
    step('check-database', say.after(words), { counts: {} }),
  ];
}

function factsOf(
  seen: readonly { readonly id: string; readonly database: Database; readonly seen: DatabaseSeen }[],
  bytes: number,
  largest: number,
): readonly Block[] {
  return [
    {
      type: 'facts',
      facts: [
        ...seen.map(({ id, database, seen: one }) => ({
          label: say.now({ name: outside(id) }),
          value: dotted([outside(database.path), judgeDatabase(id, database, one, undefined).text]),
        })),
        { label: say.room(), value: say.needed({ bytes: bytesText(roomFor(bytes)) }) },
        { label: say.meanwhile(), value: say.waits({ took: { durationMs: msFor(largest) } }) },
      ],
    },
  ];
}
