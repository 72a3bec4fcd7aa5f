import { sh } from '../../sh.ts';

/**
 * POSIX sh shared by the programs of this folder. Expects `pidfile`, `folder` and `path` (a PATH of the service's
 * own, or empty) to be set; `look COMMAND…` then sets
 *   found    none | ours | stranger
 *   pid ticks session line    of the living process the PID file names; of the one that is ours where it names none
 *   why      what differs, for a stranger: executable arguments folder user later; twice when several are ours
 *   lost     1: the PID file does not name it
 *   named    the PID file's first line
 * Ours is alive and no zombie, runs the declared executable with the declared arguments in the declared folder as
 * this user, and started no later than the PID file was written (2 s of tolerance), if there is one.
 */
export const identityProgram = sh`
set -u
nl='
'
tab=$(printf '\t')

# PID: parent, session and ticks of a living process; fails when there is none, or only a zombie.
facts() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -- \${stat##*) }
  case $1 in Z | X | x) return 1 ;; esac
  parent=$2 session=$4 ticks=\${20}
}

# PID TICKS: the very same process still lives.
alive() { facts "$1" && [ "$ticks" = "$2" ]; }

words_of() { tr '\0\n\r\t' '    ' <"/proc/$1/cmdline" 2>/dev/null | head -c 300; }

# NAME: the file that would be run.
file_of() {
  case $1 in
    /*) printf '%s\n' "$1" ;;
    */*) printf '%s\n' "$folder/$1" ;;
    *) (
      IFS=:
      set -f
      for each in \${path:-$PATH}; do
        if [ -f "$each/$1" ] && [ -x "$each/$1" ]; then printf '%s\n' "$each/$1" && break; fi
      done
    ) ;;
  esac
}

# COMMAND: the executable the kernel shows for it, and the script when it is one.
expect() {
  script=
  exe=$(readlink -f -- "$(file_of "$1")") || exe=
  [ -n "$exe" ] && [ "$(head -c 2 -- "$exe" 2>/dev/null | tr -d '\0')" = '#!' ] || return 0
  script=$exe
  IFS= read -r stat <"$script"
  set -f
  set -- \${stat#??}
  set +f
  case $1 in
    */env)
      shift
      while case \${1-} in -* | *=*) true ;; *) false ;; esac; do shift; done
      ;;
  esac
  exe=$(readlink -f -- "$(file_of "\${1-}")") || exe=
}

# PID COMMAND…: sets line and why of a living process; its start time is the caller's.
identify() {
  why= line=$(words_of "$1") proc=/proc/$1
  shift

  runs=$(readlink "$proc/exe")
  expect "$1"
  shift
  [ -n "$exe" ] && { [ "\${runs% (deleted)}" = "$exe" ] || [ "$proc/exe" -ef "$exe" ]; } || why="$why executable"

  want=x
  [ $# -eq 0 ] || want=$(printf '%s\0' "$@" | tr '\n\0' '\001\n' && printf x)
  has=$(tr '\n\0' '\001\n' <"$proc/cmdline" && printf x)
  has=\${has#*"$nl"}
  cwd=$(readlink "$proc/cwd")
  if [ -n "$script" ]; then
    for each in interpreter-option script; do
      word=\${has%%"$nl"*}
      has=\${has#*"$nl"}
      case $word in /*) ;; *) word=$cwd/$word ;; esac
      [ "$(readlink -f -- "$word")" = "$script" ] && break
      [ "$each" = script ] && has=
    done
  fi
  [ "$has" = "$want" ] || why="$why arguments"

  [ "\${cwd% (deleted)}" = "$(readlink -f -- "$folder")" ] || why="$why folder"

  user=
  while read -r key value rest; do [ "$key" = Uid: ] && user=$value; done <"$proc/status"
  [ "$user" = "$(id -u)" ] || why="$why user"
}

# TICKS: started no later than the PID file was written, where there is one.
in_time() {
  [ ! -e "$pidfile" ] || [ $((boot + $1 / hertz)) -le $(($(stat -c %Y -- "$pidfile") + 2)) ]
}

# COMMAND…: prints the PIDs of living processes that are the service, without those another of them started.
unnamed() {
  mates=
  for one in /proc/[0-9]*; do
    [ "$one/cwd" -ef "$folder" ] && facts "\${one#/proc/}" && in_time "$ticks" || continue
    identify "\${one#/proc/}" "$@" 2>/dev/null
    [ -n "$why" ] || mates="$mates \${one#/proc/}"
  done
  for one in $mates; do
    facts "$one" || continue
    case "$mates " in *" $parent "*) ;; *) echo "$one" ;; esac
  done
}

look() {
  found=none pid= why= line= named= lost=
  while read -r key value rest; do [ "$key" = btime ] && boot=$value; done </proc/stat
  hertz=$(getconf CLK_TCK 2>/dev/null) || hertz=100
  [ -r "$pidfile" ] && read -r named <"$pidfile"
  pid=$named
  case $pid in *[!0-9]*) pid= ;; esac
  if [ -z "$pid" ] || ! facts "$pid"; then
    lost=1
    heads=$(unnamed "$@")
    pid=\${heads%%"$nl"*}
    [ -n "$pid" ] && facts "$pid" || { pid= && return 0; }
  fi

  identify "$pid" "$@"
  in_time "$ticks" || why="$why later"
  if [ -n "$lost" ]; then
    [ -z "$why" ] || { pid= line= why= && return 0; }
    [ "$heads" = "$pid" ] || why=' twice'
  fi

  if facts "$pid"; then
    if [ -z "$why" ]; then found=ours; else found=stranger; fi
  else
    pid= line= why=
  fi
}

# A stranger that runs in our folder as our user may be the service in another guise: hands off altogether.
resembles() { case "$why " in *' folder '* | *' user '*) return 1 ;; esac; }
`;
