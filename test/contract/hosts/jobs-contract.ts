import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endJobs, findJobs, type Job, lookAtJob, startJob } from '../../../src/actions/jobs/jobs.ts';
import { runJob } from '../../../src/actions/jobs/run-job.ts';
import type { Argv, Hosts } from '../../../src/actions/ports.ts';
import type { Result } from '../../../src/actions/result.ts';
import { canary } from './hosts-in-test.ts';

export interface OpenedForJobs {
  readonly hosts: Hosts;
  readonly host: string;
  /** The folder in which jobs lie. */
  readonly jobs: string;
  /** Cuts the connection as a broken cable would; nothing where there is none. */
  cut(): void;
  close(): Promise<void>;
}

const letters = () => Math.random().toString(36).slice(2, 8);
const seconds = () => String(100_000 + Math.floor(Math.random() * 800_000));
const alive = (mark: string): boolean => {
  try {
    return execFileSync('pgrep', ['-f', mark], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
};

/** What long work on a host promises, over every transport. `open` is given a folder in which all files of the tests lie. */
export function describeJobs(name: string, open: (folder: string) => Promise<OpenedForJobs>): void {
  describe(`jobs: ${name}`, () => {
    let folder: string;
    let opened: OpenedForJobs;
    const made: string[] = [];
    const signal = new AbortController().signal;
    const id = (): string => {
      const fresh = `T${letters()}.1`;
      made.push(fresh);
      return fresh;
    };
    const jobIn = (result: Result<Job>): Job => {
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      return result.value;
    };
    const start = async (of: string, argv: Argv, more: { limitMs?: number; waitMs?: number; stdin?: string } = {}) => {
      const { limitMs = 60_000, waitMs = 0, ...rest } = more;
      const order = { id: of, argv, limitMs, ...rest };
      return jobIn(await startJob(opened.hosts, opened.host, order, { signal, waitMs }));
    };
    const look = async (of: string, waitMs = 0, watched?: string) =>
      jobIn(
        await lookAtJob(
          opened.hosts,
          opened.host,
          { id: of, ...(watched === undefined ? {} : { watched }) },
          { signal, waitMs },
        ),
      );
    const end = async (of: string) => jobIn(await endJobs(opened.hosts, opened.host, of, { signal }));
    const file = (of: string, what: string) => join(opened.jobs, of, what);
    const pidOf = (of: string) => Number(readFileSync(file(of, 'pid'), 'utf8').split(' ')[1]);

    beforeAll(async () => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-jobs-')));
      opened = await open(folder);
    });
    afterAll(async () => {
      const going = made.filter((each) => existsSync(file(each, 'pid')) && !existsSync(file(each, 'exit')));
      await Promise.all(going.map((each) => endJobs(opened.hosts, opened.host, each, { signal })));
      await opened.close();
      for (const each of made) rmSync(join(opened.jobs, each), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    });

    test('a short one is started, waited for and read in one round trip; its words are masked', async () => {
      const done = await start(id(), ['sh', '-c', `cat; echo ${canary.value}; echo err >&2; exit 3`], {
        waitMs: 10_000,
        stdin: 'read from a pipe\n',
      });
      expect(done).toMatchObject({ state: 'ended', left: [] });
      expect(done.exec).toMatchObject({ exitCode: 3, stdout: 'read from a pipe\n[masked:canary]\n', stderr: 'err\n' });
    });

    test('arguments arrive as they are, and the folder is for its owner alone', async () => {
      const it = id();
      const done = await start(it, ['printf', '%s|', 'HR人事', "it's", '$(id)', ''], { waitMs: 10_000 });
      expect(done.exec?.stdout).toBe("HR人事|it's|$(id)||");
      expect(
        execFileSync('stat', ['-c', '%a', opened.jobs, join(opened.jobs, it), file(it, 'out')], { encoding: 'utf8' }),
      ).toBe('700\n700\n600\n');
    });

    test('starting it again finds it, at work and ended: it is done once', async () => {
      const it = id();
      const count = join(folder, it);
      const argv: Argv = ['sh', '-c', `echo x >>${count}; read word <${count}.go; echo "$word"`];
      execFileSync('mkfifo', [`${count}.go`]);
      const both = await Promise.all([start(it, argv), start(it, argv)]);
      expect(both.map(({ state }) => state)).toEqual(['running', 'running']);
      expect((await start(it, argv)).state).toBe('running');
      writeFileSync(`${count}.go`, 'gone on\n');
      expect((await look(it, 10_000)).exec?.stdout).toBe('gone on\n');
      expect((await start(it, argv)).exec?.stdout).toBe('gone on\n');
      expect(readFileSync(count, 'utf8')).toBe('x\n');
    });

    test('the connection cut in the middle does not touch it; it is found, with how far it is, and its end', async () => {
      const it = id();
      const grows = join(folder, `${it}.grows`);
      execFileSync('mkfifo', [`${grows}.go`]);
      await start(it, ['sh', '-c', `printf 12345 >${grows}; read word <${grows}.go; echo "$word"`], { waitMs: 300 });
      opened.cut();
      let found = await lookAtJob(opened.hosts, opened.host, { id: it, watched: grows }, { signal });
      while (!found.ok) found = await lookAtJob(opened.hosts, opened.host, { id: it, watched: grows }, { signal });
      expect(found.value).toMatchObject({ state: 'running', bytes: 5 });
      writeFileSync(`${grows}.go`, 'through\n');
      expect((await look(it, 10_000)).exec).toMatchObject({ exitCode: 0, stdout: 'through\n' });
    });

    test('two are two: each has its own end, and ending one leaves the other', async () => {
      const [one, other, mark] = [id(), id(), seconds()];
      await start(one, ['sleep', mark]);
      await start(other, ['sh', '-c', 'exit 7'], { waitMs: 10_000 });
      expect((await look(one)).state).toBe('running');
      expect((await look(other)).exec?.exitCode).toBe(7);
      expect(await end(one)).toMatchObject({ state: 'cancelled', left: [] });
      expect(alive(mark)).toBe(false);
      expect((await look(other)).state).toBe('ended');
    });

    test.each([
      ['one that sleeps', (mark: string) => `sleep ${mark}`],
      [
        'one with children, also of another session',
        (mark: string) => `sleep ${mark} & setsid sleep ${mark} & sleep ${mark}`,
      ],
      [
        'one that is deaf',
        (mark: string) => `trap '' TERM HUP INT; sh -c "trap '' TERM; sleep ${mark}"; sleep ${mark}`,
      ],
      ['one that talks without end', (mark: string) => `yes ${mark}`],
    ])('%s is ended, and the machine shows it gone', async (_what, script) => {
      const [it, mark] = [id(), seconds()];
      await start(it, ['sh', '-c', script(mark)]);
      while (!alive(mark)) await look(it, 100);
      expect(await end(it)).toMatchObject({ state: 'cancelled', left: [] });
      expect(alive(mark)).toBe(false);
    });

    test('endless words neither stop it nor fill the disk', async () => {
      const it = id();
      const done = await start(it, ['sh', '-c', 'yes | head -c 50000000; echo end >&2'], { waitMs: 30_000 });
      expect(done.exec?.exitCode).toBe(0);
      expect(Number(execFileSync('stat', ['-c', '%s', file(it, 'out')], { encoding: 'utf8' }))).toBe(1_048_576);
      expect(done.exec?.stderr).toBe('end\n');
    });

    test('the host itself ends what passes its limit', async () => {
      const [it, mark] = [id(), seconds()];
      await start(it, ['sh', '-c', `trap '' HUP; sleep ${mark}`], { limitMs: 1_000 });
      expect((await look(it, 15_000)).exec?.exitCode).toBe(124);
      expect(alive(mark)).toBe(false);
    });

    test('killed with all its processes, as by a reboot, it is told lost, and not pretended', async () => {
      const [it, mark] = [id(), seconds()];
      await start(it, ['sleep', mark], { waitMs: 200 });
      execFileSync('pkill', ['-KILL', '-s', String(pidOf(it))]);
      expect((await look(it, 5_000)).state).toBe('lost');
      // Another boot: the number may belong to anybody now.
      const other = spawn('sleep', [mark]);
      const again = id();
      await start(again, ['true'], { waitMs: 10_000 });
      rmSync(file(again, 'exit'));
      writeFileSync(file(again, 'pid'), `11111111-2222-3333-4444-555555555555 ${other.pid} 1\n`);
      expect((await look(again)).state).toBe('lost');
      expect(await end(again)).toMatchObject({ left: [] });
      expect(other.exitCode).toBeNull();
      expect(alive(mark)).toBe(true);
      other.kill('SIGKILL');
    });

    test.each(['', 'exit', 'exit 0 12', 'exit 0 12 .'])('an exit file cut to %j says nothing', async (half) => {
      const it = id();
      await start(it, ['true'], { waitMs: 10_000 });
      writeFileSync(file(it, 'exit'), half);
      expect((await look(it)).state).toBe('lost');
    });

    test('what was lost is begun anew when it is started again, once, and not by who may have begun it', async () => {
      const it = id();
      const count = join(folder, it);
      await start(it, ['sh', '-c', `echo x >>${count}`], { waitMs: 10_000 });
      rmSync(file(it, 'exit'));
      const order = { id: it, argv: ['true'] as const, limitMs: 10_000 };
      const ensured = await startJob(opened.hosts, opened.host, order, { signal, oursMaybe: true });
      expect(ensured).toMatchObject({ ok: true, value: { state: 'lost' } });
      expect((await start(it, ['sh', '-c', `echo y >>${count}`], { waitMs: 10_000 })).state).toBe('ended');
      expect(readFileSync(count, 'utf8')).toBe('x\ny\n');
    });

    test('is found by the beginning of its name, as whoever takes up a run looks for it', async () => {
      const it = id();
      expect(await findJobs(opened.hosts, opened.host, it, { signal })).toEqual({ ok: true, value: [] });
      made.push(`${it}.main`);
      await start(`${it}.main`, ['true'], { waitMs: 10_000 });
      expect(await findJobs(opened.hosts, opened.host, it, { signal })).toEqual({ ok: true, value: ['ended'] });
    });

    test('a step that is cancelled ends its job and says so; out of time it says that', async () => {
      const mark = seconds();
      const cancel = new AbortController();
      const step = letters().toUpperCase();
      made.push(`${step}.1`, `${step}.2`);
      const surroundings = (number: number, of: AbortSignal) => ({
        hosts: opened.hosts,
        host: opened.host,
        planId: step,
        step: number,
        signal: of,
        progress: () => undefined,
        sleep: async () => undefined,
      });
      const going = runJob(['sleep', mark], surroundings(1, cancel.signal), { timeoutMs: 60_000 });
      while (!existsSync(file(`${step}.1`, 'pid'))) await new Promise((resolve) => setTimeout(resolve, 20));
      cancel.abort(new Error('cancelled by bob'));
      expect(await going).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
      expect(alive(mark)).toBe(false);
      const late = await runJob(['sleep', mark], surroundings(2, AbortSignal.timeout(700)), { timeoutMs: 60_000 });
      expect(late).toMatchObject({ ok: false, failure: { code: 'timed-out' } });
      expect(alive(mark)).toBe(false);
    });
  });
}
