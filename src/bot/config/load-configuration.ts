import { resolve } from 'node:path';
import { checks } from './checks/all.ts';
import type { Known } from './checks/check.ts';
import { missingFiles, stateInsideConfiguration } from './checks/folders.ts';
import type { Loaded } from './configuration.ts';
import { configurationFiles } from './configuration-files.ts';
import { configurationSpec } from './configuration-spec.ts';
import { explainIssue } from './explain-issue.ts';
import { type Fault, placeKey, sortFaults } from './fault.ts';
import { type Environment, interpolate, replaceVariables, stateVariable } from './interpolation.ts';
import { mergedTree } from './merged-tree.ts';
import { resolved } from './resolved.ts';
import { scheduleFaults } from './schedule-faults.ts';
import { readSecrets } from './secret.ts';
import { at, type Path, plain, type Tree, textAt } from './tree.ts';

/**
 * Reads the configuration in a folder, or names everything that is wrong with it, all at once. Never throws for what
 * stands in the files. Relative paths start at the folder, `state.dir` at the current one. While a file cannot be read at
 * all, what depends on several files is not judged: it would only repeat that one fault.
 */
export function loadConfiguration(dir: string, env: Environment, known: Known): Loaded {
  const { files, version, faults: unread } = configurationFiles(dir);
  const merged = mergedTree(files, dir);
  const isWhole = merged.isWhole && unread.length === 0;
  const variables = { ...env, [stateVariable]: stateFolder(merged.tree, env) };
  const { tree, faults: unreplaced } = interpolate(merged.tree, variables, resolve(dir));
  const parsed = configurationSpec.safeParse(plain(tree));
  const issues = parsed.success
    ? []
    : parsed.error.issues.filter(
        (each) => isWhole || !isMissingAtTop(tree, each.path as Path /* no symbol comes out of YAML */),
      );
  const secrets = readSecrets(tree, env, dir);
  const earlier = [...unread, ...merged.faults, ...unreplaced];
  const told = new Set(earlier.map(placeKey));
  const faults: readonly Fault[] = [
    ...earlier,
    ...[
      ...issues.flatMap((each) => explainIssue(tree, each)),
      ...secrets.faults,
      ...missingFiles(tree),
      ...stateInsideConfiguration(tree, dir),
      ...(isWhole ? checks.flatMap((check) => check(tree, known)) : []),
    ].filter((each) => !told.has(placeKey(each))),
  ];
  if (!parsed.success || faults.length > 0) return { ok: false, faults: sortFaults(faults) };
  const configuration = resolved(parsed.data, { version, secrets });
  const { commands } = known;
  const unrunnable = commands === undefined ? [] : scheduleFaults(configuration.settings, commands, tree);
  if (unrunnable.length > 0) return { ok: false, faults: sortFaults(unrunnable) };
  return { ok: true, configuration };
}

/** It may stand in the file that could not be read. */
const isMissingAtTop = (tree: Tree, path: Path): boolean => path.length === 1 && at(tree, path) === undefined;

/** Absolute. Where there is none, its own fault says so, and paths below it are to say nothing more. */
function stateFolder(tree: Tree, env: Environment): string {
  const written = replaceVariables(textAt(tree, ['state', 'dir']) ?? '/', env);
  return resolve(written.text ?? '/');
}
