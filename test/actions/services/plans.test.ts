import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/actions/action.ts';
import { guardKinds } from '../../../src/actions/guards/table.ts';
import type { Plan } from '../../../src/actions/plan.ts';
import { reload } from '../../../src/actions/services/reload.ts';
import { restart } from '../../../src/actions/services/restart.ts';
import { start } from '../../../src/actions/services/start.ts';
import { stop } from '../../../src/actions/services/stop.ts';
import { stepKinds } from '../../../src/actions/steps/table.ts';
import type { Text } from '../../../src/actions/text.ts';
import { FakeMachines, gone } from '../fake-machines.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, talentlens, teaching } from '../systems.ts';

const machines = () => new FakeMachines(inventoryOf({ teaching, talentlens }));
const planOf = async (action: unknown, input: unknown, world = machines()) => {
  const change = action as Change;
  return change.plan(change.input.parse(input), world.context());
};
async function planned(action: unknown, input: unknown, world = machines()): Promise<Plan> {
  const plan = await planOf(action, input, world);
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  for (const step of plan.value.steps) stepKinds.get(step.kind)?.params.parse(step.params);
  for (const { guard, params } of plan.value.guards) guardKinds.get(guard)?.params.parse(params);
  return plan.value;
}
const titles = ({ steps }: Plan): readonly string[] => steps.map(({ title }) => plain(title));
const facts = ({ facts: blocks }: Plan): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.type === 'text') return [plain(block.text)];
    return block.type === 'facts' ? block.facts.map(({ label, value }) => `${plain(label)}: ${plain(value)}`) : [];
  });
const said = (text: Text | undefined): string => plain(text ?? { outside: '' });

describe('/restart', () => {
  test('stops, starts and waits for a process, and leaves the rest alone', async () => {
    const plan = await planned(restart, { system: 'teaching', service: 'llm' });
    expect(titles(plan)).toEqual([
      'stop llm',
      'start llm: python3 main.py',
      'wait until llm answers 200 on :8001, at most 60000 ms',
    ]);
    expect(plan.steps.map(({ onFailure }) => onFailure)).toEqual(['leave', 'leave', 'leave']);
    expect(plan.locks).toEqual([{ resource: 'service:teaching/llm', mode: 'exclusive' }]);
    expect(plain(plan.summary)).toBe('Restart llm on h3');
    expect(plan).toMatchObject({ environment: 'production', risk: 'changes', planId: '7F3KQ2' });
  });

  test('says what runs now and who needs it', async () => {
    const plan = await planned(restart, { system: 'teaching', service: 'llm' });
    expect(facts(plan)[0]).toMatch(/^llm now: running · since .* · pid 4101 · mem 220200960 B$/);
    expect(facts(plan)[1]).toBe('needed by: backend, frontend');
    const world = machines();
    world.process(world.service('teaching', 'llm'), gone(4127));
    expect(facts(await planned(restart, { system: 'teaching', service: 'llm' }, world))[0]).toBe(
      'llm now: not running · process 4127 is gone',
    );
  });

  test('is one step of systemd and a wait', async () => {
    const plan = await planned(restart, { system: 'talentlens' });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['systemd-unit', 'wait-healthy']);
    const [unit] = plan.steps;
    expect(stepKinds.get('systemd-unit')?.describe(unit?.params)).toEqual([
      'sudo -n /usr/bin/systemctl restart talentlens.service',
    ]);
  });

  test('of a system takes its services in their order, one after the other, without those that serve others too', async () => {
    const plan = await planned(restart, { system: 'teaching' });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(
      ['llm', 'backend', 'frontend'].flatMap(() => ['stop-process', 'start-process', 'wait-healthy']),
    );
    expect(titles(plan).filter((title) => title.startsWith('stop'))).toEqual([
      'stop llm',
      'stop backend',
      'stop frontend',
    ]);
    expect(plan.locks.map(({ resource, mode }) => `${mode} ${resource}`)).toEqual([
      'exclusive system:teaching',
      'exclusive service:teaching/llm',
      'exclusive service:teaching/backend',
      'exclusive service:teaching/frontend',
    ]);
  });

  test('of a service that serves others too says so', async () => {
    const plan = await planned(restart, { system: 'talentlens', service: 'nginx' });
    expect(facts(plan)).toContain('serves other systems too: whatever else on h1 uses it');
  });

  test('rests on the limit of three an hour, unless it is set aside with a reason', async () => {
    const guards = ({ guards: all }: Plan) => all.map(({ guard }) => guard);
    expect(guards(await planned(restart, { system: 'teaching', service: 'llm' }))).toEqual([
      'service-unchanged',
      'restarts-below',
    ]);
    const overridden = await planned(restart, { system: 'teaching', service: 'llm', override: 'new key in place' });
    expect(guards(overridden)).toEqual(['service-unchanged']);
    expect(facts(overridden).at(-1)).toContain('set aside: new key in place');
  });

  test('plans the same again from the same facts', async () => {
    expect(await planned(restart, { system: 'teaching' })).toEqual(await planned(restart, { system: 'teaching' }));
  });

  test('is not planned on a silent host', async () => {
    const world = machines();
    world.hosts.silent('h3');
    expect(await planOf(restart, { system: 'teaching' }, world)).toMatchObject({
      ok: false,
      failure: { code: 'unreachable' },
    });
  });

  test('says how long it was away', async () => {
    const plan = await planned(restart, { system: 'teaching', service: 'llm' });
    const at = (startedAtMs: number, finishedAtMs: number, outputs = {}) => ({ startedAtMs, finishedAtMs, outputs });
    const steps = [at(0, 1_000), at(1_000, 4_000), at(4_000, 11_400, { healthyAfterMs: 7_200, pid: 5310 })];
    const words = said((restart as Change).outcome?.({ plan, runId: 2041, steps }));
    expect(words).toBe('llm is back · away 11400 ms · healthy after 10400 ms · pid 5310');
  });
});

describe('/start', () => {
  test('is undone when it does not get well', async () => {
    const plan = await planned(start, { system: 'teaching', service: 'backend' });
    expect(plan.steps.map(({ kind, onFailure }) => `${kind} ${onFailure}`)).toEqual([
      'start-process undo',
      'wait-healthy leave',
    ]);
  });

  test('says that it ran already', async () => {
    const plan = await planned(start, { system: 'teaching', service: 'llm' });
    const steps = [
      { startedAtMs: 0, finishedAtMs: 9, outputs: { already: 1 } },
      { startedAtMs: 9, finishedAtMs: 20, outputs: { healthyAfterMs: 11, pid: 41 } },
    ];
    expect(said((start as Change).outcome?.({ plan, runId: 1, steps }))).toBe(
      'llm ran already and is healthy · pid 41',
    );
  });
});

describe('/stop', () => {
  test('of a system goes in reverse', async () => {
    expect(titles(await planned(stop, { system: 'teaching' }))).toEqual(['stop frontend', 'stop backend', 'stop llm']);
  });

  test('asks a second person in production and nowhere else', async () => {
    expect((await planned(stop, { system: 'teaching', service: 'llm' })).risk).toBe('dangerous');
    expect((await planned(stop, { system: 'talentlens' })).risk).toBe('changes');
  });

  test('with cleanup sets temporary files aside, each by its name, after all is stopped', async () => {
    const world = machines();
    world.hosts.on((argv) => argv[0] === 'find', { stdout: '120 b.tmp/\n2048 upload-中 1/\n' });
    const plan = await planned(stop, { system: 'teaching', cleanup: 'cleanup' }, world);
    expect(plan.steps.map(({ kind }) => kind)).toEqual([
      'stop-process',
      'stop-process',
      'stop-process',
      'delete-files',
    ]);
    expect(plan.steps.at(-1)?.params).toEqual({
      folder: '/opt/smart-teaching/tmp',
      aside: '.zhiban-aside-7F3KQ2',
      names: ['b.tmp', 'upload-中 1'],
    });
    expect(facts(plan).at(-1)).toContain('2 in /opt/smart-teaching/tmp, 2168 B');
  });

  test.each([
    ['a line separator in a name', '9 hr.db\u2028x.tmp/\n', ['hr.db\u2028x.tmp']],
    ['a listing cut short in the middle of a name', '9 a.tmp/\n9 hr.db\n[… 900 B …]\n9 b.tmp/\n', ['a.tmp', 'b.tmp']],
  ])('with cleanup takes no other file for %s', async (_, stdout, names) => {
    const world = machines();
    world.hosts.on((argv) => argv[0] === 'find', { stdout });
    const plan = await planned(stop, { system: 'teaching', cleanup: 'cleanup' }, world);
    expect(plan.steps.at(-1)?.params).toMatchObject({ names });
  });

  test('with cleanup says that there is nothing to clean', async () => {
    const world = machines();
    world.hosts.on((argv) => argv[0] === 'find', { stdout: '' });
    const plan = await planned(stop, { system: 'teaching', cleanup: 'cleanup' }, world);
    expect(plan.steps).toHaveLength(3);
    expect(facts(plan).at(-1)).toBe('temporary files: none in /opt/smart-teaching/tmp');
  });

  test('cleans only with the whole system', async () => {
    const answer = await planOf(stop, { system: 'teaching', service: 'llm', cleanup: 'cleanup' });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'bad-input', next: ['/stop teaching cleanup'] } });
  });
});

describe('/reload', () => {
  test('is one step of systemd where the service can, and verified', async () => {
    const plan = await planned(reload, { system: 'talentlens', service: 'nginx' });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['systemd-unit', 'wait-healthy']);
  });

  test.each([
    ['llm', 'teaching', '/restart llm'],
    ['talentlens', 'talentlens', '/restart talentlens'],
  ])('of %s offers a restart instead', async (service, system, next) => {
    expect(await planOf(reload, { system, service })).toMatchObject({ ok: false, failure: { next: [next] } });
  });

  test('of a system without such a service says so', async () => {
    expect(await planOf(reload, { system: 'teaching' })).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
  });
});
