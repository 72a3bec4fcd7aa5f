import type { Question } from '../../ask-hosts.ts';
import { fileOf, folderOf } from '../../paths.ts';
import type { Argv } from '../../ports.ts';
import type { FileLog } from '../log-spec.ts';

const literal = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const turn = String.raw`(?:\d{1,4}|\d{8}(?:-\d+)?|\d{4}-\d\d-\d\d)`;
const packing = '(?:gz|bz2|xz|zst)';
/** Behind a file that was set aside: the id of the plan that did. */
const aside = String.raw`\.zhiban-[2-9A-HJKMNP-TW-Z]{6}`;

/** A file that was rotated away from a log, by its name alone; undefined for the log itself and for strangers. */
export function rotatedFrom(path: string, name: string): 'rotated' | 'packed' | 'aside' | undefined {
  const file = fileOf(path);
  const [stem, ending] = [/^(.+)(\.[^.]+)$/.exec(file)?.[1] ?? file, /^.+(\.[^.]+)$/.exec(file)?.[1] ?? ''];
  const turned = `(?:${literal(file)}[.-]${turn}|${literal(stem)}[.-]${turn}${literal(ending)})`;
  if (new RegExp(`^${turned}$`).test(name)) return 'rotated';
  if (new RegExp(`^${turned}\\.${packing}$`).test(name)) return 'packed';
  return new RegExp(`^${turned}(?:\\.${packing})?${aside}$`).test(name) ? 'aside' : undefined;
}

export interface FileSeen {
  readonly name: string;
  readonly bytes: number;
  /** When its content was last written. */
  readonly writtenAtMs: number;
  /** When it was last renamed or otherwise touched. */
  readonly changedAtMs: number;
  readonly mode: string;
  readonly owner: string;
}

/** Plain files right beside the log; a name with a line break in it is left alone. */
export const filesBeside = (log: FileLog): Question<readonly FileSeen[]> => ({
  host: log.host,
  commands: [listArgv(folderOf(log.path))],
  read: ([answer]) =>
    [...(answer?.stdout ?? '').matchAll(/^(\d+) ([\d.]+) ([\d.]+) (\d+) (\S+) (.+)$/gm)]
      .map(([, bytes, written, changed, mode = '', owner = '', name = '']) => ({
        name,
        bytes: Number(bytes),
        writtenAtMs: Number(written) * 1_000,
        changedAtMs: Number(changed) * 1_000,
        mode: mode.padStart(4, '0'),
        owner,
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
});

const listArgv = (folder: string): Argv => [
  'find',
  '-H',
  folder,
  '-maxdepth',
  '1',
  '-type',
  'f',
  '!',
  '-name',
  '*[[:cntrl:]]*',
  '-printf',
  '%s %T@ %C@ %m %u %f\\n',
];
