import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import { systemName } from '../names.ts';
import { type Block, worst } from '../report.ts';
import { ok } from '../result.ts';
import { bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { databasesOf } from './databases-of.ts';
import type { DatabaseSeen } from './engines/engine.ts';
import { findingOf, lookAtDatabases } from './look-at-databases.ts';

const say = texts('db-size', {
  summary: {
    en: 'How large the databases of a system are: file, log, free pages, and each table with its rows.',
    zh: '查看系统数据库的大小:文件、预写日志、空闲页,以及各表的行数和占用。',
  },
  total: { en: '{bytes} in {count, plural, one {# database} other {# databases}}', zh: '{count} 个数据库共 {bytes}' },
  table: { en: 'table', zh: '表' },
  rows: { en: 'rows', zh: '行数' },
  size: { en: 'with its indexes', zh: '含索引大小' },
  number: { en: '{count}', zh: '{count}' },
});

const shown = 20;

export const size = defineQuery({
  name: 'db size',
  aliases: ['数据库大小'],
  summary: say.summary(),
  examples: ['/db size talentlens', '/数据库大小 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'database:read',
  everySystem: false,
  timeoutMs: 58_000,
  async report(input, context) {
    const found = databasesOf(context.inventory, input.system);
    if (!found.ok) return found;
    const { system, databases } = found.value;
    const newest = await context.backups.newestVerified(system.id);
    const looked = await lookAtDatabases({ databases }, 'sizes', context, 50_000);
    const seen = looked.flatMap((each) => (each.seen.ok ? [each.seen.value] : []));
    const bytes = seen.reduce((sum, each) => sum + each.bytes + each.walBytes, 0);
    const findings = looked.map((each) => findingOf(each, newest));
    const tables = seen.filter(({ rows }) => Object.keys(rows).length > 0).map(tableOf);
    return ok({
      verdict: worst(findings.map(({ mark }) => mark)),
      headline: dotted([systemName(system), say.total({ bytes: bytesText(bytes), count: databases.length })]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }, ...tables],
      next: [`/db check ${system.id}`, `/db optimize ${system.id}`],
    });
  },
});

/** The largest first. */
function tableOf({ rows, tableBytes }: DatabaseSeen): Block {
  const sizeOf = (table: string): number => tableBytes[table] ?? 0;
  const all = Object.entries(rows).toSorted(([a, x], [b, y]) => sizeOf(b) - sizeOf(a) || y - x);
  return {
    type: 'table',
    columns: [say.table(), say.rows(), say.size()],
    rows: all
      .slice(0, shown)
      .map(([table, count]) => [
        outside(table),
        say.number({ count }),
        tableBytes[table] === undefined ? outside('–') : bytesText(sizeOf(table)),
      ]),
  };
}
