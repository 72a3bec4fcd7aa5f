# Runs before break and mend of h1.
unit_pid() { systemctl show -P MainPID "$1"; }
