import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { type Fault, fault, type Place } from './fault.ts';
import type { Entry, Mapping, Tree } from './tree.ts';
import { yamlFault } from './yaml-fault.ts';

/** Counted over a whole configuration, after aliases are expanded. */
export interface Budget {
  values: number;
}

const maxDepth = 40;
/** After any other fault the parser has lost its way, and what it says of the rest is noise. */
const harmless: readonly string[] = [
  'BAD_DIRECTIVE',
  'BAD_DQ_ESCAPE',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
];
const maxFaultsPerFile = 20;

interface Walk {
  readonly file: string;
  readonly lines: LineCounter;
  readonly anchors: Map<string, ParsedNode>;
  readonly faults: Fault[];
  readonly budget: Budget;
}

export interface YamlRead {
  readonly tree: Mapping;
  readonly faults: readonly Fault[];
  /** False when the tree is not all that was written. */
  readonly readable: boolean;
}

/** Reads one YAML document whose top is a mapping. An empty document is an empty mapping. Never throws. */
export function yamlTree(text: string, file: string, budget: Budget): YamlRead {
  const lines = new LineCounter();
  const start: Place = { file, line: 1, column: 1 };
  const empty: Mapping = { kind: 'mapping', place: start, entries: new Map() };
  // Keys given twice are found below, where both places are known; `error` keeps a second document a fault.
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    uniqueKeys: false,
    version: '1.2',
  });
  const broken = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (broken.length > 0) {
    const lost = broken.findIndex(({ code }) => !harmless.includes(code));
    const told = broken.slice(0, lost === -1 ? maxFaultsPerFile : Math.min(lost + 1, maxFaultsPerFile));
    const faults = told.map((each) => yamlFault(each, placeAt(lines, file, each.pos[0])));
    return { tree: empty, faults, readable: false };
  }
  if (document.contents === null) return { tree: empty, faults: [], readable: true };
  const walk: Walk = { file, lines, anchors: new Map(), faults: [], budget };
  const tree = treeOf(walk, document.contents, 0, false);
  const readable = budget.values >= 0;
  if (tree.kind === 'mapping') return { tree, faults: walk.faults, readable };
  if (tree.kind === 'scalar' && tree.value === null) return { tree: empty, faults: walk.faults, readable };
  const message = 'this file must hold keys with values';
  const faults = [...walk.faults, fault(tree.place, message, 'Write key: value at its top.')];
  return { tree: empty, faults, readable: false };
}

function treeOf(walk: Walk, node: ParsedNode | null, depth: number, expanding: boolean): Tree {
  const place = placeAt(walk.lines, walk.file, node?.range[0] ?? 0);
  const nothing: Tree = { kind: 'scalar', place, value: null };
  if (node === null) return nothing;
  walk.budget.values -= 1;
  if (walk.budget.values < 0) {
    if (walk.budget.values === -1)
      walk.faults.push(fault(place, 'the configuration is too large', 'Aliases (*name) may repeat too much of it.'));
    return nothing;
  }
  if (depth > maxDepth) {
    walk.faults.push(fault(place, `this is nested more than ${maxDepth} deep`, 'Is an alias inside its own anchor?'));
    walk.budget.values = -1; // one fault is enough: the rest would repeat it
    return nothing;
  }
  if (isAlias(node)) {
    const target = walk.anchors.get(node.source);
    if (target !== undefined) return treeOf(walk, target, depth + 1, true);
    walk.faults.push(
      fault(place, 'this alias has no anchor before it', 'Anchors (&name) and aliases work within one file.'),
    );
    return { kind: 'scalar', place, value: '' }; // so that what the schema says of it has this place too
  }
  if (node.anchor !== undefined && !expanding) walk.anchors.set(node.anchor, node);
  if (isSeq(node)) {
    // Parsed documents hold parsed nodes only.
    const items = (node.items as ParsedNode[]).map((item) => treeOf(walk, item, depth + 1, expanding));
    return { kind: 'list', place, items };
  }
  if (isMap(node)) return { kind: 'mapping', place, entries: entriesOf(walk, node.items, depth, expanding) };
  return isScalar(node) ? { kind: 'scalar', place, value: scalarValue(node.value) } : nothing;
}

function entriesOf(
  walk: Walk,
  pairs: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  depth: number,
  expanding: boolean,
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { key, value } of pairs) {
    const keyPlace = placeAt(walk.lines, walk.file, key.range[0]);
    const name = isScalar(key) ? scalarValue(key.value) : null;
    if (name === null || name === '__proto__') {
      walk.faults.push(fault(keyPlace, 'this cannot be a key', 'Keys are plain words.'));
      continue;
    }
    const first = entries.get(String(name));
    if (first !== undefined) {
      const message = `the key "${name}" stands twice; the first is in line ${first.keyPlace.line}`;
      if (!expanding) walk.faults.push(fault(keyPlace, message, 'Keep one of them.'));
      continue;
    }
    const tree =
      value === null
        ? ({ kind: 'scalar', place: keyPlace, value: null } as const)
        : treeOf(walk, value, depth + 1, expanding);
    entries.set(String(name), { keyPlace, tree });
  }
  return entries;
}

function scalarValue(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function placeAt(lines: LineCounter, file: string, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}
