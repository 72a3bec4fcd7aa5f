// Runs every suite and sums them up. `npm test [--no-setup] [--all] [words to filter files]`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suiteResults } from './suite-results.ts';
import { chromium, has, isDebian, setUp } from './test-needs.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const all = args.includes('--all');
const filters = args.filter((word) => !word.startsWith('--'));
const required = process.env.LAB_REQUIRED === '1';

const sums = { passed: 0, failed: 0, skipped: 0 };
const times: string[] = [];
const failures: string[] = [];
const secondTries: string[] = [];

async function suite(
  project: string,
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-test-'));
  const report = join(folder, 'result.json');
  const startedAt = Date.now();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--project', project, ...reporters, '--passWithNoTests', ...more, ...filters],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env, TEST_ALL: all ? '1' : '' } },
  );
  const status = await new Promise<number | null>((ended) => {
    child.once('error', () => ended(null)).once('close', ended);
  });
  const results = suiteResults(report, status);
  rmSync(folder, { recursive: true, force: true });
  sums.passed += results.passed;
  sums.failed += results.failed;
  sums.skipped += results.skipped;
  failures.push(...results.failures.map((title) => `${project}: ${title}`));
  secondTries.push(...results.secondTries.map((title) => `${project}: ${title}`));
  times.push(`${[project, ...more].join(' ')}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

function skip(what: string, why: string): void {
  console.log(`\n!!! ${what.toUpperCase()} WAS SKIPPED: ${why} !!!\n`);
  if (required) {
    sums.failed += 1;
    failures.push(`${what}: skipped, ${why}`);
  } else sums.skipped += 1;
}

async function browserSuite(): Promise<void> {
  if (has(chromium)) await suite('browser');
  else skip('the browser', 'there is no chromium, nobody looked at the page.');
}

async function labSuite(complete: boolean): Promise<void> {
  const what = 'the lab';
  if (!isDebian()) return skip(what, 'it needs root on Debian, nothing was tried on real hosts.');
  if (!complete) return skip(what, 'packages are missing, nothing was tried on real hosts.');
  const startedAt = Date.now();
  // Its tests wait for their hosts more than they work, so half of them run on a lab of their own beside the other half.
  const keys = filters.length === 0 ? ['', 'second'] : [''];
  for (const key of keys) {
    const env = { ...process.env, LAB_KEY: key };
    if (spawnSync(join(root, 'lab/up'), { cwd: root, stdio: 'inherit', env }).status !== 0)
      return skip(what, 'lab/up failed, nothing was tried on real hosts.');
  }
  times.push(`lab/up: ${Math.round((Date.now() - startedAt) / 1000)} s`);
  await Promise.all(
    keys.map((key, at) =>
      suite('lab', keys.length === 1 ? [] : [`--shard=${at + 1}/${keys.length}`], { LAB_KEY: key }),
    ),
  );
}

const startedAt = Date.now();
const complete = setUp(args.includes('--no-setup'));
await suite('unit');
// The lab mostly waits for its hosts.
await Promise.all([labSuite(complete), suite('contract').then(browserSuite)]);
for (const title of secondTries) console.log(`passed only when tried again: ${title}`);
for (const title of failures) console.log(`FAILED ${title}`);
console.log(`${times.join(' · ')} · all: ${Math.round((Date.now() - startedAt) / 1000)} s`);
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exitCode = sums.failed > 0 || sums.passed === 0 ? 1 : 0;
