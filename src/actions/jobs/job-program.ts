import { sh } from '../sh.ts';

/**
 * The work of one job, in a session of its own. Arguments: folder of the job, limit in seconds, program with its
 * arguments. Leaves there `pid` (boot id, process id, its start time), `out` and `err` (1 MiB of each kept, the rest read
 * and thrown away, so that endless words neither stop the work nor fill the disk) and at its end `exit` (`exit CODE SECONDS .`).
 * Holds the lock it was given as 9 until it is gone, and nothing it starts does: whoever waits for it wakes when it ends.
 */
export const jobRunner = sh`
umask 077
job=$1 limit=$2
shift 2
# Seconds since the host began, so that a clock set meanwhile does not matter.
now() { read -r up idle </proc/uptime; up=\${up%.*}; }
now
begun=$up
fail() {
  rm -rf "$job"
  exit 1
}
read -r stat </proc/$$/stat || fail
read -r boot </proc/sys/kernel/random/boot_id || boot=none
born() { since=\${20}; }
born \${stat##*) }
# In one write: a line without its end is none.
printf '%s %s %s\n' "$boot" $$ "$since" >"$job/pid" || fail
# Taken now, so that there is room to say how it ended when the work has filled the disk.
printf '%64s\n' '' >"$job/exit.new" || fail
mkfifo "$job/out.pipe" "$job/err.pipe" || fail
# Closed within, for a shell keeps what is closed for a call only. Where nothing came nothing is left to throw away.
keep() {
  exec 9>&-
  head -c 1048576 && [ ! -s "$1" ] || exec cat >/dev/null
}
keep "$job/out" <"$job/out.pipe" >"$job/out" &
out=$!
keep "$job/err" <"$job/err.pipe" >"$job/err" &
err=$!
timeout -k 10 "$limit" "$@" >"$job/out.pipe" 2>"$job/err.pipe" 9>&-
code=$?
rm -f "$job/out.pipe" "$job/err.pipe" 9>&-
# What the program left behind may hold them open; what did not end at once is given two seconds.
tries=0
while [ $tries -lt 50 ] && { kill -0 $out || kill -0 $err; } 2>/dev/null; do
  tries=$((tries + 1))
  if [ $tries -le 10 ]; then sleep 0.004 && continue; fi
  sleep 0.05 || sleep 1
done 9>&-
now
printf 'exit %s %s .\n' "$code" "$((up - begun))" 1<>"$job/exit.new" && mv "$job/exit.new" "$job/exit"
`;

/**
 * What starts a job, looks at it, and ends it. Arguments: verb, id, tenths of a second to wait for its end, a file whose
 * size tells how far it is; for `start` and `ensure` also the runner, the limit, `words` when there is something to read, and
 * the program with its arguments.
 * Answers lines, an empty one, and when it ended the job's own stdout, its stderr on stderr:
 *   state none|running|ended|cancelled|lost    `lost`: nobody works on it any more and nobody wrote down how it ended
 *   exit CODE, took SECONDS, bytes N, left PID…
 * The folder of jobs is private: `.zhiban/jobs` where one logs in, else in /var/tmp. Starting what is there already only
 * looks at it; what was lost or cancelled `start` begins anew, once nothing of it is left, and `ensure` does not. What comes on stdin (64 KiB at most) is
 * the job's.
 */
export const jobProgram = sh`
umask 077
verb=$1 id=$2 patience=$3 watched=$4
shift 4
case $id in '' | .* | *[!A-Za-z0-9._-]*) exit 64 ;; esac
if [ -w . ]; then jobs=$PWD/.zhiban/jobs; else jobs=/var/tmp/zhiban-$(id -u)/jobs; fi
job=$jobs/$id
ours() { [ -O "$jobs" ] && [ -O "\${jobs%/*}" ] && [ ! -L "\${jobs%/*}" ]; }
# Where all may write, somebody else may have made it, to say that work has ended or to have processes of ours ended.
[ ! -e "$jobs" ] || ours || exit 65
read -r boot </proc/sys/kernel/random/boot_id || boot=none

# Of a process: its parent, session, state and start time; nothing when there is none.
look_at() {
  parent= session= condition= born=
  { read -r stat </proc/$1/stat; } 2>/dev/null || return 1
  set -- \${stat##*) }
  condition=$1 parent=$2 session=$4 born=\${20}
  case $condition in Z | X) return 1 ;; esac
}
# 0: its first process is alive, 1: it is not, 2: it never was.
lives() {
  { read -r was pid since <"$1/pid"; } 2>/dev/null || return 2
  [ "$was" = "$boot" ] && look_at "$pid" && [ "$born" = "$since" ]
}
find_state() {
  exit= took=
  [ -d "$job" ] || { state=none; return; }
  lives "$job"
  living=$?
  if { read -r word exit took mark <"$job/exit"; } 2>/dev/null && [ "$word $mark" = 'exit .' ]; then state=ended
  elif [ $living = 0 ]; then state=running
  elif [ -e "$job/cancelled" ]; then state=cancelled
  elif [ $living = 2 ] && [ -n "$(find "$job" -maxdepth 0 -mmin -1)" ]; then state=running
  else state=lost; fi
}

# Everything of a job's session and what descends from it; those once seen are followed when their parents are gone.
seen=' '
see() {
  found=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v session="$1" -v seen="$seen" '
    {
      pid = $1
      sub(/^.*\) /, "")
      if ($1 == "Z" || $1 == "X") next
      parent[pid] = $2
      born[pid] = $20
      if ($4 == session || index(seen, " " pid ":" $20 " ")) mine[pid] = 1
    }
    END {
      do {
        more = 0
        for (pid in parent) if (!(pid in mine) && (parent[pid] in mine)) more = mine[pid] = 1
      } while (more)
      for (pid in mine) printf "%s:%s ", pid, born[pid]
    }')
  seen=" $found"
}
# Ends all of it and looks whether it is gone: SIGTERM, after about a second SIGKILL, then some seconds more.
end_job() {
  left=
  { read -r was pid since <"$1/pid"; } 2>/dev/null || return 0
  [ "$was" = "$boot" ] || return 0
  # Its number belongs to somebody else now, so nothing of it is left.
  if look_at "$pid" && [ "$born" != "$since" ]; then return 0; fi
  tries=0 seen=' '
  while :; do
    see "$pid"
    left=
    for each in $found; do left="$left \${each%:*}"; done
    [ -n "$left" ] || return 0
    [ $tries -lt 50 ] || return 1
    if [ $tries = 0 ]; then kill -s TERM $left; elif [ $tries -ge 10 ]; then kill -s KILL $left; fi 2>/dev/null
    tries=$((tries + 1))
    sleep 0.05 || { sleep 1; tries=$((tries + 9)); }
  done 2>/dev/null
}

begin() {
  runner=$1 limit=$2 reads=$3
  shift 3
  [ -d "$jobs" ] || mkdir -p "$jobs"
  ours || exit 65
  command -v setsid >/dev/null && command -v timeout >/dev/null && command -v awk >/dev/null || exit 67
  find_state
  case $state in
    lost | cancelled)
      [ "$verb" = start ] || return
      if ! end_job "$job"; then return; fi
      rm -rf "$job.before"
      mv "$job" "$job.before" || exit 66
      ;;
  esac
  if mkdir "$job" 2>/dev/null; then
    # Locked before it begins, so that whoever waits never comes too early; 9 is the work's own from then on.
    exec 9>"$job/lock"
    ! command -v flock >/dev/null || flock -w 5 9 2>/dev/null || :
    if [ "$reads" = words ]; then
      # What it is to read lies in a pipe, never in a file.
      words=$(
        cat
        echo .
      )
      printf %s "\${words%.}" 9>&- | setsid sh -c "$runner" zhiban-job "$job" "$limit" "$@" >/dev/null 2>&1 9>&9 &
    else
      setsid sh -c "$runner" zhiban-job "$job" "$limit" "$@" </dev/null >/dev/null 2>&1 9>&9 &
    fi
    exec 9>&-
  fi
  [ -d "$job" ] || exit 66
  # Nobody waits for the tidying.
  find "$jobs" -mindepth 1 -maxdepth 1 -type d ! -name "$id" ! -name "$id.*" -mtime +1 2>/dev/null </dev/null |
    while IFS= read -r old; do lives "$old" || rm -rf -- "$old"; done >/dev/null 2>&1 &
}

left=
case $verb in
  start | ensure) begin "$@" ;;
  end)
    for each in "$job" "$job".*; do
      [ -d "$each" ] || continue
      job=$each
      find_state
      [ "$state" = ended ] || : >"$job/cancelled"
      was_left=$left
      end_job "$job"
      left="$was_left$left"
    done
    ;;
  find)
    for each in "$job" "$job".*; do
      job=$each
      find_state
      printf 'state %s\n' "$state"
    done
    exit 0
    ;;
esac
# Work is seen to end as it ends, by its lock, and watching it costs nothing; looked at again and again only where there is none.
if [ "$verb" != end ] && [ "$patience" -gt 0 ] && [ ! -s "$job/exit" ] && command -v flock >/dev/null; then
  flock -E 75 -s -w "$((patience / 10)).$((patience % 10))" 8 2>/dev/null 8<"$job/lock"
  [ $? != 75 ] || patience=0
fi 2>/dev/null
tries=0 quick=0
while :; do
  find_state
  [ "$state" = running ] && [ "$verb" != end ] && [ $tries -lt "$patience" ] || break
  if [ $quick -lt 15 ]; then
    quick=$((quick + 1))
    [ $((quick % 5)) != 0 ] || tries=$((tries + 1))
    sleep 0.02 && continue
  fi
  tries=$((tries + 1))
  sleep 0.1 || { sleep 1; tries=$((tries + 9)); }
done
printf 'state %s\n' "$state"
[ "$state" != ended ] || printf 'exit %s\ntook %s\n' "$exit" "$took"
[ -z "$left" ] || printf 'left %s\n' "$left"
[ -z "$watched" ] || [ ! -f "$watched" ] || printf 'bytes %s\n' "$(stat -c %s -- "$watched")"
echo
if [ "$state" = ended ] && [ "$verb" != end ]; then
  [ ! -s "$job/out" ] || cat "$job/out"
  [ ! -s "$job/err" ] || cat "$job/err" >&2
fi
exit 0
`;
