import type { Timeline } from '../../handlers/store/timeline.ts';
import type { ChainRow } from './audit-chain.ts';
import { auditRow } from './audit-log.ts';
import type { Connection } from './database.ts';
import { runsWhere } from './run-rows.ts';
import { read } from './write.ts';

const mostListed = 1_000;

export function sqliteTimeline(reads: Connection): Timeline {
  return {
    between: ({ sinceMs, untilMs, events, commands, systems, limit }) =>
      read(reads, (connection) => {
        const most = Math.min(limit, mostListed);
        const ofSystems = systems === undefined ? null : JSON.stringify(systems);
        const rows = connection
          .sql<ChainRow>(
            `SELECT seq, entry, mac FROM audit
             WHERE at_ms >= ?1 AND at_ms <= ?2 AND (?3 IS NULL OR system IN (SELECT value FROM json_each(?3)))
               AND (json_extract(entry, '$.event') IN (SELECT value FROM json_each(?4))
                 OR json_extract(entry, '$.event') = 'command.closed'
                   AND json_extract(entry, '$.action') IN (SELECT value FROM json_each(?6)))
             ORDER BY at_ms DESC, seq DESC LIMIT ?5`,
          )
          .all({
            1: sinceMs,
            2: untilMs,
            3: ofSystems,
            4: JSON.stringify(events),
            5: most,
            6: JSON.stringify(commands),
          })
          .map(auditRow);
        const runs = runsWhere(
          connection,
          `started_at_ms <= ? AND coalesce(finished_at_ms, ?) >= ? AND (? IS NULL OR system IN (SELECT value FROM json_each(?)))
           ORDER BY run_id DESC LIMIT ?`,
          untilMs,
          untilMs,
          sinceMs,
          ofSystems,
          ofSystems,
          most,
        );
        return { rows, runs };
      }),
  };
}
