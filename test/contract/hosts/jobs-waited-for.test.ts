import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endJobs, type Job, lookAtJob, startJob } from '../../../src/actions/jobs/jobs.ts';
import type { Argv } from '../../../src/actions/ports.ts';
import { type OpenHosts, openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

/** Every program that is there for jobs, but these; `sleep` writes down each time it is asked. */
const wanted = ['sh', 'cat', 'mkdir', 'mkfifo', 'mv', 'rm', 'head', 'find', 'setsid', 'timeout', 'awk', 'stat', 'id'];
const signal = new AbortController().signal;
const id = 'T7F3KQ2.1';
let folder: string;
let hosts: OpenHosts;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-jobs-waited-')));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'work'));
  execFileSync('mkfifo', [join(folder, 'work/gate')]);
});
afterEach(async () => {
  await endJobs(hosts, 'here', id, { signal });
  await hosts.close();
  rmSync(folder, { recursive: true, force: true });
});

const where = (name: string): string =>
  execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();
function openWith(...more: readonly string[]): void {
  for (const name of [...wanted, ...more]) symlinkSync(where(name), join(folder, 'bin', name));
  writeFileSync(join(folder, 'bin/sleep'), `#!/bin/sh\necho asked >>${folder}/sleeps\nexec ${where('sleep')} "$@"\n`, {
    mode: 0o755,
  });
  const specs = { here: { transport: 'local' as const, folder: join(folder, 'work') } };
  hosts = openHosts({ specs, masking: () => makeRedactor([]), env: { PATH: join(folder, 'bin') } });
}
const sleeps = (): number =>
  existsSync(join(folder, 'sleeps')) ? readFileSync(join(folder, 'sleeps'), 'utf8').split('\n').length - 1 : 0;
const start = async (argv: Argv, waitMs: number): Promise<Job> => {
  const found = await startJob(hosts, 'here', { id, argv, limitMs: 60_000 }, { signal, waitMs });
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
};
const look = async (waitMs: number): Promise<Job> => {
  const found = await lookAtJob(hosts, 'here', { id }, { signal, waitMs });
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
};
const gated: Argv = ['sh', '-c', 'read -r word <gate; echo "$word"'];

describe('who waits for a job', () => {
  test('wakes when it ends, and asks nothing of the host meanwhile', async () => {
    openWith('flock');
    expect((await start(gated, 400)).state).toBe('running');
    expect((await look(400)).state).toBe('running');
    expect(sleeps()).toBe(0);
    const waiting = look(60_000);
    writeFileSync(join(folder, 'work/gate'), 'through\n');
    expect((await waiting).exec?.stdout).toBe('through\n');
    // The few that let the last words arrive.
    expect(sleeps()).toBeLessThanOrEqual(10);
  });

  test('is not kept by what the work leaves behind', async () => {
    openWith('flock');
    const begun = performance.now();
    const left = ['sh', '-c', `setsid ${where('sleep')} 50 &`] as const;
    expect((await start(left, 45_000)).exec?.exitCode).toBe(0);
    expect(performance.now() - begun).toBeLessThan(40_000);
  });

  test('wakes too when all of it is killed, and is told that it is lost', async () => {
    openWith('flock');
    await start(gated, 200);
    const waiting = look(60_000);
    const [, pid] = readFileSync(join(folder, `work/.zhiban/jobs/${id}/pid`), 'utf8').split(' ');
    execFileSync('pkill', ['-KILL', '-s', String(pid)]);
    expect((await waiting).state).toBe('lost');
  });

  test('looks at it again and again on a host without flock', async () => {
    openWith();
    expect((await start(gated, 400)).state).toBe('running');
    expect(sleeps()).toBeGreaterThan(0);
    const waiting = look(60_000);
    writeFileSync(join(folder, 'work/gate'), 'through\n');
    expect((await waiting).exec?.stdout).toBe('through\n');
  });

  test('and where its flock knows no time limit', async () => {
    openWith();
    writeFileSync(join(folder, 'bin/flock'), '#!/bin/sh\necho "flock: unrecognized option" >&2\nexit 1\n', {
      mode: 0o755,
    });
    expect((await start(gated, 400)).state).toBe('running');
    const waiting = look(60_000);
    writeFileSync(join(folder, 'work/gate'), 'through\n');
    expect((await waiting).exec?.stdout).toBe('through\n');
  });
});
