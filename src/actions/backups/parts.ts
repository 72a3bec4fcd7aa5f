import type { NewCopy, Work } from '../databases/engines/engine.ts';
import { engineOf, engineOfPart, isArchive } from '../databases/engines/table.ts';
import type { System } from '../inventory.ts';
import type { BackupPart } from '../ports.ts';
import type { Text } from '../text.ts';

/** One thing a backup is to hold, everything about it decided. */
export interface PlannedPart {
  readonly name: string;
  readonly kind: BackupPart['kind'];
  /** File name inside the backup's folder. */
  readonly file: string;
  readonly paths: readonly string[];
  /** Whom the paths belong to, when not the login. */
  readonly user?: string;
  /** How its engine copies it; left out, its paths are packed. */
  snapshot?(copy: Omit<NewCopy, 'part' | 'file'>): Work & { readonly title: Text };
}

/** In the order they are taken: databases first, from one moment as near as can be. */
export function partsOf(system: System, packing: 'zst' | 'gz'): readonly PlannedPart[] {
  const databases = Object.entries(system.databases).map(([id, database]): PlannedPart => {
    const engine = engineOf(database);
    const file = `${id}${engine.ending}`;
    return {
      name: id,
      kind: database.engine,
      file,
      paths: engine.sources(database),
      ...whose(database),
      snapshot: (copy) => engine.snapshot(database, { ...copy, part: id, file }),
    };
  });
  const rest = Object.entries(system.backups?.parts ?? {}).map(([id, part]): PlannedPart => {
    if (isArchive(part))
      return { name: id, kind: part.kind, file: `${id}.tar.${packing}`, paths: part.paths, ...whose(part) };
    const engine = engineOfPart(part);
    const file = `${id}${engine.ending}`;
    return {
      name: id,
      kind: part.kind,
      file,
      paths: [],
      snapshot: (copy) => engine.snapshot(part, { ...copy, part: id, file }),
    };
  });
  return [...databases, ...rest];
}

const whose = ({ user }: { readonly user?: string | undefined }) => (user === undefined ? {} : { user });
