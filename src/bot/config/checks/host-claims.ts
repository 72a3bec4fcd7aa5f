import { isAbsolute, normalize, relative } from 'node:path';
import { type Fault, fault, type Place } from '../fault.ts';
import { at, type Found, find, findText, type Path, type Tree, textAt } from '../tree.ts';
import type { Check } from './check.ts';

/** On one host a port, a unit and a PID file belong to one service, unless both say they are shared and mean the same one. */
export const claimedTwice: Check = (tree) => [
  ...claims(tree, 'port', 'port'),
  ...claims(tree, 'runtime.unit', 'unit'),
  ...claims(tree, 'runtime.pidFile', 'PID file'),
];

function claims(tree: Tree, field: string, what: string): readonly Fault[] {
  const owners = new Map<string, { readonly path: Path; readonly place: Place }>();
  return find(tree, `systems.*.services.*.${field}`).flatMap((found) => {
    const service = found.path.slice(0, 4);
    const host = textAt(tree, [...service, 'host']);
    if (found.tree.kind !== 'scalar' || host === undefined) return [];
    const key = `${host}\0${found.tree.value}`;
    const other = owners.get(key);
    if (other === undefined) {
      owners.set(key, { path: service, place: found.place });
      return [];
    }
    if (sameShared(tree, service, other.path)) return [];
    const message = `${what} ${found.tree.value} of ${host} already belongs to ${other.path[1]}/${other.path[3]}`;
    const where = `${other.place.file}:${other.place.line}`;
    return [
      fault(
        found.place,
        message,
        `See ${where}. One of the two is wrong, or both are the same service and shared: true.`,
      ),
    ];
  });
}

function sameShared(tree: Tree, a: Path, b: Path): boolean {
  const isShared = (path: Path): boolean => {
    const shared = at(tree, [...path, 'shared']);
    return shared?.kind === 'scalar' && shared.value === true;
  };
  const unit = textAt(tree, [...a, 'runtime', 'unit']);
  return isShared(a) && isShared(b) && unit !== undefined && unit === textAt(tree, [...b, 'runtime', 'unit']);
}

/** Everything on a local host lies in the host's folder and runs without rights of its own. */
export const insideLocalFolder: Check = (tree) =>
  find(tree, 'hosts.*').flatMap(({ path, tree: host }) => {
    const folder = textAt(host, ['folder']);
    if (textAt(host, ['transport']) !== 'local' || folder === undefined) return [];
    const on = (found: Found, keep: number): boolean =>
      textAt(tree, [...found.path.slice(0, keep), 'host']) === path[1];
    return [
      ...systemFolders(tree, String(path[1])).flatMap((each) => outsideFault(each, folder)),
      ...placed.flatMap(({ pattern, keep }) =>
        findText(tree, pattern).flatMap((each) => (on(each, keep) ? outsideFault(each, folder) : [])),
      ),
      ...findText(tree, 'systems.*.services.*.runtime.kind').flatMap((each) =>
        on(each, 4) && each.text !== 'pidfile'
          ? [
              fault(
                each.place,
                'a service on a local host must be run by pidfile',
                'Reach this machine by SSH for systemd units.',
              ),
            ]
          : [],
      ),
      ...findText(tree, 'systems.*.logs.*.journal').flatMap((each) =>
        on(each, 4)
          ? [fault(each.place, 'the journal of a local host is not read', 'Name a log file by its path.')]
          : [],
      ),
    ];
  });

/** Where paths stand, and how much of that leads to the mapping that names their host. */
const placed = [
  { pattern: 'systems.*.services.*.runtime.pidFile', keep: 4 },
  { pattern: 'systems.*.services.*.runtime.folder', keep: 4 },
  { pattern: 'systems.*.services.*.runtime.logFile', keep: 4 },
  { pattern: 'systems.*.logs.*.path', keep: 4 },
  { pattern: 'systems.*.databases.*.path', keep: 4 },
  { pattern: 'systems.*.backups.folder', keep: 3 },
  { pattern: 'systems.*.version.file', keep: 3 },
  { pattern: 'systems.*.version.git', keep: 3 },
  { pattern: 'systems.*.temporary.*.folder', keep: 4 },
] as const;

const systemFolders = (tree: Tree, host: string): readonly (Found & { readonly text: string })[] =>
  findText(tree, 'systems.*.folder').filter(({ path }) =>
    findText(tree, 'systems.*.services.*.host').some((each) => each.path[1] === path[1] && each.text === host),
  );

function outsideFault({ place, text }: Found & { readonly text: string }, folder: string): readonly Fault[] {
  if (!isAbsolute(text)) return []; // refused by the schema
  const inside = relative(folder, normalize(text));
  if (inside !== '..' && !inside.startsWith('../') && !isAbsolute(inside)) return [];
  return [fault(place, 'this lies outside the folder of its local host', `Keep it below ${folder}.`)];
}
