import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processFacts } from '../../src/actions/runtimes/pidfile/process-facts.ts';
import { probeArgv } from '../../src/actions/runtimes/pidfile/programs.ts';
import type { ProcessParams } from '../../src/actions/steps/processes/process-params.ts';
import { kill, PidfileWorld, until } from './pidfile-world.ts';

describe.runIf(process.platform === 'linux')('a PID file', () => {
  let world: PidfileWorld;
  beforeEach(() => {
    world = new PidfileWorld();
  });
  afterEach(() => world.end());

  const look = async (params: ProcessParams) => {
    const { hosts, signal } = world.context();
    const answer = await hosts.exec('here', probeArgv(params.process), { signal, timeoutMs: 10_000 });
    if (!answer.ok) throw new Error('the probe did not run');
    expect(answer.value.exitCode).toBe(0);
    return processFacts(answer.value.stdout);
  };
  const sleeper = (): ProcessParams => world.service(['sleep', '300']);

  test('that is not there names nobody', async () => {
    expect(await look(sleeper())).toEqual({ found: 'none', differs: [] });
  });

  test.each([
    ['empty', ''],
    ['no number', 'llm'],
    ['a path', '../1'],
    ['a negative number', '-1'],
  ])('with %s names nobody', async (_what, words) => {
    writeFileSync(world.pidFile, `${words}\n`);
    expect(await look(sleeper())).toMatchObject({ found: 'none' });
  });

  test('names our process when everything about it is as declared', async () => {
    const pid = world.stray('sleep', ['300']);
    world.writePid(pid);
    const facts = await look(sleeper());
    expect(facts).toMatchObject({ found: 'ours', pid, line: 'sleep 300', differs: [] });
    expect(Math.abs((facts?.startedMs ?? 0) - Date.now())).toBeLessThan(5_000);
    expect(facts?.memoryBytes).toBeGreaterThan(10_000);
    expect(facts?.invocation).toMatch(new RegExp(`^[0-9a-f]{8}-${pid}-\\d+$`));
  });

  test('without a line break at its end is read all the same', async () => {
    const pid = world.stray('sleep', ['300']);
    writeFileSync(world.pidFile, String(pid));
    expect(await look(sleeper())).toMatchObject({ found: 'ours', pid });
  });

  test('that outlived its process names nobody, and says which PID it was', async () => {
    const pid = world.stray('sleep', ['300']);
    kill(pid);
    await until('the process is gone', () => {
      try {
        return process.kill(pid, 0) === undefined;
      } catch {
        return true;
      }
    });
    world.writePid(pid);
    expect(await look(sleeper())).toMatchObject({ found: 'none', filePid: String(pid) });
  });

  test('that names a zombie names nobody', async () => {
    // sleep never waits for the child it inherits by exec.
    world.stray('sh', ['-c', 'sh -c "exit 0" & echo $! >pids/llm.pid; exec sleep 301']);
    await until('the PID file is there', () => (world.pid() ?? 0) > 0);
    await until('the zombie is one', () => {
      const stat = statOf(world.pid() ?? 0);
      return stat === 'Z';
    });
    expect(await look(sleeper())).toMatchObject({ found: 'none' });
  });

  test.each<readonly [string, readonly [string, ...string[]], string | undefined, readonly string[]]>([
    ['other arguments', ['sleep', '301'], undefined, ['arguments']],
    ['one argument more', ['sleep', '300', '1'], undefined, ['arguments']],
    ['another executable', ['tail', '-f', '/dev/null'], undefined, ['executable', 'arguments']],
    ['another folder', ['sleep', '300'], '/', ['folder']],
  ])('that names a process with %s names a stranger', async (_what, [command, ...words], folder, differs) => {
    const pid = world.stray(command, words, folder ?? world.folder);
    world.writePid(pid);
    expect(await look(sleeper())).toMatchObject({
      found: 'stranger',
      pid,
      differs,
      line: [command, ...words].join(' '),
    });
  });

  test('older than its process names a stranger: the PID was given to somebody else since', async () => {
    const pid = world.stray('sleep', ['300']);
    world.writePid(pid, 60);
    expect(await look(sleeper())).toMatchObject({ found: 'stranger', pid, differs: ['later'] });
  });

  const losses: readonly (readonly [string, () => void])[] = [
    ['is not there', () => rmSync(world.pidFile, { force: true })],
    ['is empty', () => writeFileSync(world.pidFile, '')],
    ['names one that is gone', () => world.writePid(4_194_000)],
  ];
  test.each(losses)('that %s finds the one process that is ours, and says that it is lost', async (_how, lose) => {
    const pid = world.stray('sleep', ['300']);
    world.stray('sleep', ['301']);
    world.stray('sleep', ['300'], '/');
    lose();
    expect(await look(sleeper())).toMatchObject({ found: 'ours', pid, lost: true, differs: [] });
  });

  test('that is lost is not given to a process it was written before, nor to one of two', async () => {
    const pid = world.stray('sleep', ['300']);
    world.writePid('', 60);
    expect(await look(sleeper())).toMatchObject({ found: 'none' });
    rmSync(world.pidFile);
    expect(await look(sleeper())).toMatchObject({ found: 'ours', pid });
    world.stray('sleep', ['300']);
    expect(await look(sleeper())).toMatchObject({ found: 'stranger', differs: ['twice'], lost: true });
  });

  test('that is lost finds a service and not the workers it forked', async () => {
    const script = world.script('serve', '#!/bin/sh\n(read -r _ <hold) &\nread -r _ <hold\n');
    const pid = world.stray(script, []);
    await until('its worker runs', () => read(`/proc/${pid}/task/${pid}/children`).trim() !== '');
    expect(await look(world.service([script]))).toMatchObject({ found: 'ours', pid, lost: true });
  });

  test.runIf(process.getuid?.() === 0)("that is lost is not given another user's process", async () => {
    const pid = world.stray('setpriv', ['--reuid=65534', '--clear-groups', 'sleep', '300']);
    await until('it changed its user', () => commandOf(pid) === 'sleep');
    expect(await look(sleeper())).toMatchObject({ found: 'none' });
  });

  test.runIf(process.getuid?.() === 0)("that names another user's process names a stranger", async () => {
    const pid = world.stray('setpriv', ['--reuid=65534', '--clear-groups', 'sleep', '300']);
    await until('it changed its user', () => commandOf(pid) === 'sleep');
    world.writePid(pid);
    expect(await look(sleeper())).toMatchObject({ found: 'stranger', pid, differs: ['user'] });
  });

  test.each<readonly [string, string, (script: string) => readonly [string, ...string[]]]>([
    ['by its path', '#!/bin/sh\nread -r _ <hold', (script) => [script, 'a b', '']],
    ['by a relative path', '#!/bin/sh\nread -r _ <hold', () => ['./serve', '--port', '1']],
    ['through env', '#!/usr/bin/env sh\nread -r _ <hold', (script) => [script]],
    ['with an option of its interpreter', '#!/bin/sh -u\nread -r _ <hold', (script) => [script, '中文']],
  ])('names a script started %s', async (_what, text, command) => {
    const script = world.script('serve', text);
    const [name, ...words] = command(script);
    const pid = world.stray(name, words);
    // By env it is called serve only for a moment, then sh.
    await until('the script runs', () => ['serve', 'sh'].includes(commandOf(pid)));
    world.writePid(pid);
    expect(await look(world.service([name, ...words]))).toMatchObject({ found: 'ours', pid, differs: [] });
    expect(await look(world.service(['sh', ...words]))).toMatchObject({ found: 'stranger' });
  });

  test('is read although the executable was replaced under its process', async () => {
    const copy = world.script('slumber', '');
    rmSync(copy);
    const { hosts, signal } = world.context();
    await hosts.exec('here', ['cp', '/usr/bin/sleep', copy], { signal, timeoutMs: 5_000 });
    const pid = world.stray(copy, ['300']);
    world.writePid(pid);
    await until('it runs', () => commandOf(pid) === 'slumber');
    rmSync(copy);
    await hosts.exec('here', ['cp', '/usr/bin/sleep', copy], { signal, timeoutMs: 5_000 });
    expect(await look(world.service([copy, '300']))).toMatchObject({ found: 'ours', pid });
  });
});

function statOf(pid: number): string | undefined {
  return /^\d+ \(.*\) (\S)/s.exec(read(`/proc/${pid}/stat`))?.[1];
}
const commandOf = (pid: number): string => read(`/proc/${pid}/comm`).trim();

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
