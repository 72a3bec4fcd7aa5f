import type { SourceFile } from './source-file.ts';

/** Files that import each other in a ring when the program runs, each ring once: `a.ts → b.ts → a.ts`. */
export function fileCycles(files: readonly SourceFile[]): readonly string[] {
  return cycles(
    new Map(
      files.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target)]),
    ),
  );
}

/** The great folders under `src` that import each other in a ring, types too. */
export function folderCycles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const from = folderOf(path);
    const known = edges.get(from) ?? new Set<string>();
    edges.set(from, known);
    for (const { target } of imports)
      if (target.startsWith('src/') && folderOf(target) !== from) known.add(folderOf(target));
  }
  return cycles(new Map([...edges].map(([folder, known]) => [folder, [...known]])));
}

/** Rooms below one folder that import each other when the program runs, each pair once: `gate ↔ runs`. */
export function roomPairs(files: readonly SourceFile[], folder: string): readonly string[] {
  const roomOf = (path: string): string | undefined => {
    const [room, file] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [];
    return file === undefined ? undefined : room;
  };
  const arrows = new Set(
    files.flatMap(({ path, imports }) => {
      const from = roomOf(path);
      const rooms = imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => roomOf(target));
      return rooms.flatMap((to) => (from === undefined || to === undefined || from === to ? [] : [`${from} ↔ ${to}`]));
    }),
  );
  const turned = (arrow: string): string => arrow.split(' ↔ ').toReversed().join(' ↔ ');
  return [...arrows]
    .filter((arrow) => arrow < turned(arrow) && arrows.has(turned(arrow)))
    .toSorted((a, b) => a.localeCompare(b));
}

const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

function cycles(edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): void => {
    const at = trail.indexOf(node);
    if (at >= 0) {
      const ring = trail.slice(at);
      const first = ring.indexOf([...ring].sort()[0] ?? '');
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      found.add([...turned, turned[0]].join(' → '));
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return [...found].sort();
}
