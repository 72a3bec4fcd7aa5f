import { statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Suites by what they need: `unit` nothing, `contract` real servers and programs, `browser` Chromium, `lab` root and Debian. */
const lab = ['test/lab/**/*.test.ts'];
const browser = ['test/browser/**/*.test.ts'];
/** They stand beside what they hold, but run perl, python3 and every shell there is, or draw pictures. */
const programs = [
  ...[
    'cleanup-never-takes-open-files',
    'follow-ends',
    'hostile-log-lines',
    'log-window-across-gz',
    'log-zone',
    'redos',
  ].map((name) => `test/actions/logs/${name}.test.ts`),
  ...['batch-frames', 'shell-injection-quoting'].map((name) => `test/bot/hosts/${name}.test.ts`),
  'test/preview.test.ts',
];
const contract = [
  ...['contract', 'conversation', 'process'].map((folder) => `test/${folder}/**/*.test.ts`),
  ...programs,
];

/** Where real processes and hosts are met, one more try; `npm test` names each test that needed it. Never for unit tests. */
const secondTry = 1;

/**
 * Memory where there is enough of it: what unit tests keep for a moment need not wait for a disk at each commit. The
 * suites that meet real processes keep to the disk.
 */
function roomInMemory(): Record<string, string> {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 2 ** 30 ? { TMPDIR: '/dev/shm' } : {};
  } catch {
    return {};
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Many examples on a busy machine are slow, not stuck.
          testTimeout: 30_000,
          // Pure parts over fakes: what one file loaded serves the next, which is half of the time.
          isolate: false,
          maxWorkers: '100%',
          env: roomInMemory(),
          include: ['test/**/*.test.ts'],
          exclude: [...lab, ...contract, ...browser, '**/node_modules/**'],
        },
      },
      { test: { name: 'contract', include: contract, testTimeout: 60_000, hookTimeout: 60_000, retry: secondTry } },
      {
        test: {
          name: 'browser',
          include: browser,
          testTimeout: 90_000,
          retry: secondTry,
          hookTimeout: 60_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'lab',
          include: lab,
          testTimeout: 120_000,
          retry: secondTry,
          hookTimeout: 180_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
