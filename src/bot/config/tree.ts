import type { Place } from './fault.ts';

/** A configuration as it is written, every value with its place. The loader's checks read this, so that they work beside other faults. */
export type Tree = Scalar | List | Mapping;

export interface Scalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
}
export interface List {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}
export interface Mapping {
  readonly kind: 'mapping';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}
export interface Entry {
  readonly keyPlace: Place;
  readonly tree: Tree;
}

export type Path = readonly (string | number)[];

export interface Found {
  readonly path: Path;
  readonly place: Place;
  /** Where its key stands; its own place in a list. */
  readonly keyPlace: Place;
  readonly tree: Tree;
}

/** The node at a path, or undefined. */
export function at(root: Tree, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>((tree, key) => child(tree, key)?.tree, root);
}

/** Every node a pattern reaches, in the order written. `*` stands for any key or item. */
export function find(root: Tree, pattern: string): readonly Found[] {
  const start: Found = { path: [], place: root.place, keyPlace: root.place, tree: root };
  return pattern.split('.').reduce<readonly Found[]>((found, key) => found.flatMap((each) => step(each, key)), [start]);
}

/** Like `find`, only text. */
export const findText = (root: Tree, pattern: string): readonly (Found & { readonly text: string })[] =>
  find(root, pattern).flatMap((found) =>
    found.tree.kind === 'scalar' && typeof found.tree.value === 'string' ? [{ ...found, text: found.tree.value }] : [],
  );

/** Keys of the mapping at a path; none when there is no mapping. */
export function keysAt(root: Tree, path: Path): readonly string[] {
  const tree = at(root, path);
  return tree?.kind === 'mapping' ? [...tree.entries.keys()] : [];
}

/** The text at a path, or undefined. */
export function textAt(root: Tree, path: Path): string | undefined {
  const tree = at(root, path);
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}

/** Where to point at for a path: the value, or the key of the nearest thing around it that is there. */
export function placeOf(root: Tree, path: Path): Place {
  let place = root.place;
  let tree: Tree | undefined = root;
  for (const key of path) {
    const next = child(tree, key);
    if (next === undefined) return place;
    tree = next.tree;
    place = next.keyPlace;
  }
  return tree.kind === 'scalar' && tree.value === null ? place : tree.place;
}

export const keyPlaceOf = (root: Tree, path: Path): Place => {
  const key = path.at(-1);
  const parent = at(root, path.slice(0, -1));
  return (key === undefined ? undefined : child(parent, key)?.keyPlace) ?? placeOf(root, path);
};

/** A copy with every text passed through `change`; what it returns stands in its place. */
export function mapText(
  tree: Tree,
  change: (text: string, path: Path, place: Place) => Scalar['value'],
  path: Path = [],
): Tree {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'string' ? { ...tree, value: change(tree.value, path, tree.place) } : tree;
    case 'list':
      return { ...tree, items: tree.items.map((item, index) => mapText(item, change, [...path, index])) };
    case 'mapping':
      return {
        ...tree,
        entries: new Map(
          [...tree.entries].map(([key, entry]) => [
            key,
            { ...entry, tree: mapText(entry.tree, change, [...path, key]) },
          ]),
        ),
      };
  }
}

/** The bare values, for a schema. */
export function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plain);
    case 'mapping':
      return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plain(entry.tree)]));
  }
}

function child(tree: Tree | undefined, key: string | number): Entry | undefined {
  if (tree?.kind === 'mapping') return tree.entries.get(String(key));
  const item = tree?.kind === 'list' ? tree.items[Number(key)] : undefined;
  return item === undefined ? undefined : { keyPlace: item.place, tree: item };
}

function step(from: Found, key: string): readonly Found[] {
  const { tree } = from;
  const keys =
    key !== '*'
      ? [key]
      : tree.kind === 'mapping'
        ? [...tree.entries.keys()]
        : tree.kind === 'list'
          ? tree.items.map((_, index) => index)
          : [];
  return keys.flatMap((each) => {
    const next = child(tree, each);
    return next === undefined
      ? []
      : [{ path: [...from.path, each], place: next.tree.place, keyPlace: next.keyPlace, tree: next.tree }];
  });
}
