import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProcessParams } from '../../src/actions/steps/processes/process-params.ts';
import { startProcess } from '../../src/actions/steps/processes/start-process.ts';
import { stopProcess } from '../../src/actions/steps/processes/stop-process.ts';
import { lives, PidfileWorld, until } from './pidfile-world.ts';

describe.runIf(process.platform === 'linux')('stopping a process', () => {
  let world: PidfileWorld;
  beforeEach(() => {
    world = new PidfileWorld();
  });
  afterEach(() => world.end());

  async function started(params: ProcessParams): Promise<number> {
    const result = await startProcess.perform(params, { found: 'none' }, world.context());
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return Number(result.value.pid);
  }
  const stop = (params: ProcessParams) => stopProcess.perform(params, { found: 'none' }, world.context());

  test('ends it and takes its PID file away', async () => {
    const service = world.service(['sleep', '300']);
    const pid = await started(service);
    expect(await stop(service)).toEqual({ ok: true, value: { pid, killed: 0, children: 0 } });
    expect(lives(pid)).toBe(false);
    expect(world.pid()).toBeUndefined();
  });

  test('kills one that ignores TERM, after its time and not before', async () => {
    const script = world.script('serve', '#!/bin/sh\ntrap "" TERM\necho ready\nread -r _ <hold\n');
    const service = world.service([script], { stopWithinMs: 700 });
    const pid = await started(service);
    await until('it ignores TERM', () => world.log().includes('ready'));
    const before = Date.now();
    expect(await stop(service)).toEqual({ ok: true, value: { pid, killed: 1, children: 0 } });
    expect(Date.now() - before).toBeGreaterThanOrEqual(700);
    expect(lives(pid)).toBe(false);
  });

  test('waits for one that takes its time', async () => {
    const script = world.script(
      'serve',
      '#!/bin/sh\ntrap "sleep 0.6; echo bye; exit 0" TERM\necho ready\nwhile :; do sleep 0.05; done\n',
    );
    const service = world.service([script]);
    const pid = await started(service);
    await until('its trap is set', () => world.log().includes('ready'));
    expect(await stop(service)).toMatchObject({ ok: true, value: { pid, killed: 0 } });
    expect(world.log()).toContain('bye');
  });

  test('ends the workers it leaves behind, those that ignore TERM and those of their own too', async () => {
    world.script('worker', '#!/bin/sh\ntrap "" TERM\nsleep 301 &\necho "worker $$ $!"\nread -r _ <hold\n');
    const script = world.script(
      'serve',
      '#!/bin/sh\ntrap "exit 0" TERM\n./worker &\n./worker &\nwhile :; do sleep 0.05; done\n',
    );
    const service = world.service([script]);
    const pid = await started(service);
    await until('both workers run', () => world.log().trim().split('\n').length === 2);
    const workers = [...world.log().matchAll(/\d+/g)].map(Number);
    expect(workers).toHaveLength(4);
    const result = await stop(service);
    expect(result).toMatchObject({ ok: true, value: { pid, killed: 0 } });
    expect([pid, ...workers].filter(lives)).toEqual([]);
  });

  test('leaves the sibling of a service that is no session leader alone', async () => {
    const sibling = world.stray('sleep', ['302']);
    const pid = world.stray('sleep', ['300']);
    world.writePid(pid);
    expect(await stop(world.service(['sleep', '300']))).toMatchObject({ ok: true, value: { pid } });
    expect(lives(sibling)).toBe(true);
  });

  test.each([
    ['is not there', () => rmSync(world.pidFile)],
    ['is empty', () => writeFileSync(world.pidFile, '')],
  ] as const)('ends the very process although its PID file %s, and its namesake elsewhere not', async (_how, lose) => {
    const service = world.service(['sleep', '300']);
    const pid = await started(service);
    const other = world.stray('sleep', ['300'], '/');
    lose();
    expect(await stop(service)).toEqual({ ok: true, value: { pid, killed: 0, children: 0 } });
    expect([pid, other].map(lives)).toEqual([false, true]);
    expect(world.pid()).toBeUndefined();
  });

  test('signals none of two that are alike when the PID file is lost', async () => {
    const two = [world.stray('sleep', ['300']), world.stray('sleep', ['300'])];
    expect(await stop(world.service(['sleep', '300']))).toMatchObject({ ok: false });
    expect(two.map(lives)).toEqual([true, true]);
  });

  test('has nothing to do when nothing runs, and takes a stale PID file away', async () => {
    expect(await stop(world.service(['sleep', '300']))).toEqual({
      ok: true,
      value: { killed: 0, children: 0, idle: 1 },
    });
    const gone = world.stray('sleep', ['0']);
    await until('it is gone', () => !lives(gone));
    world.writePid(gone);
    expect(await stop(world.service(['sleep', '300']))).toEqual({
      ok: true,
      value: { killed: 0, children: 0, idle: 1 },
    });
    expect(world.pid()).toBeUndefined();
  });

  test.each([
    ["in the service's own folder is refused", undefined, false],
    ['elsewhere means that nothing of ours runs', '/', true],
  ] as const)('a stranger %s, and is never signalled', async (_what, folder, ok) => {
    const stranger = world.stray('sleep', ['301'], folder ?? world.folder);
    world.writePid(stranger);
    const said: unknown[] = [];
    const context = world.context({ progress: (line) => said.push(line) });
    const result = await stopProcess.perform(world.service(['sleep', '300']), { found: 'none' }, context);
    expect(result.ok).toBe(ok);
    expect(JSON.stringify([result, said])).toContain(`"pid":"${stranger}"`);
    expect(lives(stranger)).toBe(true);
  });

  test('a process that got the PID of ours since is never signalled', async () => {
    const service = world.service(['sleep', '300']);
    const other = world.stray('sleep', ['300']);
    world.writePid(other, 60);
    expect(await stop(service)).toMatchObject({ ok: false, failure: { message: { key: 'process.lookAlike' } } });
    expect(lives(other)).toBe(true);
  });

  test('is undone by starting it again, when it ran', async () => {
    const service = world.service(['sleep', '300']);
    const pid = await started(service);
    const memo = await stopProcess.prepare(service, world.context());
    if (!memo.ok) throw new Error('the former state was not read');
    expect(memo.value).toMatchObject({ found: 'ours', pid });
    await stop(service);
    expect(await stopProcess.undo?.(service, { found: 'none' }, world.context())).toMatchObject({ ok: true });
    expect(world.pid()).toBeUndefined();
    expect(await stopProcess.undo?.(service, memo.value, world.context())).toMatchObject({ ok: true });
    expect(lives(world.pid() ?? 0)).toBe(true);
    expect(world.pid()).not.toBe(pid);
  });

  test('is read back by the process that ran before it', async () => {
    const service = world.service(['sleep', '300']);
    await started(service);
    const memo = await stopProcess.prepare(service, world.context());
    if (!memo.ok) throw new Error('the former state was not read');
    expect(await stopProcess.readBack(service, memo.value, world.context())).toBe('not-done');
    await stop(service);
    expect(await stopProcess.readBack(service, memo.value, world.context())).toBe('done');
    await started(service);
    expect(await stopProcess.readBack(service, memo.value, world.context())).toBe('done');
  });

  test('is read back only when a stop still under way has come to its end', async () => {
    const script = world.script(
      'serve',
      '#!/bin/sh\ntrap "sleep 0.6; exit 0" TERM\necho ready\nwhile :; do sleep 0.05; done\n',
    );
    const service = world.service([script]);
    await started(service);
    await until('its trap is set', () => world.log().includes('ready'));
    const memo = await stopProcess.prepare(service, world.context());
    if (!memo.ok) throw new Error('the former state was not read');
    const performing = stop(service);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await stopProcess.readBack(service, memo.value, world.context())).toBe('done');
    await performing;
  });
});
