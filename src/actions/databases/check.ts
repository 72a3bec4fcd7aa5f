import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import { environmentName, systemName, verdictName } from '../names.ts';
import { worst } from '../report.ts';
import { ok } from '../result.ts';
import { texts } from '../text.ts';
import { name } from '../values.ts';
import { databasesOf } from './databases-of.ts';
import { isLost, mendingLoss, rowsIn } from './judge-database.ts';
import { findingOf, lookAtDatabases } from './look-at-databases.ts';

const say = texts('db-check', {
  summary: {
    en: 'Read the databases of a system whole: integrity, foreign keys, log and free pages. A damaged one names the backup to go back to.',
    zh: '完整检查系统的数据库:完整性、外键、预写日志和空闲页;损坏时给出可恢复的备份。',
  },
  well: {
    en: '{count, plural, one {the database is} other {all # databases are}} sound · {rows} rows',
    zh: '{count} 个数据库完好 · {rows} 行',
  },
});

/** 50 s read about 10 GB; what takes longer is called unknown, never sound. */
const limitMs = 50_000;

export const check = defineQuery({
  name: 'db check',
  aliases: ['检查数据库'],
  summary: say.summary(),
  examples: ['/db check talentlens', '/检查数据库 教学'],
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
    const looked = await lookAtDatabases({ databases }, 'full', context, limitMs);
    const seen = looked.flatMap((each) => (each.seen.ok ? [each.seen.value] : []));
    const lost = seen.some(isLost);
    const rows = seen.reduce((sum, each) => sum + rowsIn(each.rows), 0);
    const findings = looked.map((each) => findingOf(each, newest));
    const verdict = worst(findings.map(({ mark }) => mark));
    return ok({
      verdict,
      headline: dotted([
        systemName(system),
        verdict === 'ok' ? say.well({ count: databases.length, rows }) : verdictName(verdict),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }],
      next: lost
        ? mendingLoss(system.id, newest)
        : verdict === 'warning'
          ? [`/db optimize ${system.id}`, `/db size ${system.id}`]
          : verdict === 'unknown'
            ? [`/db check ${system.id}`, `/status ${system.id}`]
            : [`/db size ${system.id}`],
    });
  },
});
