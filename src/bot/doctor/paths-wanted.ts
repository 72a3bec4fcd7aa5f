import { dirname } from 'node:path';
import { engineOf } from '../../actions/databases/engines/table.ts';
import type { Service, System } from '../../actions/inventory.ts';
import type { Verdict } from '../../actions/report.ts';
import type { Subject } from './finding.ts';
import { hostsOf, type Patient } from './patient.ts';

/** A path of the host the configuration names, and what the bot must be able to do there. */
export interface PathWanted {
  readonly subject: Subject;
  readonly system: string;
  /** Where it is written: `services.llm.runtime.logFile`. */
  readonly key: string;
  readonly path: string;
  readonly is: 'file' | 'folder';
  /** `append`: write to it, or make it. */
  readonly may: 'read' | 'write' | 'append';
  /** How bad it is when it is not there, and when it may not be used. */
  readonly missing: Exclude<Verdict, 'ok'>;
  readonly denied: Exclude<Verdict, 'ok'>;
}

export function pathsWanted(patient: Patient): readonly PathWanted[] {
  const ofServices = patient.services.flatMap(ofService);
  // The log of a service may be named among the logs too: then what the service needs of it decides.
  const known = new Set(ofServices.map(({ path }) => path));
  const ofSystems = patient.systems.flatMap((system) => ofSystem(system, patient));
  return [...ofSystems.filter(({ path, is }) => is === 'folder' || !known.has(path)), ...ofServices];
}

function ofSystem(system: System, { host, services }: Patient): readonly PathWanted[] {
  const here = (key: string, path: string | undefined, more: Partial<PathWanted> = {}): PathWanted[] =>
    path === undefined
      ? []
      : [
          {
            ...{ subject: 'path', system: system.id, key, path, is: 'file', may: 'read' },
            ...{ missing: 'warning', denied: 'warning' },
            ...more,
          },
        ];
  const { logs, databases, backups, version, temporary } = system;
  const alone = new Set(hostsOf(system)).size === 1;
  return [
    // A system on several hosts may have its folder on one of them.
    ...(services.some((service) => service.system === system.id)
      ? here('folder', system.folder, { is: 'folder', missing: alone ? 'critical' : 'warning' })
      : []),
    ...Object.entries(logs).flatMap(([id, log]) =>
      log.host === host && 'path' in log ? here(`logs.${id}.path`, log.path) : [],
    ),
    ...Object.entries(databases).flatMap(([id, database]) =>
      database.host === host
        ? engineOf(database)
            .sources(database)
            .flatMap((path) => here(`databases.${id}.path`, path, { missing: 'critical' }))
        : [],
    ),
    ...(backups?.host === host ? here('backups.folder', backups.folder, { is: 'folder' }) : []),
    ...(version?.host === host
      ? [...here('version.file', version.file), ...here('version.git', version.git, { is: 'folder' })]
      : []),
    ...temporary.flatMap((each, at) =>
      each.host === host ? here(`temporary[${at + 1}].folder`, each.folder, { is: 'folder', may: 'write' }) : [],
    ),
  ];
}

/** What a service run by a PID file needs of the user that starts and stops it: no sudo, only its own files. */
function ofService({ id, system, runtime }: Service): readonly PathWanted[] {
  if (runtime.kind !== 'pidfile') return [];
  const critical = { subject: 'pidfile', system, missing: 'critical', denied: 'critical' } as const;
  const key = `services.${id}.runtime`;
  return [
    { ...critical, key: `${key}.folder`, path: runtime.folder, is: 'folder', may: 'read' },
    { ...critical, key: `${key}.pidFile`, path: dirname(runtime.pidFile), is: 'folder', may: 'write' },
    { ...critical, key: `${key}.logFile`, path: runtime.logFile, is: 'file', may: 'append' },
  ];
}
