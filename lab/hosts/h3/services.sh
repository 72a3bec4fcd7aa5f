# Runs before break and mend of h3.
home=/opt/smart-teaching
pids=$home/devops/logs/pids
declare -A port=([llm]=8001 [backend]=8000 [frontend]=8080)

# By folder and command, never by PID file: the file may lie on purpose.
pids_of() {
  local pid
  for pid in $(pgrep -u teaching python3); do
    if [ "$(readlink "/proc/$pid/cwd")" = "$home/$1" ] && grep -qz 'main\.py$' "/proc/$pid/cmdline"; then echo "$pid"; fi
  done
}
gone() { [ -z "$(pids_of "$1")" ]; }
kill_all_of() { local pid; for pid in $(pids_of "$1"); do kill -KILL "$pid"; done; until_true gone "$1"; }
