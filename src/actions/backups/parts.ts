import type { System } from '../inventory.ts';
import type { Argv, BackupPart } from '../ports.ts';

/** One thing a backup is to hold, everything about it decided. */
export interface PlannedPart {
  readonly name: string;
  readonly kind: BackupPart['kind'];
  /** File name inside the backup's folder. */
  readonly file: string;
  readonly paths: readonly string[];
  /** Whom the paths belong to, when not the login. */
  readonly user?: string;
  /** Of a Redis. */
  readonly port?: number;
}

/** In the order they are taken: databases first, from one moment as near as can be. */
export function partsOf(system: System, packing: 'zst' | 'gz'): readonly PlannedPart[] {
  const databases = Object.entries(system.databases).map(
    ([id, { path, user }]): PlannedPart => ({
      name: id,
      kind: 'sqlite',
      file: `${id}.db`,
      paths: [path],
      ...(user === undefined ? {} : { user }),
    }),
  );
  const rest = Object.entries(system.backups?.parts ?? {}).map(([id, part]): PlannedPart => {
    if (part.kind === 'redis') return { name: id, kind: 'redis', file: `${id}.rdb`, paths: [], port: part.port };
    const { kind, paths, user } = part;
    return { name: id, kind, file: `${id}.tar.${packing}`, paths, ...(user === undefined ? {} : { user }) };
  });
  return [...databases, ...rest];
}

/** A SQLite database is up to four files: one left behind would be mixed with another's. */
export const databaseFiles = (path: string): readonly string[] =>
  ['', '-wal', '-shm', '-journal'].map((suffix) => `${path}${suffix}`);

const members = (paths: readonly string[]): readonly string[] => paths.map((path) => path.slice(1));

/** Packs to stdout; paths are named from the root. */
export const packArgv = (paths: readonly string[]): Argv => [
  '/usr/bin/tar',
  '--create',
  '--file=-',
  '--directory=/',
  '--',
  ...members(paths),
];

/** The same as one's own user: by whole paths, of which tar leaves the leading slash away, so that a confined host sees them. */
export const packOwnArgv = (paths: readonly string[]): Argv => ['/usr/bin/tar', '--create', '--file=-', '--', ...paths];

/** Unpacks these paths and nothing else from stdin, with their modes, as whoever runs it. */
export const unpackArgv = (paths: readonly string[]): Argv => [
  '/usr/bin/tar',
  '--extract',
  '--file=-',
  '--directory=/',
  '--same-permissions',
  '--no-same-owner',
  '--',
  ...members(paths),
];

/** The same as one's own user, run at the root. */
export const unpackOwnArgv = (paths: readonly string[]): Argv => [
  '/usr/bin/tar',
  '--extract',
  '--file=-',
  '--same-permissions',
  '--no-same-owner',
  '--',
  ...members(paths),
];
