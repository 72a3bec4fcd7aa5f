# Runs inside a host, before its own break or mend. The applications read /run/lab/faults/<service> at each request.
set -euo pipefail
say() { echo "lab: $*" >&2; }
faults=/run/lab/faults

mark() { mkdir -p $faults; grep -qx "$2" "$faults/$1" 2>/dev/null || echo "$2" >> "$faults/$1"; }
unmark() { rm -f "$faults/$1"; }

send_away() { systemctl stop "lab-stranger-$1.service" "lab-decoy-$1.service" 2>/dev/null || true; }
stranger() { # SERVICE PORT USER: an unrelated program that holds the port, and even answers 200
  send_away "$1"; mkdir -p /srv/files; echo hello > /srv/files/hello.txt
  systemd-run -q --collect --unit="lab-stranger-$1" --uid="$3" python3 -m http.server "$2" --directory /srv/files
  for _ in $(seq 100); do ss -Hltn "sport = :$2" | grep -q . && return 0; sleep 0.05; done
  say "the stranger does not listen on port $2"; return 1
}
decoy() { # SERVICE USER: an unrelated living process; prints its PID
  send_away "$1"
  systemd-run -q --collect --unit="lab-decoy-$1" --uid="$2" -p Type=exec sleep infinity
  systemctl show -P MainPID "lab-decoy-$1"
}

broken() { # UNIT: its start fails from now on
  mkdir -p "/run/systemd/system/$1.service.d"
  printf '[Service]\nRestart=no\n%s\n' "${2-}" > "/run/systemd/system/$1.service.d/lab.conf"
  systemctl daemon-reload
}

# Whatever settings a test or the product left on the unit go away. True if there were any.
drop_settings() {
  local found=1 dir
  for dir in "/etc/systemd/system/$1.service.d" "/run/systemd/system/$1.service.d" "/etc/systemd/system.control/$1.service.d"; do
    if [ -d "$dir" ]; then rm -rf "$dir"; found=0; fi
  done
  [ $found = 1 ] || systemctl daemon-reload
  return $found
}

# Files of the service as they were made. True if one had changed; then the service is to be stopped before `put_back`.
changed() { ! tar -C / -df "/usr/local/lib/lab/pristine/$1.tar" >/dev/null 2>&1; }
put_back() { tar -C / -xpf "/usr/local/lib/lab/pristine/$1.tar"; }

body_of() { curl -s -m "${2:-0.5}" "$1" || true; }
until_true() { local _; for _ in $(seq 60); do "$@" && return 0; sleep 0.05; done; return 1; }
