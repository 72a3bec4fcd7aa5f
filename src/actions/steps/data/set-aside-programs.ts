import type { Argv } from '../../ports.ts';
import { programArgv, sh } from '../../sh.ts';
import { fileLines, plainFiles, seeOpenFiles } from './files-moved.ts';

/** POSIX sh around a folder and a set-aside folder inside it. Arguments: folder, set-aside name, file names (no paths). */
const preamble = `${sh`
cd -- "$1" || exit 20
aside=./$2
shift 2
`}${plainFiles}${seeOpenFiles}${fileLines}${sh`
see_open
is_open() { is_seen_open "$1"; }
`}`;

/** Moves what is a plain file that nobody has open. */
const asideProgram = `${preamble}${sh`
moved=0 bytes=0 left=0
mkdir -m 700 -p -- "$aside" || exit 21
for name; do
  is_plain "./$name" || continue
  if is_open "./$name"; then
    left=$((left + 1))
    continue
  fi
  size=$(stat -c %s -- "./$name")
  mv -n -- "./$name" "$aside/$name" || exit 23
  moved=$((moved + 1)) bytes=$((bytes + size))
done
printf 'moved %s\nbytes %s\nopen %s\n' "$moved" "$bytes" "$left"
`}`;

/** Moves everything back that is not in the way of a newer file. */
const backProgram = `${preamble}${sh`
[ -d "$aside" ] || exit 0
for name; do
  if is_plain "$aside/$name"; then mv -n -- "$aside/$name" "./$name" || exit 23; fi
done
rmdir -- "$aside" 2>/dev/null
[ ! -d "$aside" ] || exit 24
`}`;

/** Counts the files still to be moved, and those that were. */
const countProgram = `${preamble}${sh`
waiting=0 moved=0 bytes=0
for name; do
  state=free
  if is_plain "./$name"; then
    if is_open "./$name"; then state=open; else waiting=$((waiting + 1)); fi
  fi
  file_line "./$name" "$aside/$name" "$state"
  if is_plain "$aside/$name"; then
    moved=$((moved + 1)) bytes=$((bytes + $(stat -c %s -- "$aside/$name")))
  fi
done
printf 'waiting %s\nmoved %s\nbytes %s\nopen 0\n' "$waiting" "$moved" "$bytes"
`}`;

export interface Aside {
  readonly folder: string;
  /** Name of the set-aside folder. */
  readonly aside: string;
  readonly names: readonly string[];
}

const argv = (program: string, { folder, aside, names }: Aside): Argv => programArgv(program, folder, aside, ...names);
export const asideArgv = (what: Aside): Argv => argv(asideProgram, what);
export const backArgv = (what: Aside): Argv => argv(backProgram, what);
export const countArgv = (what: Aside): Argv => argv(countProgram, what);
