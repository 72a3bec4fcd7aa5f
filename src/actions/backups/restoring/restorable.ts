import type { System } from '../../inventory.ts';
import { systemName } from '../../names.ts';
import type { Backup, BackupPart } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { outside, texts } from '../../text.ts';
import { databaseFiles } from '../parts.ts';

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
  data: ['sqlite'],
  env: ['env'],
  core: ['sqlite', 'env'],
  all: ['sqlite', 'env', 'files'],
};

/** One part of a backup with where it goes, as configured now. */
export interface Returning {
  readonly part: BackupPart;
  readonly host: string;
  /** All that must be out of the way; what comes back is the first of a database, all of an archive. */
  readonly paths: readonly string[];
  readonly user?: string;
}

/** What of a backup comes back. Where it goes is what is configured now, which must be where it came from. */
export function returningOf(system: System, backup: Backup, what: What): Result<readonly Returning[]> {
  const all: Returning[] = [];
  for (const part of backup.parts.filter(({ kind }) => kindsOf[what].includes(kind))) {
    const before = part.sources.map(({ path }) => path);
    const { paths: now, user } = placeOf(system, part);
    if (now.join('\0') !== before.join('\0')) {
      const words = { part: outside(part.name), id: outside(backup.id) };
      const message = say.moved({ ...words, now: outside(now.join(' ') || '–'), before: outside(before.join(' ')) });
      return fail('stale', message, { next: [`/backup now ${system.id}`] });
    }
    const [path = ''] = now;
    all.push({
      part,
      host: backup.host,
      paths: part.kind === 'sqlite' ? databaseFiles(path) : now,
      ...(user === undefined ? {} : { user }),
    });
  }
  return all.length === 0
    ? fail('not-found', say.nothing({ system: systemName(system), id: outside(backup.id) }))
    : ok(all);
}

function placeOf(
  system: System,
  { kind, name }: BackupPart,
): { readonly paths: readonly string[]; readonly user?: string } {
  const { user, paths } =
    kind === 'sqlite' ? databasePlace(system.databases[name]) : archivePlace(system.backups?.parts[name]);
  return { paths, ...(user === undefined ? {} : { user }) };
}

const databasePlace = (database: System['databases'][string] | undefined) => ({
  paths: database === undefined ? [] : [database.path],
  user: database?.user,
});
const archivePlace = (part: NonNullable<System['backups']>['parts'][string] | undefined) =>
  part === undefined || part.kind === 'redis' ? { paths: [], user: undefined } : { paths: part.paths, user: part.user };
