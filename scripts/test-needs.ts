import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const has = (command: string) =>
  command.startsWith('/')
    ? existsSync(command)
    : spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command]).status === 0;
export const isDebian = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

export const chromium = '/usr/bin/chromium';
const chineseFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** What tests need besides npm packages, and the Debian package that brings it. */
const needs = [
  { command: '/usr/sbin/sshd', package: 'openssh-server', for: 'contract tests of SSH against a real sshd' },
  { command: 'ssh', package: 'openssh-client', for: 'looking at lab hosts past Zhiban' },
  { command: 'systemd-nspawn', package: 'systemd-container', for: 'booting the lab hosts' },
  { command: 'mmdebstrap', package: 'mmdebstrap', for: 'making the lab image' },
  { command: 'ip', package: 'iproute2', for: "the lab's network" },
  { command: 'iptables', package: 'iptables', for: 'cutting connections on purpose' },
  { command: chromium, package: 'chromium', for: 'the page in a real browser' },
  { command: chineseFont, package: 'fonts-noto-cjk', for: 'Chinese letters in it' },
];

/** Installs what is missing, or with `onlyCheck` says it; true when all is there. */
export function setUp(onlyCheck: boolean): boolean {
  console.log('tests need:');
  const missing = needs.filter(({ command }) => !has(command));
  for (const need of needs) {
    console.log(`  ${missing.includes(need) ? 'missing' : 'present'}  ${need.package.padEnd(18)} ${need.for}`);
  }
  if (missing.length === 0) return true;
  if (onlyCheck || !isDebian()) return false;
  const packages = missing.map((need) => need.package);
  console.log(`installing ${packages.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-qq', 'update'], { stdio: 'inherit', env });
  // A server of ours is started by the tests that need it; Debian's own must not start by itself.
  const install = ['-qqy', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', 'install', ...packages];
  return (
    spawnSync('apt-get', install, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, RUNLEVEL: '1' } }).status ===
    0
  );
}
