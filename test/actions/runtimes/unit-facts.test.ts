import { describe, expect, test } from 'vitest';
import { systemd } from '../../../src/actions/runtimes/systemd/systemd.ts';
import { unitFacts } from '../../../src/actions/runtimes/systemd/unit-facts.ts';
import { unitState } from '../../../src/actions/runtimes/systemd/unit-state.ts';
import { exec } from '../../fakes/fake-hosts.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, talentlens } from '../systems.ts';

/** As systemd 252 of Debian 12 prints it. */
const running = `LoadState=loaded
ActiveState=active
SubState=running
Result=success
MainPID=4258
ExecMainCode=0
ExecMainStatus=0
NRestarts=0
InvocationID=3f0c0e2d5a5b4d0b9d3d7c9f8a1b2c3d
MemoryCurrent=88866816
ActiveEnterTimestamp=@1763771171
InactiveEnterTimestamp=
StateChangeTimestampMonotonic=12345678`;

const state = (stdout: string) => {
  const facts = unitFacts(exec({ stdout }));
  if (facts === undefined) throw new Error('systemd said nothing');
  return unitState(facts);
};
const changed = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields).reduce(
    (text, [key, value]) => text.replace(new RegExp(`^${key}=.*$`, 'm'), `${key}=${value}`),
    running,
  );

describe('what systemd says of a unit', () => {
  test('becomes pid, since, memory and invocation of a running one', () => {
    expect(state(running)).toEqual({
      state: 'running',
      pid: 4258,
      sinceMs: 1_763_771_171_000,
      memoryBytes: 88_866_816,
      invocation: '3f0c0e2d5a5b4d0b9d3d7c9f8a1b2c3d',
    });
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string, string | undefined]>([
    ['stopped', { ActiveState: 'inactive', SubState: 'dead' }, 'stopped', undefined],
    [
      'killed',
      { ActiveState: 'failed', SubState: 'failed', Result: 'signal', ExecMainCode: '2', ExecMainStatus: '9' },
      'failed',
      'it was ended by SIGKILL',
    ],
    [
      'exited',
      { ActiveState: 'failed', Result: 'exit-code', ExecMainCode: '1', ExecMainStatus: '3' },
      'failed',
      'it ended with exit code 3',
    ],
    [
      'out of memory',
      { ActiveState: 'failed', Result: 'oom-kill', ExecMainCode: '2', ExecMainStatus: '9' },
      'failed',
      'it was killed for memory',
    ],
    [
      'given up',
      { ActiveState: 'failed', Result: 'start-limit-hit' },
      'failed',
      'it was started too often, systemd gave up',
    ],
    [
      'too slow',
      { ActiveState: 'failed', Result: 'timeout', ExecMainCode: '2', ExecMainStatus: '15' },
      'failed',
      'it exceeded a time limit of its unit',
    ],
    ['starting', { ActiveState: 'activating', SubState: 'start' }, 'starting', undefined],
    [
      'looping',
      { ActiveState: 'activating', SubState: 'auto-restart', NRestarts: '4' },
      'starting',
      'it keeps ending and systemd starts it again, 4 times so far',
    ],
    ['reloading', { ActiveState: 'reloading', SubState: 'reload' }, 'running', undefined],
    [
      'unknown to the host',
      { LoadState: 'not-found', ActiveState: 'inactive' },
      'unknown',
      'the host has no such unit',
    ],
    ['masked', { LoadState: 'masked', ActiveState: 'inactive' }, 'stopped', 'the unit is masked'],
  ])('tells one that is %s', (_what, fields, word, why) => {
    const found = state(changed(fields));
    expect(found.state).toBe(word);
    expect(found.why && plain(found.why)).toBe(why);
  });

  test('leaves out a memory that is not measured', () => {
    expect(state(changed({ MemoryCurrent: '[not set]' })).memoryBytes).toBeUndefined();
    expect(state(changed({ MemoryCurrent: '18446744073709551615' })).memoryBytes).toBeUndefined();
  });

  test('is unknown where there is no systemd', () => {
    const service = inventoryOf({ talentlens }).service('talentlens', 'talentlens');
    if (service === undefined) throw new Error('no talentlens');
    const answer = exec({ exitCode: 1, stderr: 'System has not been booted with systemd as init system\n' });
    const found = systemd.probe(service).read([answer]);
    expect(found.state).toBe('unknown');
    expect(found.why && plain(found.why)).toContain('has not been booted with systemd');
  });
});

test('sudo is needed for exactly the verbs a plan can have', () => {
  const { services } = inventoryOf({ talentlens }).system('talentlens') ?? { services: [] };
  expect(services.flatMap((service) => systemd.privileged(service).map((argv) => argv.join(' ')))).toEqual([
    '/usr/bin/systemctl start talentlens.service',
    '/usr/bin/systemctl stop talentlens.service',
    '/usr/bin/systemctl restart talentlens.service',
    '/usr/bin/systemctl start nginx.service',
    '/usr/bin/systemctl stop nginx.service',
    '/usr/bin/systemctl restart nginx.service',
    '/usr/bin/systemctl reload nginx.service',
  ]);
});
