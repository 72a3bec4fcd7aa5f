import { type Fault, fault } from '../fault.ts';
import { suggestion } from '../suggestion.ts';
import { findText, keysAt, type Path, type Tree } from '../tree.ts';
import type { Check } from './check.ts';

interface Reference {
  readonly what: string;
  readonly patterns: readonly string[];
  known(tree: Tree, path: Path): readonly string[];
}

const serviceNames = (tree: Tree): readonly string[] => [
  ...new Set(keysAt(tree, ['systems']).flatMap((system) => keysAt(tree, ['systems', system, 'services']))),
];

const references: readonly Reference[] = [
  {
    what: 'role',
    patterns: ['machines.*.*'],
    known: (tree) => keysAt(tree, ['roles']),
  },
  {
    what: 'system',
    patterns: ['channels.*.system', 'grants.*.input.system.*'],
    known: (tree) => keysAt(tree, ['systems']),
  },
  {
    what: 'host',
    patterns: [
      'systems.*.services.*.host',
      'systems.*.logs.*.host',
      'systems.*.databases.*.host',
      'systems.*.backups.host',
      'systems.*.backups.copyTo.*.host',
      'systems.*.version.host',
      'systems.*.temporary.*.host',
      'systems.*.tokens.*.host',
    ],
    known: (tree) => keysAt(tree, ['hosts']),
  },
  { what: 'service', patterns: ['grants.*.input.service.*'], known: serviceNames },
  {
    what: 'service of this system',
    patterns: ['systems.*.services.*.needs.*', 'systems.*.tokens.*.services.*'],
    known: (tree, [, system = '']) => keysAt(tree, ['systems', system, 'services']),
  },
];

/** Every name that stands for something else must be the name of something. People and grants: see `policy.ts`. */
export const unknownReferences: Check = (tree) =>
  references.flatMap(({ what, patterns, known }) =>
    patterns
      .flatMap((pattern) => findText(tree, pattern))
      .flatMap(({ text, path, place }): readonly Fault[] => {
        const names = known(tree, path);
        if (names.includes(text)) return [];
        return [fault(place, `there is no ${what} "${text}"`, suggestion(text, names, what))];
      }),
  );
