import type { System } from '../inventory.ts';
import { systemName } from '../names.ts';
import type { Inventory } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';

const say = texts('databases-of', {
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  none: { en: '{system} has no database', zh: '{system} 没有数据库' },
});

export interface DatabasesOf {
  readonly system: System;
  readonly databases: readonly (readonly [id: string, database: System['databases'][string]])[];
}

/** The databases of a system, at least one. */
export function databasesOf(inventory: Inventory, id: string): Result<DatabasesOf> {
  const system = inventory.system(id);
  if (system === undefined) return fail('not-found', say.noSystem({ system: outside(id) }));
  const databases = Object.entries(system.databases);
  return databases.length === 0
    ? fail('not-found', say.none({ system: systemName(system) }))
    : ok({ system, databases });
}
