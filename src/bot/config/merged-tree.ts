import type { ConfigurationFile } from './configuration-files.ts';
import { type Fault, fault, type Place } from './fault.ts';
import type { Entry, Mapping } from './tree.ts';
import { type Budget, yamlTree } from './yaml-tree.ts';

/** Values a whole configuration may have, aliases expanded; a hundred systems need about ten thousand. */
const maxValues = 20_000;

/** All files as one tree: top-level keys side by side, each file of `systems/` under its name there. */
export function mergedTree(
  files: readonly ConfigurationFile[],
  dir: string,
): { readonly tree: Mapping; readonly faults: readonly Fault[]; readonly isWhole: boolean } {
  const budget: Budget = { values: maxValues };
  const faults: Fault[] = [];
  const top = new Map<string, Entry>();
  const systems = new Map<string, Entry>();
  const start: Place = { file: dir, line: 1, column: 1 };
  let isWhole = true;
  for (const { file, system, text } of files) {
    const read = yamlTree(text, file, budget);
    faults.push(...read.faults);
    isWhole &&= read.readable;
    if (system !== undefined) {
      if (read.readable) systems.set(system, { keyPlace: read.tree.place, tree: read.tree });
      continue;
    }
    for (const [key, entry] of read.tree.entries) {
      const first = top.get(key);
      if (first === undefined) top.set(key, entry);
      else faults.push(twice(key, entry, first));
    }
  }
  const written = top.get('systems');
  if (written !== undefined)
    faults.push(fault(written.keyPlace, 'systems are not written here', 'One file each: systems/NAME.yaml.'));
  top.set('systems', { keyPlace: start, tree: { kind: 'mapping', place: start, entries: systems } });
  return { tree: { kind: 'mapping', place: start, entries: top }, faults, isWhole };
}

const twice = (key: string, entry: Entry, first: Entry): Fault =>
  fault(
    entry.keyPlace,
    `the key "${key}" already stands in ${first.keyPlace.file}:${first.keyPlace.line}`,
    'Keep all of one key in one file.',
  );
