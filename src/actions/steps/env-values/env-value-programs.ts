import { asideName } from '../../data-moves.ts';
import type { Argv } from '../../ports.ts';
import { programArgv, sh } from '../../sh.ts';
import { asOwnerProgram, ownersCommand } from '../../sudo.ts';

/** Exit codes, each with its words in `env-value-failure.ts`. */
export const envExits = { missing: 24, unreadable: 25, link: 34, unwritable: 35, otherOwner: 37, gone: 40 } as const;

/** The safety copy, and the new file while it is written; beside the file, so that a rename replaces it at once. */
export const formerName = asideName;
export const draftName = (path: string, stamp: string): string => `${asideName(path, stamp)}-new`;

/** Every command run on a file, as its owner; what is written comes by stdin, never as an argument. */
export const readArgv = (path: string): Argv => ['/usr/bin/cat', path];
export const copyArgv = (path: string, to: string): Argv => ['/usr/bin/cp', '-pT', path, to];
export const closeArgv = (path: string): Argv => ['/usr/bin/chmod', '600', path];
export const writeArgv = (path: string): Argv => ['/usr/bin/tee', path];
export const renameArgv = (from: string, to: string): Argv => ['/usr/bin/mv', '-T', from, to];
export const removeArgv = (path: string): Argv => ['/usr/bin/rm', '-f', path];

/**
 * Arguments of each: user or empty, path, safety copy, draft. `replace` takes what the file is to hold on stdin; the
 * draft is a copy of the file first, and so has its owner and mode before anything is written into it.
 */
const shared = `${asOwnerProgram}${[
  ownersCommand('read_file', readArgv('"$1"')),
  ownersCommand('copy', copyArgv('"$1"', '"$2"')),
  ownersCommand('close', closeArgv('"$1"')),
  ownersCommand('write', writeArgv('"$1"')),
  ownersCommand('put', renameArgv('"$1"', '"$2"')),
  ownersCommand('remove', removeArgv('"$1"')),
].join('')}${sh`
umask 077
LC_ALL=C
export LC_ALL
user=$1 path=$2 former=$3 draft=$4
look() {
  [ ! -L "$path" ] || exit 34
  [ -e "$path" ] || exit 24
}
whose() { stat -c '%U:%G %a' -- "$1"; }
replace() {
  copy "$path" "$draft" || exit 35
  write "$draft" >/dev/null || { remove "$draft"; exit 35; }
  [ "$(whose "$path")" = "$(whose "$draft")" ] || { remove "$draft"; exit 37; }
  sync
  put "$draft" "$path" || { remove "$draft"; exit 35; }
  sync
}
`}`;

/** A fifth argument: the variable. Its value is the only line of stdin. A copy that is there already is of the former file. */
const setProgram = `${shared}${sh`
name=$5
IFS= read -r value || [ -n "$value" ] || exit 40
look
if [ ! -e "$former" ]; then
  copy "$path" "$former" || exit 35
fi
close "$former" || exit 35
former_text=$(read_file "$former" && printf x) || exit 25
# Neither the value nor the file is ever an argument: printf is the shell's own, awk reads both from its stdin.
new_text=$(printf '%s\n%s' "$value" "\${former_text%x}" | awk -v name="$name" '
  NR == 1 { value = $0; next }
  {
    line = $0
    sub(/^[ \t]*(export[ \t]+)?/, "", line)
    if (index(line, name "=") == 1) { print substr($0, 1, index($0, name "=") - 1) name "=" value; set = 1 } else print
  }
  END { if (!set) print name "=" value }
' && printf x) || exit 35
printf '%s' "\${new_text%x}" | replace || exit "$?"
echo 'set yes'
`}`;

/** Puts the former contents back; the copy stays. Says so when there is none. */
const backProgram = `${shared}${sh`
look
[ -e "$former" ] || { echo 'back none'; exit 0; }
former_text=$(read_file "$former" && printf x) || exit 25
printf '%s' "\${former_text%x}" | replace || exit "$?"
`}`;

/** A fifth argument: the variable; stdin: the value it is to have. Says whether it has. */
const lookProgram = `${shared}${sh`
name=$5
IFS= read -r value || [ -n "$value" ] || exit 40
look
text=$(read_file "$path" && printf x) || exit 25
printf '%s\n%s' "$value" "\${text%x}" | awk -v name="$name" '
  NR == 1 { value = $0; next }
  {
    line = $0
    sub(/^[ \t]*(export[ \t]+)?/, "", line)
    if (index(line, name "=") == 1) { there = 1; if (substr(line, length(name) + 2) != value) other = 1 }
  }
  END { print "set " (there && !other ? "yes" : "no") }
'
`}`;

/** Further arguments: the variable, and the one that says until when it holds. Of the value it says only whether there is one. */
const factsProgram = `${shared}${sh`
name=$5 expires=$6
look
text=$(read_file "$path" && printf x) || exit 25
printf '%s' "\${text%x}" | awk -v name="$name" -v expires="$expires" '
  function of(line, key) { return substr(line, length(key) + 2) }
  {
    line = $0
    sub(/^[ \t]*(export[ \t]+)?/, "", line)
    sub(/[ \t\r]+$/, "", line)
    if (index(line, name "=") == 1) { value = of(line, name); gsub(/["\047 \t]/, "", value); set = value != "" }
    if (expires != "" && index(line, expires "=") == 1) { date = of(line, expires); gsub(/["\047 \t]/, "", date) }
  }
  END { print "set " (set ? "yes" : "no"); print "expires " (date ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ ? date : "") }
'
`}`;

const readableProgram = `${shared}${sh`
look
read_file "$path" >/dev/null || exit 25
printf 'whose %s\n' "$(whose "$path")"
`}`;

export interface EnvFile {
  readonly user: string | undefined;
  readonly path: string;
  readonly stamp: string;
}

const argvOf = (program: string, { user = '', path, stamp }: EnvFile, ...more: readonly string[]): Argv =>
  programArgv(program, user, path, formerName(path, stamp), draftName(path, stamp), ...more);

export const setValueArgv = (file: EnvFile, variable: string): Argv => argvOf(setProgram, file, variable);
export const putBackArgv = (file: EnvFile): Argv => argvOf(backProgram, file);
export const hasValueArgv = (file: EnvFile, variable: string): Argv => argvOf(lookProgram, file, variable);
/** Whether the file is there and can be read. */
export const canReadArgv = (file: EnvFile): Argv => argvOf(readableProgram, file);
/** Whether a variable has a value, and the date another one says it holds to; the value itself never leaves the host. */
export const keyFactsArgv = (file: Omit<EnvFile, 'stamp'>, variable: string, expires: string): Argv =>
  argvOf(factsProgram, { ...file, stamp: 'none' }, variable, expires);
