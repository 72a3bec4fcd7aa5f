// Makes a fresh clone ready, then runs what was asked for. Must work on any Node from 20 on, with nothing installed:
// so only node:* here. Set-up is skipped when node_modules matches the lock file; a lock keeps two from doing it at once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.zhiban-set-up');
const lock = join(root, '.zhiban', 'set-up.lock');
const bin = join(root, 'node_modules', '.bin');
const [task, ...rest] = process.argv.slice(2);

const digest = (...files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
};

function run(command, args, more = {}) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ...more };
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;
}

function must(what, status) {
  if (status === 0) return;
  console.error(`zhiban: ${what} failed (exit ${status})`);
  process.exit(status);
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

function withLock(work) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(lock, 'utf8') || '0');
      if (holder > 0 && !alive(holder)) rmSync(lock, { force: true });
      if (tries > 1_200) throw new Error(`another set-up (pid ${holder}) holds ${lock}`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return newest;
}

function setUp() {
  withLock(() => {
    const wanted = digest(join(root, 'package-lock.json'), join(root, 'package.json'));
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      console.error('zhiban: installing packages (npm ci --ignore-scripts) …');
      must('npm ci', run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error']));
      writeFileSync(stamp, wanted);
    }
    const built = join(root, 'dist', 'zhiban.js');
    const sources = Math.max(newestSource(join(root, 'src')), statSync(join(root, 'scripts', 'build.mjs')).mtimeMs);
    if (!existsSync(built) || statSync(built).mtimeMs < sources) {
      console.error('zhiban: building …');
      must('the build', run('node', ['scripts/build.mjs']));
    }
  });
}

const tasks = {
  demo: () => run(join(root, 'bin', 'zhiban'), ['demo', ...rest]),
  test: () => run('node', ['scripts/test.ts', ...rest]),
  check: () => run('node', ['scripts/check.ts', ...rest]),
  bench: () => run('node', ['scripts/bench.ts', ...rest]),
};

if (!(task === 'test' && rest.includes('--no-setup'))) setUp();
if (task !== undefined) {
  const doIt = tasks[task];
  if (doIt === undefined) must(`"${task}" is no task; one of ${Object.keys(tasks).join(', ')}`, 2);
  // An interrupt is the child's to handle; this process only waits for it.
  process.on('SIGINT', () => {});
  process.exitCode = doIt();
}
