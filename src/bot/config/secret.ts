import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { platformSecrets } from '../platforms/table.ts';
import { type Fault, fault } from './fault.ts';
import type { Environment } from './interpolation.ts';
import { at, type Found, find, type Path, type Tree, textAt } from './tree.ts';

/** Every place a secret is wanted. */
const secretPlaces: readonly string[] = [
  'audit.key',
  'hosts.*.key',
  'web.metricsToken',
  'intake.*.secret',
  'heartbeat.url',
  'systems.*.backups.encrypt.identity',
  ...platformSecrets,
];

export interface Secret {
  /** Where it is wanted, e.g. `hosts.h1.key`. */
  readonly name: string;
  /** Never empty; without the line break at its end. */
  readonly value: string;
}

export interface Secrets {
  readonly secrets: readonly Secret[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

const maxSecretBytes = 64 * 1024;

/** Reads every secret that is named. What is not `{ env }` or `{ file }` was already refused by the schema. */
export function readSecrets(tree: Tree, env: Environment, dir: string): Secrets {
  const secrets: Secret[] = [];
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  for (const found of secretPlaces.flatMap((pattern) => find(tree, pattern))) {
    const read = readSecret(found, tree, env, dir);
    if (read === undefined) continue;
    if ('fault' in read) {
      faults.push(read.fault);
      continue;
    }
    if (found.path[0] === 'audit' && !/^[0-9a-f]{64}$/i.test(read.value)) {
      faults.push(
        fault(found.place, 'the key of the audit trail must be 64 hex digits', 'openssl rand -hex 32 makes one.'),
      );
      continue;
    }
    if (read.warning !== undefined) warnings.push(read.warning);
    secrets.push({ name: found.path.join('.'), value: read.value });
  }
  return { secrets, faults, warnings };
}

type Read = { readonly value: string; readonly warning?: Fault } | { readonly fault: Fault };

// Neither the name of the variable nor the path is said: people put the secret itself there by mistake.
function readSecret(found: Found, tree: Tree, env: Environment, dir: string): Read | undefined {
  const name = textAt(tree, [...found.path, 'env']);
  const file = textAt(tree, [...found.path, 'file']);
  if (found.tree.kind !== 'mapping' || found.tree.entries.size !== 1) return undefined;
  const place = (key: string) => at(tree, [...found.path, key])?.place ?? found.place;
  if (name !== undefined) {
    const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    if (value !== undefined && value !== '') return { value };
    const hint = 'The name of the variable stands here, not the secret. Set it for the user that runs zhiban.';
    return { fault: fault(place('env'), 'the environment variable of this secret is not set', hint) };
  }
  if (file === undefined || file === '') return undefined;
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > maxSecretBytes)
      return {
        fault: fault(place('file'), 'this secret is not in a file of at most 64 KiB', 'Name the file that holds it.'),
      };
    const value = readFileSync(file, 'utf8').trimEnd();
    if (value === '')
      return { fault: fault(place('file'), 'the file of this secret is empty', 'Write the secret into it.') };
    if ((stat.mode & 0o077) === 0) return { value };
    const message = `others than the owner may read the secret ${found.path.join('.')}`;
    return { value, warning: fault(place('file'), message, 'Give its file the mode 0600.') };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const hint = missing
      ? `Put the secret there with mode 0600; a relative path starts at ${relative(process.cwd(), dir) || '.'}.`
      : 'The user that runs zhiban must be able to read it.';
    const what = missing ? 'is not there' : 'cannot be read';
    return { fault: fault(place('file'), `the file of this secret${shownPath(file, dir)} ${what}`, hint) };
  }
}

/** Only what is surely a path: some write the secret itself there. */
function shownPath(file: string, dir: string): string {
  const whole = resolve(dir, file);
  const inside = relative(resolve(dir), whole);
  const [top] = /^\/[^/]+(?=\/)/.exec(whole) ?? [];
  const isPath = inside.startsWith('..')
    ? top !== undefined && existsSync(top)
    : inside.includes('/') && existsSync(dirname(whole));
  return isPath ? ` (${file})` : '';
}

export const isSecretPlace = (path: Path): boolean =>
  secretPlaces.some((pattern) => {
    const keys = pattern.split('.');
    return keys.length <= path.length && keys.every((key, index) => key === '*' || key === path[index]);
  });
