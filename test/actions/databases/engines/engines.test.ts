import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../../src/actions/backups/parts.ts';
import type { Work } from '../../../../src/actions/databases/engines/engine.ts';
import {
  engineKinds,
  engineOf,
  engineOfCopy,
  holdsDatabase,
  isCheck,
  isOptimizing,
} from '../../../../src/actions/databases/engines/table.ts';
import { stepKinds } from '../../../../src/actions/steps/table.ts';
import { inventoryOf, teaching } from '../../systems.ts';

const inventory = inventoryOf({
  teaching: { ...teaching, backups: { host: 'h3', folder: '/backup', parts: { cache: { kind: 'redis' } } } },
});
const [system] = inventory.systems();
if (system === undefined) throw new Error('no system'); // it was just made
const parts = partsOf(system, 'zst');
const limitMs = 60_000;

/** A step that is known, with parameters it takes as they are. */
function expectDoable({ kind, params }: Work): void {
  expect(stepKinds.get(kind)?.params.parse(params), kind).toEqual(params);
}

describe.each(engineKinds)('%s', (kind) => {
  const engine = engineOfCopy({ kind });
  const [part] = parts.filter((each) => each.kind === kind);

  test('is copied by a step of its own, under a name of its own ending', () => {
    expect(part?.file).toBe(`${part?.name}${engine?.ending}`);
    const work = part?.snapshot?.({ folder: '/backup/.making', limitMs });
    if (work === undefined) throw new Error('nothing copies it');
    expectDoable({ kind: work.kind, params: work.params });
    expect(work.params).toMatchObject({ folder: '/backup/.making', file: part?.file, limitMs });
    expect(engine?.steps.map((step) => step.kind)).toContain(work.kind);
  });

  test('says for people what looks at its copy', () => {
    expect(engine?.shownInspection('main.x')).toContain('main.x');
  });

  test('has steps that no other has', () => {
    const others = engineKinds.filter((each) => each !== kind).flatMap((each) => engineOfCopy({ kind: each })?.steps);
    for (const step of engine?.steps ?? []) expect(others).not.toContain(step);
  });
});

const databases = Object.values(system.databases).map((database) => ({
  ...database,
  ...{ user: 'teaching', counts: { people: 3 } },
}));

describe.each(databases)('a database of $engine', ({ counts, ...database }) => {
  const engine = engineOf(database);
  const copy = { folder: '/backup/x', file: 'main.db', sha256: 'abc', owners: ['a:a 640'], limitMs };

  test('counts among the databases of a backup', () => {
    expect(holdsDatabase({ kind: database.engine })).toBe(true);
  });

  test('is read, optimised, set aside, made anew and put back by steps that are known', () => {
    const check = engine.check(database, { counts, limitMs });
    const optimizing = engine.optimizing.work(database, limitMs);
    expect([isCheck(check), isOptimizing(check)]).toEqual([true, false]);
    expect([isCheck(optimizing), isOptimizing(optimizing)]).toEqual([false, true]);
    for (const work of [
      check,
      optimizing,
      engine.setAside(database, '7F3KQ2'),
      engine.renew(database, '7F3KQ2'),
      engine.putBack(database, '7F3KQ2', copy),
    ])
      expectDoable(work);
  });

  test('lies in files of which some tell when it was written', () => {
    const files = engine.files(database);
    expect(files).toEqual(expect.arrayContaining([...engine.sources(database), ...engine.written(database)]));
    expect(new Set(files).size).toBe(files.length);
  });

  test('is asked for on its own host, and names the programs by which that is done', () => {
    for (const depth of ['quick', 'full', 'sizes'] as const)
      expect(engine.look(database, depth).host).toBe(database.host);
    expect(engine.rows(database).host).toBe(database.host);
    expect(engine.tools.length).toBeGreaterThan(0);
  });
});
