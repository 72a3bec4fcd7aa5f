import { moveArgv } from '../../data-moves.ts';
import { openFilesArgv, removeArgv } from '../../logs/privileged.ts';
import type { Argv } from '../../ports.ts';
import { programArgv, sh } from '../../sh.ts';
import { asOwner, asOwnerProgram, asRoot, inSh, ownersCommand } from '../../sudo.ts';
import { fileLines, plainFiles, seeOpenFiles } from '../data/files-moved.ts';

const move = ownersCommand('move', moveArgv('"$1"', '"$2"'));
const remove = ownersCommand('remove', removeArgv('"$1"'));
const listOpen = `list_open() { ${inSh(asRoot(openFilesArgv('"$folder"')))} 2>&1; }\n`;

/**
 * POSIX sh. Arguments: folder, user or an empty word, suffix, file names (no paths). Nothing is done when nobody can tell
 * what is open.
 */
const preamble = `${sh`
folder=$1 user=$2 suffix=$3
shift 3
cd -- "$folder" || exit 20
`}${plainFiles}${seeOpenFiles}${fileLines}${asOwnerProgram}${move}${remove}${listOpen}${sh`
look_for_open() {
  if [ -n "$user" ]; then
    open=$(list_open)
    case $open in *sudo:* | *lsof:* | *'not found'*) printf '%s\n' "$open" >&2; exit 25 ;; esac
  else
    see_open
  fi
}
is_open() {
  if [ -n "$user" ]; then printf '%s\n' "$open" | grep -qxF "n$folder/$1"
  else is_seen_open "$1" || is_leased "$1"; fi
}
# Other users' processes cannot be seen: but the kernel gives an owner a write lease only on a file nobody has open.
is_leased() {
  perl -e 'open my $f, "<", $ARGV[0] or exit 0; exit(defined fcntl($f, 1024, 1) || $! != 11 ? 0 : 9)' "./$1" 2>/dev/null
  [ $? = 9 ]
}
`}`;

const asideProgram = `${preamble}${sh`
look_for_open
moved=0 bytes=0 left=0
for name; do
  is_plain "./$name" || continue
  if is_open "$name"; then left=$((left + 1)); continue; fi
  size=$(stat -c %s -- "./$name")
  move "$folder/$name" "$folder/$name$suffix" || exit 23
  [ ! -e "./$name" ] || exit 24
  moved=$((moved + 1)) bytes=$((bytes + size))
done
printf 'moved %s\nbytes %s\nopen %s\n' "$moved" "$bytes" "$left"
`}`;

const backProgram = `${preamble}${sh`
for name; do
  is_plain "./$name$suffix" || continue
  move "$folder/$name$suffix" "$folder/$name" || exit 23
  [ ! -e "./$name$suffix" ] || exit 24
done
`}`;

const countProgram = `${preamble}${sh`
look_for_open
waiting=0 moved=0 bytes=0
for name; do
  state=free
  if is_plain "./$name"; then
    if is_open "$name"; then state=open; else waiting=$((waiting + 1)); fi
  fi
  file_line "./$name" "./$name$suffix" "$state"
  if is_plain "./$name$suffix"; then moved=$((moved + 1)) bytes=$((bytes + $(stat -c %s -- "./$name$suffix"))); fi
done
printf 'waiting %s\nmoved %s\nbytes %s\nopen 0\n' "$waiting" "$moved" "$bytes"
`}`;

/** Deletes for good what an earlier plan set aside. */
const purgeProgram = `${preamble}${sh`
look_for_open
gone=0 bytes=0 left=0
for name; do
  case $name in *.zhiban-??????) ;; *) exit 22 ;; esac
  is_plain "./$name" || continue
  if is_open "$name"; then left=$((left + 1)); continue; fi
  size=$(stat -c %s -- "./$name")
  remove "$folder/$name" || exit 23
  gone=$((gone + 1)) bytes=$((bytes + size))
done
printf 'moved %s\nbytes %s\nopen %s\n' "$gone" "$bytes" "$left"
`}`;

export interface LogFiles {
  readonly folder: string;
  /** Whose they are, when that is somebody else. */
  readonly user?: string | undefined;
  readonly suffix: string;
  readonly names: readonly string[];
}

const argv = (program: string, { folder, user = '', suffix, names }: LogFiles): Argv =>
  programArgv(program, folder, user, suffix, ...names);
export const asideLogsArgv = (files: LogFiles): Argv => argv(asideProgram, files);
export const backLogsArgv = (files: LogFiles): Argv => argv(backProgram, files);
export const countLogsArgv = (files: LogFiles): Argv => argv(countProgram, files);
export const purgeLogsArgv = (files: LogFiles): Argv => argv(purgeProgram, files);

/** What the programs run, as people read it. */
export const shownMoves = ({ folder, user, suffix, names }: LogFiles): readonly (readonly string[])[] => [
  ...(user === undefined ? [] : [asRoot(openFilesArgv(folder))]),
  ...names.map((name) => asOwner(user, moveArgv(`${folder}/${name}`, `${folder}/${name}${suffix}`))),
];
export const shownBacks = ({ folder, user, suffix, names }: LogFiles): readonly (readonly string[])[] =>
  names.map((name) => asOwner(user, moveArgv(`${folder}/${name}${suffix}`, `${folder}/${name}`)));
export const shownPurges = ({ folder, user, names }: LogFiles): readonly (readonly string[])[] =>
  names.map((name) => asOwner(user, removeArgv(`${folder}/${name}`)));
