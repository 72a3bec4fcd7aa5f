import { describe, expect, onTestFinished, test } from 'vitest';
import type { Query } from '../../../../src/actions/action.ts';
import { health } from '../../../../src/actions/checks/health.ts';
import { type Board, makeBoard } from '../../../../src/bot/platforms/web/board.ts';
import { rulesOf } from '../../../../src/handlers/alerts/alert-rules.ts';
import type { Signal } from '../../../../src/handlers/store/alerts.ts';
import { df, FakeMachines, gone, nowMs } from '../../../actions/fake-machines.ts';
import { inventoryOf, talentlens, teaching } from '../../../actions/systems.ts';
import { aDesk } from '../../../fakes/a-desk.ts';
import { ended, firing, policy } from '../../../handlers/alerts/an-alert-bot.ts';
import { type APage, aPage } from './a-page.ts';

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

/** What a tile says in words: its verdict, then the rest. */
const tileOf = async (page: APage): Promise<string> => {
  const body = await (await page.get('/board?part', { cookie: await page.signIn('bob') })).text();
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
};
const verdictIn = async (page: APage): Promise<string | undefined> =>
  /class="card (\w+)"/.exec(await (await page.get('/board?part', { cookie: await page.signIn('bob') })).text())?.[1];

describe('the verdict of a tile is the worst of what is measured and what fires', () => {
  const own = (id: string, more: Partial<Signal> = {}) => firing(id, { group: `am:${id}`, ...more });
  const taking = async (...signals: readonly Signal[]) => {
    const page = await aPage({ policy });
    const measured = await verdictIn(page);
    const { store, clock } = page.desk;
    await store.alerts.apply(signals, rulesOf(page.desk));
    return { page, measured, store, clock };
  };

  test('what fires is named one by one, and critical however well it measures', async () => {
    const { page, measured } = await taking(own('tls', { level: 'warning' }), own('llm'));
    expect(measured).not.toBe('critical');
    expect(await verdictIn(page)).toBe('critical');
    expect(await tileOf(page)).toMatch(/alert 2 llm: not running .*alert 1 tls: not running/);
  });

  test('what is acknowledged still fires, and says by whom', async () => {
    const { page, store } = await taking(own('llm'));
    const audit = {
      atMs: 1,
      principal: 'person:bob',
      via: 'test',
      event: 'alert.acknowledged' as const,
      configuration: '',
    };
    await store.alerts.acknowledge(1, 'bob', 1, audit as never); // any row will do here
    expect(await verdictIn(page)).toBe('critical');
    expect(await tileOf(page)).toContain('llm: not running · acknowledged by Bob');
  });

  test('what is silenced is shown, says so and raises nothing', async () => {
    const { page, measured } = await taking(own('llm'));
    await page.say('bob', '/silence 1 1h');
    expect(await tileOf(page)).toMatch(/llm: not running · silenced until /);
    expect(await verdictIn(page)).toBe(measured);
  });

  test('what is well again and only has to stay so raises nothing', async () => {
    const { page, measured, store } = await taking();
    for (let time = 1; time <= 3; time++)
      for (const signal of [
        firing('llm', { startsAtMs: time }),
        firing('api', { startsAtMs: time }),
        ended('llm', { startsAtMs: time }),
        ended('api', { startsAtMs: time }),
      ])
        await store.alerts.apply([signal], rulesOf(page.desk));
    expect(await store.alerts.list({ states: ['firing'], limit: 9 })).toHaveLength(1);
    expect(await verdictIn(page)).toBe(measured);
  });
});

test.each([
  ['failed', 'by Bob failed, '],
  ['cancelled', 'by Bob was cancelled, '],
  [undefined, 'by Bob, '],
] as const)('of a change that ended as %s the board says "%s"', async (how, words) => {
  const page = await aPage({ policy });
  const change = { runId: 3, action: 'restart', by: 'person:bob', atMs: page.clock.now() };
  Object.assign(page.desk.history, { lastChange: async () => ({ ...change, ...(how && { ended: how }) }) });
  const tile = await tileOf(page);
  expect(tile).toContain(words);
});
