// Runs every suite and sums them up. `npm test [--no-setup] [--all] [words to filter files]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const onlyCheck = args.includes('--no-setup');
const all = args.includes('--all');
const filters = args.filter((word) => !word.startsWith('--'));
const required = process.env.LAB_REQUIRED === '1';

interface Sums {
  passed: number;
  failed: number;
  skipped: number;
}
const sums: Sums = { passed: 0, failed: 0, skipped: 0 };
const notes: string[] = [];

const has = (command: string) =>
  command.startsWith('/')
    ? existsSync(command)
    : spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command]).status === 0;
const isDebian = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

const chromium = '/usr/bin/chromium';
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

function setUp(): boolean {
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

function suite(project: string, env: Record<string, string> = {}): void {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-test-'));
  const output = join(folder, 'result.json');
  const startedAt = Date.now();
  const vitest = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
  ];
  const { status } = spawnSync(
    join(root, 'node_modules/.bin', vitest[0] ?? ''),
    [...vitest.slice(1), '--passWithNoTests', ...filters],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, TEST_ALL: all ? '1' : '' },
    },
  );
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (existsSync(output)) {
    const result = JSON.parse(readFileSync(output, 'utf8')) as Record<string, number>; // vitest's own reporter wrote it
    sums.passed += result.numPassedTests ?? 0;
    sums.failed += result.numFailedTests ?? 0;
    sums.skipped += (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
    if (status !== 0 && (result.numFailedTests ?? 0) === 0) sums.failed += 1;
  } else sums.failed += 1;
  rmSync(folder, { recursive: true, force: true });
  notes.push(`${project}: ${seconds} s`);
}

function browserSuite(): void {
  if (has(chromium)) {
    suite('browser');
    return;
  }
  console.log('\n!!! THE BROWSER WAS SKIPPED: there is no chromium. Nobody looked at the page. !!!\n');
  if (required) sums.failed += 1;
  else sums.skipped += 1;
}

function labSuite(complete: boolean): void {
  const why = !isDebian() ? 'it needs root on Debian' : complete ? undefined : 'packages are missing';
  if (why !== undefined) {
    skipLab(why);
    return;
  }
  const startedAt = Date.now();
  if (spawnSync(join(root, 'lab/up'), { cwd: root, stdio: 'inherit' }).status !== 0) {
    skipLab('lab/up failed');
    return;
  }
  notes.push(`lab/up: ${Math.round((Date.now() - startedAt) / 1000)} s`);
  suite('lab');
}

function skipLab(why: string): void {
  console.log(`\n!!! THE LAB WAS SKIPPED: ${why}. Nothing was tried on real hosts. !!!\n`);
  if (required) sums.failed += 1;
  else sums.skipped += 1;
}

const complete = setUp();
suite('unit');
suite('contract');
browserSuite();
labSuite(complete);
console.log(notes.join(' · '));
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exitCode = sums.failed > 0 || sums.passed === 0 ? 1 : 0;
