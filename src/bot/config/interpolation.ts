import { resolve } from 'node:path';
import { type Fault, fault } from './fault.ts';
import { suggestion } from './suggestion.ts';
import { mapText, type Path, type Tree } from './tree.ts';

/** Where `${NAME}` and `${NAME:-default}` are replaced; anywhere else they are a fault. `$${` is a plain `${`. */
export const interpolated = [
  'state.dir',
  'audit.key.file',
  'web.listen',
  'web.publicUrl',
  'hosts.*.address',
  'hosts.*.port',
  'hosts.*.user',
  'hosts.*.folder',
  'hosts.*.key.file',
  'hosts.*.hostKeys.knownHostsFile',
  'systems.*.folder',
  'systems.*.services.*.port',
  'systems.*.services.*.health.url',
  'systems.*.services.*.runtime.pidFile',
  'systems.*.services.*.runtime.folder',
  'systems.*.services.*.runtime.logFile',
  'systems.*.services.*.runtime.command.*',
  'systems.*.logs.*.path',
  'systems.*.databases.*.path',
  'systems.*.backups.folder',
  'systems.*.backups.parts.*.paths.*',
  'systems.*.tokens.*.files.*',
  'systems.*.version.file',
  'systems.*.version.git',
  'systems.*.temporary.*.folder',
] as const;

/** Of those, files and folders of this machine: when relative, they start at the configuration's folder. */
const local = ['audit.key.file', 'hosts.*.folder', 'hosts.*.key.file', 'hosts.*.hostKeys.knownHostsFile'] as const;
const stateFolder = ['state.dir'] as const;

/** Of those, numbers once they are replaced. */
const numbers = ['hosts.*.port', 'systems.*.services.*.port'] as const;

/** The folder of `state.dir`, absolute: a name every configuration may use. */
export const stateVariable = 'ZHIBAN_STATE';

export type Environment = Readonly<Record<string, string | undefined>>;

export const matches = (patterns: readonly string[], path: Path): boolean =>
  patterns.some((pattern) => {
    const keys = pattern.split('.');
    return keys.length === path.length && keys.every((key, index) => key === '*' || key === path[index]);
  });

/** Replaces variables and makes paths of this machine absolute. A value that could not be replaced keeps its text. */
export function interpolate(
  tree: Tree,
  env: Environment,
  dir: string,
): { readonly tree: Tree; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const changed = mapText(tree, (text, path, place) => {
    const complain = (message: string, hint: string): string => {
      faults.push(fault(place, message, hint));
      return text;
    };
    let words = text;
    if (text.includes('${')) {
      if (matches(interpolated, path)) {
        const replaced = replaceVariables(text, env);
        if (replaced.problem !== undefined) return complain(replaced.problem, replaced.hint);
        words = replaced.text;
      } else if (text.replaceAll('$${', '').includes('${')) {
        return complain(
          'variables are replaced only in paths, addresses, ports and commands',
          'Write $${ for a plain ${.',
        );
      } else words = text.replaceAll('$${', '${');
    }
    if (matches(numbers, path) && words !== text && /^\d{1,9}$/.test(words)) return Number(words);
    const from = matches(local, path) ? dir : matches(stateFolder, path) ? '.' : undefined;
    if (from === undefined || words === '') return words;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: shown as it is to be written
    if (words.startsWith('~')) return complain('~ is not replaced', 'Write ${HOME}.');
    return resolve(from, words);
  });
  return { tree: changed, faults };
}

type Replaced =
  | { readonly text: string; readonly problem?: never; readonly hint?: never }
  | { readonly problem: string; readonly hint: string; readonly text?: never };

/** One pass: what a variable holds is never read again. */
export function replaceVariables(text: string, env: Environment): Replaced {
  let problem: Replaced | undefined;
  const replaced = text.replace(/\$\$\{|\$\{([^}]*)\}?/g, (whole, inside: string | undefined) => {
    if (inside === undefined) return '${';
    const match = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(inside);
    if (match === null || !whole.endsWith('}')) {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: shown as it is to be written
      problem ??= { problem: 'this variable is not written well', hint: 'Write ${NAME} or ${NAME:-default}.' };
      return '';
    }
    const [, name = '', otherwise] = match;
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    // As in a shell, `:-` also stands in for an empty value.
    if (value !== undefined && value !== '') return value;
    if (otherwise !== undefined) return otherwise;
    const known = Object.keys(env).filter((each) => each !== name && each.startsWith(name.slice(0, 4)));
    const hint = known.length > 0 ? suggestion(name, known, 'variable') : '';
    problem ??= {
      problem: `the environment variable ${name} is not set`,
      hint: hint.startsWith('Did') ? hint : `Set it, or give a default: \${${name}:-default}.`,
    };
    return '';
  });
  return problem ?? { text: replaced };
}
