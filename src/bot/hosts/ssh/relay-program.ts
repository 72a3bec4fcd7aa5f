/**
 * Carries bytes between its standard streams and an address as seen from the host, for hosts whose sshd forwards
 * nothing. Run as `sh -c <program> relay ADDRESS PORT SECONDS NONCE`; takes perl, else python3, else curl. Once it is
 * connected it prints the line `NONCE connected` and then what comes; else it ends with curl's exit codes: 6 name
 * unknown, 7 refused or no way, 28 no answer. Lives no longer than SECONDS.
 */
export const relayProgram = `if command -v perl >/dev/null 2>&1; then exec perl -e '${perlRelay()}' -- "$@"; fi
if command -v python3 >/dev/null 2>&1; then exec python3 -c '${pythonRelay()}' "$@"; fi
if command -v curl >/dev/null 2>&1; then
  printf '\\n%s connected\\n' "$4"
  exec curl -q -sN --noproxy '*' --max-time "$3" "telnet://$1:$2"
fi
exit 127`;

function perlRelay(): string {
  return `use strict; use IO::Socket::IP; use IO::Select; use Errno;
my ($a, $p, $s, $nonce) = @ARGV; alarm $s;
my $c = IO::Socket::IP->new(PeerHost => $a, PeerPort => $p, Timeout => $s);
if (!$c) { my $e = $! + 0; exit($e == Errno::ECONNREFUSED() ? 7 : $e == Errno::ETIMEDOUT() ? 28 : $e ? 7 : 6) }
$c->blocking(1); syswrite STDOUT, "\\n$nonce connected\\n";
my $w = IO::Select->new($c, \\*STDIN); my $b;
while ($w->count) { for my $r ($w->can_read) {
  my $n = sysread $r, $b, 65536;
  if ($r == $c) { exit 0 if !$n; for (my $o = 0; $o < $n;) { $o += syswrite(STDOUT, $b, $n - $o, $o) || exit 0 } }
  elsif (!$n) { $w->remove($r) }
  else { for (my $o = 0; $o < $n;) { $o += syswrite($c, $b, $n - $o, $o) || exit 56 } } } }`;
}

function pythonRelay(): string {
  return `import os, select, signal, socket, sys
a, p, s = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
signal.alarm(s)
try: c = socket.create_connection((a, p), s)
except ConnectionRefusedError: sys.exit(7)
except socket.gaierror: sys.exit(6)
except socket.timeout: sys.exit(28)
except OSError: sys.exit(7)
c.setblocking(True)
os.write(1, b"\\n" + sys.argv[4].encode() + b" connected\\n")
w = [c, 0]
while True:
  for r in select.select(w, [], [])[0]:
    if r is c:
      d = c.recv(65536)
      if not d: sys.exit(0)
      while d: d = d[os.write(1, d):]
    else:
      d = os.read(0, 65536)
      if d: c.sendall(d)
      else: w.remove(0)`;
}
