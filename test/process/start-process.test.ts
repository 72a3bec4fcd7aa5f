import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProcessParams } from '../../src/actions/steps/processes/process-params.ts';
import { startProcess } from '../../src/actions/steps/processes/start-process.ts';
import { plain } from '../actions/plain-text.ts';
import { kill, lives, PidfileWorld, until } from './pidfile-world.ts';

describe.runIf(process.platform === 'linux')('starting a process', () => {
  let world: PidfileWorld;
  beforeEach(() => {
    world = new PidfileWorld();
  });
  afterEach(() => world.end());

  async function start(params: ProcessParams) {
    const memo = await startProcess.prepare(params, world.context());
    if (!memo.ok) throw new Error('the former state was not read');
    return { memo: memo.value, result: await startProcess.perform(params, memo.value, world.context()) };
  }
  const failureOf = async (params: ProcessParams) => {
    const { result } = await start(params);
    if (result.ok) throw new Error('it was started');
    return { ...result.failure, said: JSON.stringify(result.failure.message) };
  };

  test('runs it in its folder, in a session of its own, named by its PID file, its output in its log', async () => {
    const script = world.script('serve', '#!/bin/sh\necho "out $1"\necho err >&2\npwd\nread -r _ <hold\n');
    const { result } = await start(world.service([script, '一 二']));
    const pid = world.pid() ?? 0;
    expect(result).toMatchObject({ ok: true, value: { pid, already: 0 } });
    await until('all is in the log', () => world.log().split('\n').length > 3);
    expect(world.log()).toBe(`out 一 二\nerr\n${world.folder}\n`);
    const session = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[3];
    expect(Number(session)).toBe(pid);
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(1, 3)).toEqual([script, '一 二']);
  });

  test('returns while the service goes on, with nothing of ours left open in it', async () => {
    const started = Date.now();
    await start(world.service(['sleep', '300']));
    expect(Date.now() - started).toBeLessThan(4_000);
    const pid = world.pid() ?? 0;
    expect(lives(pid)).toBe(true);
    const { hosts, signal } = world.context();
    const open = await hosts.exec('here', ['ls', `/proc/${pid}/fd`], { signal, timeoutMs: 5_000 });
    // Those with two digits and more were the test runner's own.
    expect(open.ok && open.value.stdout.match(/^\d$/gm)).toEqual(['0', '1', '2']);
  });

  test('gives it the declared environment, values with spaces and signs included', async () => {
    const service = world.service(['sleep', '300']);
    const environment = { MODE: 'a b; $(id) "q"', 中: 'x', LANG: 'zh_CN.UTF-8' };
    const { 中: _, ...declared } = environment;
    await start({ ...service, process: { ...service.process, environment: declared } });
    const words = readFileSync(`/proc/${world.pid()}/environ`, 'utf8').split('\0');
    expect(words).toContain('MODE=a b; $(id) "q"');
    expect(words).toContain('LANG=zh_CN.UTF-8');
  });

  test('passes arguments that look like shell untouched', async () => {
    const marker = `${world.folder}/owned`;
    const script = world.script('serve', '#!/bin/sh\nread -r _ <hold\n');
    const words = [`$(touch '${marker}')`, `; touch '${marker}'`, '*', "'", '-n', ''] as const;
    const { result } = await start(world.service([script, ...words]));
    expect(result.ok).toBe(true);
    expect(readFileSync(`/proc/${world.pid()}/cmdline`, 'utf8').split('\0').slice(2, -1)).toEqual([...words]);
    expect(existsSync(marker)).toBe(false);
  });

  test('leaves one that runs already as it is', async () => {
    const service = world.service(['sleep', '300']);
    await start(service);
    const pid = world.pid();
    expect((await start(service)).result).toMatchObject({ ok: true, value: { pid, already: 1 } });
    expect(world.pid()).toBe(pid);
  });

  test('names one that runs already in its PID file again, where that was lost', async () => {
    const service = world.service(['sleep', '300']);
    const pid = world.stray('sleep', ['300']);
    expect((await start(service)).result).toMatchObject({ ok: true, value: { pid, already: 1 } });
    expect(world.pid()).toBe(pid);
    expect((await start(service)).result).toMatchObject({ ok: true, value: { pid, already: 1 } });
  });

  test('takes over a PID file whose process is gone', async () => {
    const gone = world.stray('sleep', ['0']);
    await until('it is gone', () => !lives(gone));
    world.writePid(gone);
    expect((await start(world.service(['sleep', '300']))).result).toMatchObject({ ok: true, value: { already: 0 } });
    expect(world.pid()).not.toBe(gone);
  });

  test('takes over a PID file that names a stranger elsewhere, and leaves the stranger alone', async () => {
    const stranger = world.stray('sleep', ['301'], '/');
    world.writePid(stranger);
    expect((await start(world.service(['sleep', '300']))).result).toMatchObject({ ok: true, value: { already: 0 } });
    expect(world.pid()).not.toBe(stranger);
    expect(lives(stranger)).toBe(true);
  });

  test("refuses beside a stranger in the service's own folder: it may be the service in another guise", async () => {
    const stranger = world.stray('sleep', ['301']);
    world.writePid(stranger);
    const failure = await failureOf(world.service(['sleep', '300']));
    expect(failure).toMatchObject({ code: 'command-failed', message: { key: 'process.lookAlike' } });
    expect(failure.said).toContain(String(stranger));
    expect(failure.said).toContain('sleep 301');
    expect(world.pid()).toBe(stranger);
    expect(lives(stranger)).toBe(true);
  });

  test('names whoever holds the port, and leaves him alone', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await failureOf(world.service(['sleep', '300'], { port }));
    expect(failure).toMatchObject({
      message: { key: 'process.held', params: { port: String(port), pid: String(process.pid) } },
    });
    expect(world.pid()).toBeUndefined();
    holder.close();
  });

  test('tells at once that it ended, with its exit code, its own last words and the reason seen in them', async () => {
    writeFileSync(world.logFile, 'yesterday: REDIS_TOKEN is not set\n');
    const script = world.script('serve', '#!/bin/sh\necho "OPENAI_API_KEY is not set"\nexit 3\n');
    const failure = await failureOf(world.service([script]));
    expect(failure.evidence).toEqual([{ type: 'code', text: 'OPENAI_API_KEY is not set' }]);
    expect(plain(failure.message)).toBe(
      'llm ended right after it was started, exit code 3: a key seems to be missing: OPENAI_API_KEY is not set',
    );
    expect(world.pid()).toBeUndefined();
  });

  test('tells that the program is not there', async () => {
    const failure = await failureOf(world.service(['no-such-program']));
    expect(failure).toMatchObject({ message: { key: 'process.ended', params: { exit: { outside: '127' } } } });
  });

  test('ends what it started when that turns out to be something else than declared', async () => {
    const script = world.script('serve', '#!/bin/sh\nexec sleep 300\n');
    const failure = await failureOf(world.service([script]));
    expect(failure).toMatchObject({ message: { key: 'process.unrecognised' } });
    const pid = world.pid() ?? 0;
    await until('it is ended', () => !lives(pid));
  });

  test.each(['folder', 'pidFile', 'logFile'] as const)('says which path is missing: %s', async (which) => {
    const service = world.service(['sleep', '300']);
    const path = which === 'folder' ? '/nowhere' : '/nowhere/file';
    const failure = await failureOf({ ...service, process: { ...service.process, [which]: path } });
    expect(failure).toMatchObject({ message: { key: 'process.missing' } });
    expect(failure.said).toContain('/nowhere');
  });

  test('is done once, however many start it at the same moment', async () => {
    const service = world.service(['sleep', '300']);
    const all = await Promise.all([start(service), start(service), start(service)]);
    const already = all.map(({ result }) => result.ok && result.value.already);
    expect(already.toSorted()).toEqual([0, 1, 1]);
  });

  test('is undone by stopping it, unless it ran before', async () => {
    const service = world.service(['sleep', '300']);
    const { memo } = await start(service);
    const pid = world.pid() ?? 0;
    expect(await startProcess.undo?.(service, { ...memo, found: 'ours' }, world.context())).toMatchObject({ ok: true });
    expect(lives(pid)).toBe(true);
    expect(await startProcess.undo?.(service, memo, world.context())).toMatchObject({ ok: true });
    expect(lives(pid)).toBe(false);
    expect(world.pid()).toBeUndefined();
  });

  test('is not undone at a stranger', async () => {
    const service = world.service(['sleep', '300']);
    const stranger = world.stray('sleep', ['301']);
    world.writePid(stranger);
    expect(await startProcess.undo?.(service, { found: 'stranger' }, world.context())).toMatchObject({ ok: true });
    expect(lives(stranger)).toBe(true);
  });

  test('is read back by the process that runs now', async () => {
    const service = world.service(['sleep', '300']);
    const context = world.context();
    expect(await startProcess.readBack(service, { found: 'none' }, context)).toBe('not-done');
    await start(service);
    const memo = await startProcess.prepare(service, context);
    if (!memo.ok) throw new Error('the former state was not read');
    expect(await startProcess.readBack(service, { found: 'none' }, context)).toBe('done');
    expect(await startProcess.readBack(service, memo.value, context)).toBe('done');
    kill(world.pid() ?? 0);
    await until('it is gone', () => !lives(world.pid() ?? 0));
    expect(await startProcess.readBack(service, { found: 'none' }, context)).toBe('not-done');
  });

  test('is read back only when a start still under way has come to its end', async () => {
    const service = world.service(['sleep', '300']);
    const locked = spawn('flock', [`${world.folder}/pids`, 'sleep', '1.2'], { stdio: 'ignore' });
    await once(locked, 'spawn');
    const performing = startProcess.perform(service, { found: 'none' }, world.context());
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await startProcess.readBack(service, { found: 'none' }, world.context())).toBe('done');
    await performing;
  });

  test('leaves no temporary file behind', async () => {
    await start(world.service(['sleep', '300']));
    expect(existsSync(`${world.pidFile}.new`)).toBe(false);
    rmSync(world.pidFile);
  });
});
