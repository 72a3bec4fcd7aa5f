import type { System } from '../inventory.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import type { Inventory } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { texts } from '../text.ts';

const say = texts('databases-of', {
  none: { en: '{system} has no database', zh: '{system} 没有数据库' },
});

export interface DatabasesOf {
  readonly system: System;
  readonly databases: readonly (readonly [id: string, database: System['databases'][string]])[];
}

/** The databases of a system, at least one. */
export function databasesOf(inventory: Inventory, id: string): Result<DatabasesOf> {
  const found = systemNamed(inventory, id);
  if (!found.ok) return found;
  const system = found.value;
  const databases = Object.entries(system.databases);
  return databases.length === 0
    ? fail('not-found', say.none({ system: systemName(system) }))
    : ok({ system, databases });
}
