import type { Database } from '../../databases/engines/engine.ts';
import { databaseKinds, engineOf, holdsDatabase, isArchive } from '../../databases/engines/table.ts';
import type { System } from '../../inventory.ts';
import { systemName } from '../../names.ts';
import type { Backup, BackupPart } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { outside, texts } from '../../text.ts';

const say = texts('restorable', {
  nothing: { en: 'Backup {id} of {system} holds nothing of that kind', zh: '{system} 的备份 {id} 中没有这类内容' },
  moved: {
    en: '{part} is configured at another place than backup {id} was taken from: {now}, before {before}',
    zh: '{part} 现在的位置与备份 {id} 时不同:现在 {now},当时 {before}',
  },
});

/** `core` is what a system cannot be without: data and environment. */
export type What = 'data' | 'env' | 'core' | 'all';

const kindsOf: Readonly<Record<What, readonly BackupPart['kind'][]>> = {
  data: databaseKinds,
  env: ['env'],
  core: [...databaseKinds, 'env'],
  all: [...databaseKinds, 'env', 'files'],
};

/** One part of a backup with where it goes, as configured now. */
export interface Returning {
  readonly part: BackupPart;
  readonly host: string;
  /** What it was a copy of, and comes back as. */
  readonly paths: readonly string[];
  /** Left out: an archive. */
  readonly database?: Database;
  /** Whose the paths of an archive are, when not the login's. */
  readonly user?: string;
}

/** What of a backup comes back. Where it goes is what is configured now, which must be where it came from. */
export function returningOf(system: System, backup: Backup, what: What): Result<readonly Returning[]> {
  const all: Returning[] = [];
  for (const part of backup.parts.filter(({ kind }) => kindsOf[what].includes(kind))) {
    const before = part.sources.map(({ path }) => path);
    const { paths: now, ...place } = placeOf(system, part);
    if (now.join('\0') !== before.join('\0')) {
      const words = { part: outside(part.name), id: outside(backup.id) };
      const message = say.moved({ ...words, now: outside(now.join(' ') || '–'), before: outside(before.join(' ')) });
      return fail('stale', message, { next: [`/backup now ${system.id}`] });
    }
    all.push({ part, host: backup.host, paths: now, ...place });
  }
  return all.length === 0
    ? fail('not-found', say.nothing({ system: systemName(system), id: outside(backup.id) }))
    : ok(all);
}

function placeOf(system: System, part: BackupPart): Pick<Returning, 'paths' | 'database' | 'user'> {
  if (holdsDatabase(part)) {
    const database = system.databases[part.name];
    return database === undefined ? { paths: [] } : { paths: engineOf(database).sources(database), database };
  }
  const archive = system.backups?.parts[part.name];
  if (archive === undefined || !isArchive(archive)) return { paths: [] };
  const { paths, user } = archive;
  return { paths, ...(user === undefined ? {} : { user }) };
}
