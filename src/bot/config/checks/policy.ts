import type * as z from 'zod';
import { type Grant, grantSpec, personSpec } from '../../../auth/policy.ts';
import { type PolicyFault, policyFaults } from '../../../auth/policy-faults.ts';
import { fault } from '../fault.ts';
import { matches } from '../interpolation.ts';
import { suggestion } from '../suggestion.ts';
import { find, keysAt, type Path, placeOf, plain, type Tree, textAt } from '../tree.ts';
import type { Check } from './check.ts';

/** The policy's own rules, over the people and grants that could be read; the schema speaks of the others. */
export const policyRules: Check = (tree, { permissions }) => {
  const { grants, indexes } = readGrants(tree);
  const people = Object.fromEntries(readable(tree, 'people', personSpec));
  const roles = Object.fromEntries(keysAt(tree, ['roles']).map((role) => [role, { title: '' }]));
  const known = { permissions, systems: keysAt(tree, ['systems']) };
  return policyFaults({ people, roles, grants }, known).map((found) => {
    const path =
      found.path[0] === 'grants' ? ['grants', indexes[Number(found.path[1])] ?? 0, ...found.path.slice(2)] : found.path;
    return fault(placeOf(tree, path), found.fault, hintFor(tree, path, found, permissions));
  });
};

/** An empty list is not the same as none: it would mean nowhere. */
export const grantsNowhere: Check = (tree) =>
  ['systems', 'environments'].flatMap((key) =>
    find(tree, `grants.*.${key}`).flatMap(({ tree: where, place }) =>
      where.kind === 'list' && where.items.length === 0
        ? [fault(place, `this grant holds in no ${key.slice(0, -1)}`, 'Leave the key out to mean everywhere.')]
        : [],
    ),
  );

function readGrants(tree: Tree): { readonly grants: Grant[]; readonly indexes: readonly number[] } {
  const read = readable(tree, 'grants', grantSpec);
  return { grants: read.map(([, grant]) => grant), indexes: read.map(([index]) => Number(index)) };
}

function readable<S extends z.ZodType>(tree: Tree, key: string, spec: S): readonly [string, z.output<S>][] {
  return find(tree, `${key}.*`).flatMap(({ path, tree: own }): [string, z.output<S>][] => {
    const parsed = spec.safeParse(plain(own));
    return parsed.success ? [[String(path[1]), parsed.data]] : [];
  });
}

function hintFor(tree: Tree, path: Path, found: PolicyFault, permissions: readonly string[]): string {
  const typed = textAt(tree, path) ?? '';
  if (matches(['people.*.roles.*', 'grants.*.role'], path)) return suggestion(typed, keysAt(tree, ['roles']), 'role');
  if (matches(['grants.*.systems.*'], path)) return suggestion(typed, keysAt(tree, ['systems']), 'system');
  if (matches(['grants.*.may.*', 'grants.*.approve.*', 'grants.*.breakGlass.*', 'grants.*.unattended.*'], path))
    return suggestion(typed, patternsOver(permissions), 'permission');
  return `${found.hint[0]?.toUpperCase()}${found.hint.slice(1)}.`;
}

const patternsOver = (permissions: readonly string[]): readonly string[] => [
  ...new Set([
    ...permissions,
    ...permissions.flatMap((each) => [`${each.split(':')[0]}:*`, `*:${each.split(':')[1]}`]),
  ]),
];
