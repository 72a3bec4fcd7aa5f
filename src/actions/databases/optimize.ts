import * as z from 'zod';
import { defineChange } from '../action.ts';
import { roomFor, spareBytes } from '../guards-for.ts';
import { dotted } from '../joined.ts';
import { systemName } from '../names.ts';
import { folderOf } from '../paths.ts';
import type { Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import type { Block } from '../report.ts';
import { fail } from '../result.ts';
import { finishedSteps, sumOf, tookMs } from '../services/finished-steps.ts';
import { bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { databasesOf } from './databases-of.ts';
import type { Database, DatabaseSeen, Work } from './engines/engine.ts';
import { engineOf, isCheck, isOptimizing } from './engines/table.ts';
import { isLost, judgeDatabase, mendingLoss } from './judge-database.ts';
import { lookAtDatabases } from './look-at-databases.ts';

const say = texts('db-optimize', {
  summary: {
    en: 'Give free room of the databases back and renew their statistics: integrity first, then checkpoint, VACUUM, ANALYZE.',
    zh: '回收数据库空闲空间并更新统计信息:先检查完整性,再执行 checkpoint、VACUUM、ANALYZE。',
  },
  one: { en: 'Optimise the databases of {system}', zh: '优化 {system} 的数据库' },
  before: { en: 'check {name}: integrity and rows', zh: '检查 {name}:完整性与行数' },
  after: { en: 'check {name} again', zh: '再次检查 {name}' },
  now: { en: '{name} now', zh: '{name} 当前' },
  meanwhile: { en: 'meanwhile', zh: '期间' },
  room: { en: 'room', zh: '所需空间' },
  needed: { en: '{bytes} beside it while it is rebuilt', zh: '重建期间另需 {bytes}' },
  done: {
    en: '{system}: databases optimised and sound · {before} → {after} · {rows} rows · writes waited at most {took}',
    zh: '{system}:数据库已优化且完好 · {before} → {after} · {rows} 行 · 写入最多等待 {took}',
  },
});

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
    const seen: Sound[] = [];
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
    return planFor(system, context, {
      action: 'db optimize',
      input,
      risk: 'changes',
      locks: databases.map(([id]) => exclusive(`database:${system.id}/${id}`)),
      guards: seen.flatMap(({ database, seen: one }) => {
        const engine = engineOf(database);
        const beside = engine.optimizing.besideFor(bytesOf(one));
        return engine.sources(database).map((path) => roomFor(database.host, folderOf(path), beside));
      }),
      steps: seen.flatMap(({ id, database, seen: { bytes: one } }) => stepsFor(id, database, one)),
      summary: say.one({ system: systemName(system) }),
      facts: factsOf(seen),
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const rebuilt = steps.filter(({ step }) => isOptimizing(step));
    // Each is checked before and after; the later one counts.
    const rows = steps.filter(({ step }, at) => isCheck(step) && at % 3 === 2);
    return say.done({
      system: outside(finished.plan.system),
      before: { bytes: sumOf(rebuilt, 'before') },
      after: { bytes: sumOf(rebuilt, 'after') },
      rows: sumOf(rows, 'rows'),
      took: { durationMs: Math.max(...rebuilt.map((step) => tookMs([step]))) },
    });
  },
});

/** What is damaged is found before it is rebuilt, which would leave out what cannot be read. */
function stepsFor(id: string, database: Database, bytes: number): readonly Step[] {
  const { check, optimizing } = engineOf(database);
  const limitMs = 60_000 + optimizing.msFor(bytes);
  const step = (title: Step['title'], { kind, params }: Work): Step => ({
    kind,
    host: database.host,
    title,
    timeoutMs: limitMs + 30_000,
    onFailure: 'leave',
    params,
  });
  const words = { name: outside(id) };
  const checked = check(database, { counts: {}, limitMs });
  return [
    step(say.before(words), checked),
    step(optimizing.title(words), optimizing.work(database, limitMs)),
    step(say.after(words), checked),
  ];
}

interface Sound {
  readonly id: string;
  readonly database: Database;
  readonly seen: DatabaseSeen;
}

const bytesOf = ({ bytes, walBytes }: DatabaseSeen): number => bytes + walBytes;

function factsOf(all: readonly Sound[]): readonly Block[] {
  return [
    {
      type: 'facts',
      facts: [
        ...all.map(({ id, database, seen }) => ({
          label: say.now({ name: outside(id) }),
          value: dotted([
            outside(engineOf(database).sources(database).join(' ')),
            judgeDatabase(id, database, seen, undefined).text,
          ]),
        })),
        ...[...Map.groupBy(all, ({ database }) => engineOf(database))].flatMap(([{ optimizing }, own]) => {
          const each = own.map(({ seen }) => bytesOf(seen));
          const room = optimizing.besideFor(each.reduce((sum, bytes) => sum + bytes, 0)) + spareBytes;
          const took = { durationMs: optimizing.msFor(Math.max(...each)) };
          return [
            { label: say.room(), value: say.needed({ bytes: bytesText(room) }) },
            { label: say.meanwhile(), value: optimizing.meanwhile({ took }) },
          ];
        }),
      ],
    },
  ];
}
