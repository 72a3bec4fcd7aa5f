import type { System } from '../../inventory.ts';
import type { Step } from '../../plan.ts';
import type { BackupPart } from '../../ports.ts';
import type { Database, DatabaseEngine, Engine } from './engine.ts';
import { redis } from './redis/redis.ts';
import { sqlite } from './sqlite/sqlite.ts';

/** Engines of what stands under `databases`; a new one is its folder, a line here and its spec in the inventory. */
const ofDatabases = { sqlite } satisfies Record<Database['engine'], DatabaseEngine>;
/** Engines of what stands under `backups.parts`, by its kind. */
const ofParts = { redis };

const engines = { ...ofDatabases, ...ofParts };
/** They are the kinds of parts of a backup too. */
export type EngineKind = keyof typeof engines;
export const engineKinds = Object.keys(engines) as readonly EngineKind[]; // it has no other keys

export const engineSteps = Object.values(engines).flatMap(({ steps }) => steps);

export const engineOf = ({ engine }: Pick<Database, 'engine'>): DatabaseEngine => ofDatabases[engine];

type PartSpec = NonNullable<System['backups']>['parts'][string];
type ArchiveSpec = Extract<PartSpec, { readonly kind: 'env' | 'files' | 'logs' }>;

export const engineOfPart = ({ kind }: Exclude<PartSpec, ArchiveSpec>): Engine<Exclude<PartSpec, ArchiveSpec>> =>
  ofParts[kind];

/** Of a copy in a backup; undefined: an archive. */
export const engineOfCopy = ({ kind }: Pick<BackupPart, 'kind'>) =>
  kind === 'env' || kind === 'files' || kind === 'logs' ? undefined : engines[kind];

export const isArchive = (part: PartSpec): part is ArchiveSpec => engineOfCopy(part) === undefined;

/** Whether a copy is one of a database: it has rows, and is put back as data. */
export const holdsDatabase = ({ kind }: Pick<BackupPart, 'kind'>): boolean => Object.hasOwn(ofDatabases, kind);
export const databaseKinds = Object.keys(ofDatabases) as readonly Database['engine'][]; // it has no other keys

/** The steps that read a database whole, and those that gave its room back. */
export const isCheck = ({ kind }: Pick<Step, 'kind'>): boolean =>
  Object.values(ofDatabases).some(({ checkKind }) => checkKind === kind);
export const isOptimizing = ({ kind }: Pick<Step, 'kind'>): boolean =>
  Object.values(ofDatabases).some(({ optimizing }) => optimizing.kind === kind);
