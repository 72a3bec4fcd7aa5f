# Sourced: the life of one host, a systemd-nspawn on an overlay of the image, in a network namespace of its own.

cgroups=(/sys/fs/cgroup/unified /sys/fs/cgroup/systemd /sys/fs/cgroup)
dir_of() { echo "$LAB_HOME/hosts/$1"; }
made_hosts() { (cd "$LAB_HOME/hosts" 2>/dev/null && ls -d ./*/ | sed 's,^\./,,; s,/$,,' | sort -V) || true; }
children() { cat "/proc/$1/task/$1/children" 2>/dev/null || true; }

# Everything that makes a host what it is. Faults, and the sudoers that every `up` puts in place, are not part of it.
stamp_of() {
  local made=("hosts/$1/setup")
  for each in files hr.sql teaching.sql; do [ ! -e "$LAB_SRC/hosts/$1/$each" ] || made+=("hosts/$1/$each"); done
  { echo "$LAB_IMAGE"; hash_of host.sh run-host "${made[@]}"; cat "$LAB_HOME"/*-key.pub; } | sha256sum | cut -c1-12
}

# The pid file names lab/run-host; a pid whose command is another is not ours (the file outlived the process).
loop_of() {
  local loop; loop=$(cat "$(dir_of "$1")/pid" 2>/dev/null) || return 1
  [ "$(tr '\0' ' ' 2>/dev/null < "/proc/$loop/cmdline")" = "bash $LAB_SRC/run-host $1 " ] || return 1
  echo "$loop"
}
# The host's PID 1 as this machine sees it; none for a moment while it reboots.
init_of() {
  local loop nspawn init
  loop=$(loop_of "$1") || return 1
  for nspawn in $(children "$loop"); do
    [ "$(cat "/proc/$nspawn/comm" 2>/dev/null)" = systemd-nspawn ] || continue
    for init in $(children "$nspawn"); do echo "$init"; return 0; done
  done
  return 1
}

in_host() { # HOST COMMAND…: as root, whatever the state of its network and sshd
  local init; init=$(init_of "$1") || fail "$1 is not running: lab/up"
  shift
  nsenter --target "$init" --mount --uts --ipc --net --pid --cgroup --root --wd \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 "$@"
}

end_host() { # powers it off the hard way and takes its network and mounts away; its disk stays
  local host=$1 dir nspawn; dir=$(dir_of "$host")
  kill -KILL $(loop_of "$host") 2>/dev/null || true
  # By name, not by parent: an nspawn whose loop was killed is found too.
  for nspawn in $(pgrep -f "^systemd-nspawn .*--machine=$(netns_of "$host") "); do
    kill -KILL $(children "$nspawn") 2>/dev/null || true
    for _ in $(seq 200); do [ -d "/proc/$nspawn" ] || break; sleep 0.05; done
  done
  rm -f "$dir/pid"
  if mountpoint -q "$dir/root"; then umount "$dir/root" 2>/dev/null || umount -l "$dir/root"; fi
  if [ -e "/run/netns/$(netns_of "$host")" ]; then ip netns del "$(netns_of "$host")"; fi
  ip link del "$(veth_of "$host")" 2>/dev/null || true
  for c in "${cgroups[@]}"; do
    if [ -d "$c/$LAB_BR/$host" ]; then find "$c/$LAB_BR/$host" -depth -type d -exec rmdir {} \; 2>/dev/null || true; fi
  done
}

mount_host() {
  local dir; dir=$(dir_of "$1"); mkdir -p "$dir"/{upper,work,root}
  mountpoint -q "$dir/root" || mount -t overlay overlay -o "lowerdir=$LAB_IMAGE,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"
}

authorize() { # ROOT USER KEY
  local home; home=$(chroot "$1" getent passwd "$2" | cut -d: -f6)
  install -d -m 700 "$1$home/.ssh"; install -m 600 "$3" "$1$home/.ssh/authorized_keys"
  chroot "$1" chown -R "$2:$2" "$home/.ssh"
}

make_host() { # from nothing; the stamp comes last, so that a host half made is made again
  local host=$1 kind dir; kind=$(kind_of "$1"); dir=$(dir_of "$1")
  end_host "$host"; rm -rf "$dir"; mount_host "$host"
  if [ -d "$LAB_SRC/hosts/$kind/files" ]; then
    tar -C "$LAB_SRC/hosts/$kind/files" --mode=u=rwX,go=rX --owner=0 --group=0 --exclude=__pycache__ -c . | tar -C "$dir/root" -x
  fi
  mkdir "$dir/root/tmp/lab-setup"
  for sql in "$LAB_SRC/hosts/$kind"/*.sql; do [ ! -e "$sql" ] || install -m 644 "$sql" "$dir/root/tmp/lab-setup/"; done
  (umask 022; env -i PATH=/usr/sbin:/usr/bin LANG=C.UTF-8 chroot "$dir/root" bash -s < "$LAB_SRC/hosts/$kind/setup")
  rm -r "$dir/root/tmp/lab-setup"
  tr -d - < /proc/sys/kernel/random/uuid > "$dir/root/etc/machine-id" # an empty one would be a first boot: all units enabled
  echo "$host" > "$dir/root/etc/hostname"
  ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$dir/root/etc/ssh/ssh_host_ed25519_key"
  authorize "$dir/root" root "$LAB_HOME/test-key.pub"
  authorize "$dir/root" "$(bot_of "$host")" "$LAB_HOME/bot-key.pub"
  stamp_of "$kind" > "$dir/stamp"
}

boot_host() {
  local host=$1 dir netns; dir=$(dir_of "$1"); netns=$(netns_of "$1")
  end_host "$host"; mount_host "$host"
  printf '127.0.0.1 localhost\n%s %s\n' "$(address_of "$host")" "$host" > "$dir/root/etc/hosts"
  ip netns add "$netns"
  ip link add "$(veth_of "$host")" type veth peer name eth0 address "$(mac_of "$host")" netns "$netns"
  ip link set "$(veth_of "$host")" master "$LAB_BR" up
  ip -n "$netns" addr add "$(address_of "$host")/24" dev eth0; ip -n "$netns" link set eth0 up; ip -n "$netns" link set lo up
  setsid bash "$LAB_SRC/run-host" "$host" </dev/null >>"$dir/console.log" 2>&1 &
  echo $! > "$dir/pid"
}

# A login, not just an open port (PAM turns users away early in the boot), then the end of the boot.
wait_for_boot() {
  local state
  for _ in $(seq 300); do
    state=$(ssh -i "$LAB_HOME/test-key" -o UserKnownHostsFile="$LAB_HOME/known_hosts" -o BatchMode=yes -o ConnectTimeout=2 \
      -o LogLevel=ERROR "root@$(address_of "$1")" systemctl is-system-running --wait 2>/dev/null </dev/null) || true
    case $state in
      running) return 0 ;;
      degraded) say "$1: a unit failed at boot: $(in_host "$1" systemctl --failed --plain --no-legend | cut -d' ' -f1 | xargs)"; return 0 ;;
    esac
    sleep 0.1
  done
  fail "$1 does not answer: see $(dir_of "$1")/console.log"
}
