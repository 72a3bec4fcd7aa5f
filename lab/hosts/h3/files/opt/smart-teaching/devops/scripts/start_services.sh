#!/bin/bash
# start_services.sh [SERVICE…]: starts what does not run, by default all three in their order.
set -euo pipefail
home=/opt/smart-teaching
declare -A port=([llm]=8001 [backend]=8000 [frontend]=8080)

pid_of() { # a PID file alone proves nothing: the process must stand in the service's folder
  local pid; pid=$(cat "$home/devops/logs/pids/$1.pid" 2>/dev/null) || return 0
  [ "$(readlink "/proc/$pid/cwd")" != "$home/$1" ] || echo "$pid"
}

start() {
  local service=$1 pid
  [ -z "$(pid_of "$service")" ] || return 0
  cd "$home/$service"
  setsid python3 main.py </dev/null >>"$home/devops/logs/$service.log" 2>&1 &
  pid=$!; echo "$pid" > "$home/devops/logs/pids/$service.pid"
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || { echo "$service ended at once: see $home/devops/logs/$service.log" >&2; return 1; }
    (: < "/dev/tcp/127.0.0.1/${port[$service]}") 2>/dev/null && return 0
    sleep 0.05
  done
  echo "$service does not listen on port ${port[$service]}" >&2; return 1
}

[ $# -gt 0 ] || set -- llm backend frontend
failed=0
for service; do start "$service" || failed=1; done
exit $failed
