import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Argv } from '../../../actions/ports.ts';
import { type Failure, fail } from '../../../actions/result.ts';
import { say } from '../host-texts.ts';

/** Programs that give other rights. */
const privileging = new Set(['sudo', 'su', 'doas', 'pkexec', 'runuser']);
/** Outside the folder, but nothing that could be harmed or leaked through it: processes, and the empty file. */
const harmless = ['/proc', '/dev/null'];

/**
 * Why a command may not run on this machine: it asks for other rights, or one of its arguments is a path outside the
 * folder, links followed. Programs (the first word, and files in the folders of PATH) may lie anywhere. This keeps
 * honest commands within bounds; it is no prison for a program that wants out.
 */
export async function confinementFailure(
  host: string,
  folder: string,
  programFolders: readonly string[],
  argv: Argv,
): Promise<Failure | undefined> {
  const [program, ...words] = argv;
  if (privileging.has(basename(program))) return fail('denied', say.noPrivileges({ host, program })).failure;
  const inside = [await settled(folder), ...harmless];
  for (const word of words)
    for (const path of pathsIn(word, folder))
      if (
        !isWithin(await settled(path), inside) &&
        !programFolders.includes(dirname(path)) &&
        !programFolders.includes(path)
      )
        return fail('denied', say.outsideFolder({ host, path, folder })).failure;
  return undefined;
}

/** What of a word names a file, a link in the folder too: `/a`, `a/b`, `--file=/a`, `-f/a`, and each part of a list such as `/a:/b`. */
function pathsIn(word: string, folder: string): readonly string[] {
  if (word.includes('\n')) return []; // a program, for a shell or another interpreter
  const value = /^(?:--?[\w-]+=|[A-Za-z_]\w*=|-[A-Za-z]+(?=\/))(.*)$/s.exec(word)?.[1] ?? word;
  if (isAbsolute(value)) return value.split(/:(?=\/)/);
  return [resolve(folder, value)];
}

const isWithin = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));

/** Links followed on the way to one path; Linux itself follows 40. */
const maxLinks = 40;

/** The path with its links followed as far as it exists, also those that lead to nothing yet. */
async function settled(path: string, links = 0): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch {
    const parent = dirname(whole); // not there, or not to be seen: its folder tells
    if (parent === whole || links > maxLinks) return sep;
    const target = await readlink(whole).catch(() => undefined);
    if (target !== undefined) return settled(resolve(parent, target), links + 1);
    return join(await settled(parent, links), basename(whole));
  }
}
