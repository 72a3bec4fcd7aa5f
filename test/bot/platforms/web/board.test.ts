import { describe, expect, onTestFinished, test } from 'vitest';
import type { Query } from '../../../../src/actions/action.ts';
import { health } from '../../../../src/actions/checks/health.ts';
import { type Board, makeBoard } from '../../../../src/bot/platforms/web/board.ts';
import { df, FakeMachines, gone, nowMs } from '../../../actions/fake-machines.ts';
import { inventoryOf, talentlens, teaching } from '../../../actions/systems.ts';
import { aDesk } from '../../../fakes/a-desk.ts';

const answering = (world: FakeMachines, words: string, stdout: string): unknown =>
  world.hosts.on((argv) => argv[2]?.includes(words) === true, { stdout });
const damaged = 'bytes 40960\nwhy database disk image is malformed\nstate damaged\n';

async function boardOver(world: FakeMachines): Promise<{ readonly board: Board; pass(ms: number): void }> {
  const a = await aDesk();
  onTestFinished(() => a.close());
  const desk = { ...a.desk, hosts: world.hosts, backups: world.backups, inventory: () => world.inventory };
  return { board: makeBoard(desk, new AbortController().signal), pass: a.clock.advance };
}

describe('the board', () => {
  test.each<readonly [string, string, (world: FakeMachines) => unknown]>([
    ['ok', 'nothing is wrong', () => undefined],
    ['critical', 'a service is gone', (world) => world.process(world.service('teaching', 'llm'), gone(4127))],
    ['critical', 'a database is damaged', (world) => answering(world, 'freelist_count', damaged)],
    ['warning', 'a disk is full', (world) => answering(world, 'df -Pk', df(91))],
    ['unknown', 'a host is silent', (world) => world.hosts.silent('h3', 'timed-out')],
    [
      'critical',
      'no backup succeeded',
      async (world) => {
        const begun = { id: 'AAAAAA', host: 'h1', folder: '/backup/A', runId: 1, startedAtMs: nowMs - 3_600_000 };
        for (const system of ['teaching', 'talentlens']) await world.backups.begin({ ...begun, id: system, system });
        for (const system of ['teaching', 'talentlens']) await world.backups.failed(system, nowMs);
      },
    ],
  ])('says %s, as /health does, where %s', async (verdict, _what, happen) => {
    const world = new FakeMachines(inventoryOf({ teaching, talentlens }));
    await happen(world);
    const { board } = await boardOver(world);
    const verdicts = await Promise.all(
      world.inventory.systems().map(async (system) => {
        const measured = await board.measure(system);
        const report = await (health as Query).report({ system: system.id }, world.context());
        expect(measured.verdict).toBe(report.ok && report.value.verdict);
        return measured.verdict;
      }),
    );
    expect(verdicts).toContain(verdict);
  });

  test('asks a host no more than once in 4 seconds, all in one batch', async () => {
    const world = new FakeMachines(inventoryOf({ teaching }));
    const { board, pass } = await boardOver(world);
    const [system] = world.inventory.systems();
    if (system === undefined) throw new Error('no system');
    const batches = () =>
      new Set(world.hosts.asked.filter(({ kind }) => kind === 'exec').map(({ round }) => round)).size;
    await Promise.all([board.measure(system), board.measure(system)]);
    expect(batches()).toBe(1);
    pass(3_000);
    await board.measure(system);
    expect(batches()).toBe(1);
    pass(2_000);
    const { data } = await board.measure(system);
    expect(batches()).toBe(2);
    expect(data).toMatchObject([{ mark: 'ok' }]);
  });
});
