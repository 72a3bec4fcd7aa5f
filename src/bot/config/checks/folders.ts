import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Fault, fault } from '../fault.ts';
import { findText, type Tree } from '../tree.ts';

/** The configuration is often a repository; what the bot writes does not belong there. Links are followed. */
export function stateInsideConfiguration(tree: Tree, dir: string): readonly Fault[] {
  return findText(tree, 'state.dir').flatMap(({ text, place }) => {
    const inside = relative(real(dir), real(text));
    return inside === '' || !(inside === '..' || inside.startsWith('../'))
      ? [fault(place, 'the state lies inside the configuration', 'Choose a folder elsewhere, e.g. /var/lib/zhiban.')]
      : [];
  });
}

/** Files the configuration names on this machine, other than secrets. */
export function missingFiles(tree: Tree): readonly Fault[] {
  return findText(tree, 'hosts.*.hostKeys.knownHostsFile').flatMap(({ text, place }) =>
    existsSync(text)
      ? []
      : [
          fault(
            place,
            'this file is not there',
            `ssh-keyscan makes one; compare its keys with the host's own before you trust it.`,
          ),
        ],
  );
}

/** The real path, also of what is not made yet. */
function real(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    return whole === dirname(whole) ? whole : join(real(dirname(whole)), basename(whole));
  }
}
