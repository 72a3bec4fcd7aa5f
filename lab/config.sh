# Sourced by the other scripts: names and addresses, all derived from the path of this checkout.
LAB_SRC=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_ROOT=$(dirname "$LAB_SRC")
LAB_STORE=/var/tmp/zhiban-lab # shared by all checkouts: images, named by content
LAB_ID=$(printf %s "$LAB_ROOT${LAB_KEY:+#$LAB_KEY}" | sha256sum | cut -c1-8) # LAB_KEY: a further lab of the same checkout
LAB_HOME=$LAB_STORE/$LAB_ID
LAB_BR=zhb$LAB_ID # with "p100" behind it still within the 15 characters of an interface's name

say() { echo "lab: $*" >&2; }
fail() { say "$*"; exit 1; }
[ "$(id -u)" = 0 ] || { say "needs root (namespaces, overlayfs)"; exit 2; }

# One hash over names, modes (git keeps only the x bit) and contents.
hash_of() {
  (cd "$LAB_SRC" && find "$@" -type f ! -path '*/__pycache__/*' -printf '%p %M\n' | sed -E 's/ -..(.).*/ \1/' | LC_ALL=C sort
    cd "$LAB_SRC" && find "$@" -type f ! -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) |
    sha256sum | cut -c1-12
}
LAB_IMAGE=$LAB_STORE/images/$(hash_of image packages base)

# The bridge itself remembers the subnet; empty while the lab is down.
LAB_NET=$(ip -4 -o addr show dev "$LAB_BR" 2>/dev/null | sed -nE 's/.* (10\.77\.[0-9]+)\.1\/24.*/\1/p') || true

kind_of() { case $1 in h1|h3) echo "$1" ;; p[1-9]|p[1-9][0-9]|p[12][0-9][0-9]) echo plain ;; *) fail "no host '$1': h1, h3, p1, p2, …" ;; esac; }
address_of() { case $1 in h*) echo "$LAB_NET.$((10 + ${1#h}))" ;; p*) echo "$LAB_NET.$((20 + ${1#p}))" ;; esac; }
# Fixed: with a new one at each boot this machine would send to the old one until its ARP entry ends (40 s).
mac_of() { local last; last=$(address_of "$1"); printf '02:7a:%s:%s:%s:%02x\n' "${LAB_ID:0:2}" "${LAB_ID:2:2}" "${LAB_ID:4:2}" "${last##*.}"; }
bot_of() { case $1 in h3) echo teaching ;; *) echo ops ;; esac; }
netns_of() { echo "$LAB_BR-$1"; }
veth_of() { echo "$LAB_BR$1"; }
