import { describe, expect, test } from 'vitest';
import type { Argv } from '../../../../src/actions/ports.ts';
import { journal } from '../../../../src/actions/runtimes/systemd/commands.ts';
import { showArgv } from '../../../../src/actions/runtimes/systemd/unit-facts.ts';
import { type SystemdUnitParams, systemdUnit } from '../../../../src/actions/steps/processes/systemd-unit.ts';
import { plain } from '../../plain-text.ts';
import { StepWorld } from './step-world.ts';

const unit = 'talentlens.service';
const show = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries({
    LoadState: 'loaded',
    ActiveState: 'active',
    MainPID: 7,
    InvocationID: 'a',
    StateChangeTimestampMonotonic: 5,
    ...fields,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
const params = (verb: SystemdUnitParams['verb']): SystemdUnitParams => ({
  verb,
  unit,
  subject: { system: 'talentlens', id: 'talentlens', title: 'talentlens' },
  limitMs: 90_000,
});
const sudo = (verb: string): Argv => ['sudo', '-n', '/usr/bin/systemctl', verb, unit];
const memo = { active: 'active', invocation: 'a', pid: 7, changedAtUs: 5 };

describe('a verb of systemctl', () => {
  test('is run through sudo by its full path, and gives the new process', async () => {
    const world = new StepWorld();
    world.hosts.on(sudo('restart'), {}).on(showArgv(unit), { stdout: show({ MainPID: 5310, InvocationID: 'b' }) });
    expect(await systemdUnit.perform(params('restart'), memo, world.context)).toEqual({
      ok: true,
      value: { pid: 5310, invocation: 'b', already: 0 },
    });
  });

  test('remembers the former state, which survives a journal', async () => {
    const world = new StepWorld();
    world.hosts.on(showArgv(unit), { stdout: show({}) });
    const prepared = await systemdUnit.prepare(params('restart'), world.context);
    expect(prepared).toEqual({ ok: true, value: memo });
    expect(prepared.ok && systemdUnit.memo.parse(JSON.parse(JSON.stringify(prepared.value)))).toEqual(memo);
  });

  test.each([
    ['restart', { wasDown: 1 }],
    ['stop', { wasDown: 1, idle: 1 }],
  ] as const)('%s of one that was down before says so, and since when', async (verb, more) => {
    const world = new StepWorld();
    const down = { ActiveState: 'failed', MainPID: 0, InactiveEnterTimestamp: '@1763700000' };
    world.hosts.on(sudo(verb), {}).on(showArgv(unit), { stdout: show(down) });
    const prepared = await systemdUnit.prepare(params(verb), world.context);
    if (!prepared.ok) throw new Error('the former state was not read');
    const result = await systemdUnit.perform(params(verb), prepared.value, world.context);
    expect(result).toMatchObject({ ok: true, value: { ...more, downSinceMs: 1_763_700_000_000 } });
    expect(result.ok && 'idle' in result.value).toBe('idle' in more);
    expect(systemdUnit.outputs.safeParse(result.ok && result.value).success).toBe(true);
  });

  test('is refused for a unit the host does not have', async () => {
    const world = new StepWorld();
    world.hosts.on(showArgv(unit), { stdout: show({ LoadState: 'not-found', ActiveState: 'inactive' }) });
    expect(await systemdUnit.prepare(params('start'), world.context)).toMatchObject({ failure: { code: 'not-found' } });
  });

  test('that fails shows the last lines of the journal', async () => {
    const world = new StepWorld();
    world.hosts
      .on(sudo('restart'), { exitCode: 1, stderr: 'Job for talentlens.service failed.' })
      .on(journal(unit, 15), { stdout: '2025-11-21T03:13:20 ERROR OPENAI_API_KEY is not set\n' })
      .on(showArgv(unit), {
        stdout: show({ ActiveState: 'failed', Result: 'exit-code', ExecMainCode: '1', ExecMainStatus: '78' }),
      });
    const result = await systemdUnit.perform(params('restart'), memo, world.context);
    expect(result).toMatchObject({ ok: false, failure: { code: 'command-failed', next: ['/status talentlens'] } });
    expect(!result.ok && plain(result.failure.message)).toBe(
      'talentlens did not come back and is down now: it ended with exit code 78',
    );
    expect(JSON.stringify(result)).toContain('OPENAI_API_KEY is not set');
  });

  test('that fails and leaves it running says so', async () => {
    const world = new StepWorld();
    world.hosts
      .on(sudo('reload'), { exitCode: 1, stderr: 'Job for talentlens.service failed.' })
      .on(journal(unit, 15), {})
      .on(showArgv(unit), { stdout: show({}) });
    const result = await systemdUnit.perform(params('reload'), memo, world.context);
    expect(!result.ok && plain(result.failure.message)).toBe('talentlens did not reload: it runs on as before');
  });

  test('that sudo does not allow says so', async () => {
    const world = new StepWorld();
    world.hosts
      .on(sudo('restart'), { exitCode: 1, stderr: 'sudo: a password is required' })
      .on(journal(unit, 15), { stdout: '' });
    expect(await systemdUnit.perform(params('restart'), memo, world.context)).toMatchObject({
      failure: { message: { key: 'command.forbidden' } },
    });
  });

  test.each([
    ['start', 'inactive', 'stop'],
    ['stop', 'active', 'start'],
    ['start', 'active', 'start'],
  ] as const)('is undone: %s of a unit that was %s by %s', async (verb, active, back) => {
    const world = new StepWorld();
    world.hosts.on(sudo(back), {});
    expect(await systemdUnit.undo?.(params(verb), { active, changedAtUs: 5 }, world.context)).toMatchObject({
      ok: true,
    });
    expect(world.hosts.commands()).toEqual([sudo(back).join(' ')]);
    expect(systemdUnit.manual?.(params(verb), { active, changedAtUs: 5 })).toEqual([sudo(back).join(' ')]);
  });
});

describe('whether an interrupted verb took effect', () => {
  const wasDown = { active: 'inactive', changedAtUs: 5 };
  const failed = { active: 'failed', invocation: 'a', changedAtUs: 5 };
  test.each<readonly [string, SystemdUnitParams['verb'], object, typeof memo | typeof wasDown, string]>([
    ['restarted: a new invocation', 'restart', { InvocationID: 'b' }, memo, 'done'],
    ['not restarted: the same invocation', 'restart', {}, memo, 'not-done'],
    ['restarted, and failed at once', 'restart', { InvocationID: 'b', ActiveState: 'failed' }, memo, 'done'],
    ['stopped by somebody, not restarted', 'restart', { ActiveState: 'inactive' }, memo, 'not-done'],
    ['a job is still under way', 'restart', { Job: 77, ActiveState: 'deactivating' }, memo, 'unknown'],
    ['started', 'start', { InvocationID: 'b' }, wasDown, 'done'],
    ['started after a failure', 'start', { InvocationID: 'b' }, failed, 'done'],
    ['not started', 'start', { ActiveState: 'inactive', InvocationID: '' }, wasDown, 'not-done'],
    ['not started after a failure', 'start', { ActiveState: 'failed' }, failed, 'not-done'],
    ['ran before, nothing to start', 'start', {}, memo, 'done'],
    ['stopped', 'stop', { ActiveState: 'inactive' }, memo, 'done'],
    ['stopped, and failed in it', 'stop', { ActiveState: 'failed' }, memo, 'done'],
    ['not stopped', 'stop', {}, memo, 'not-done'],
    ['reloaded: its state changed since', 'reload', { StateChangeTimestampMonotonic: 9 }, memo, 'done'],
    ['not reloaded', 'reload', {}, memo, 'not-done'],
  ])('%s', async (_what, verb, fields, before, found) => {
    const world = new StepWorld();
    world.hosts.on(showArgv(unit), { stdout: show(fields as Record<string, string>) });
    expect(await systemdUnit.readBack(params(verb), before, world.context)).toBe(found);
  });

  test.each(['restart', 'start', 'stop', 'reload'] as const)('of %s is not known of a silent host', async (verb) => {
    const world = new StepWorld();
    world.hosts.silent('h3');
    expect(await systemdUnit.readBack(params(verb), memo, world.context)).toBe('unknown');
  });
});
