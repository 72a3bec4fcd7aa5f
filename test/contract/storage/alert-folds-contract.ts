import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import { rules, signal } from './signals.ts';
import type { OpenState } from './state-in-test.ts';

export function describeAlertFolds(name: string, open: OpenState): void {
  describe(`${name}: alerts that are too many`, () => {
    test('too many of a system are folded into one, too many of all into one over them, and a quiet time ends that', async () => {
      const { store } = await open();
      const { alerts } = store;
      const many = (system: string, count: number) =>
        Array.from({ length: count }, (_, at) =>
          signal(`${system}${at}`, { system, name: at % 2 === 0 ? 'even' : 'odd' }),
        );
      await alerts.apply(many('teaching', 6), rules(1_000));
      await alerts.apply(many('zk', 4), rules(1_000));
      await alerts.apply(many('intent', 3), rules(1_000));
      const all = (await alerts.list({ limit: 99 })).toReversed();
      expect(all.map(({ system, systems, folds, firing }) => [system ?? systems, folds, firing])).toEqual([
        ['teaching', false, 1],
        ['teaching', false, 1],
        ['teaching', false, 1],
        ['teaching', true, 3],
        ['zk', false, 1],
        ['zk', false, 1],
        [['zk', 'intent'], true, 5],
      ]);
      const [across] = await alerts.list({ limit: 1 });
      expect(across?.chain).toEqual(['chenwei']);
      expect(await alerts.systems(across?.id ?? 0)).toEqual([
        { system: 'intent', count: 3 },
        { system: 'zk', count: 2 },
      ]);
      expect(await alerts.names(across?.id ?? 0, 1)).toEqual([{ name: 'even', count: 3 }]);
      expect(await alerts.names(across?.id ?? 0, 1, ['intent'])).toEqual([{ name: 'even', count: 2 }]);
      expect((await alerts.members(across?.id ?? 0, 9, 'zk')).map(({ signal: { system } }) => system)).toEqual([
        'zk',
        'zk',
      ]);
      expect((await alerts.list({ systems: ['intent'], limit: 9 })).map(({ id }) => id)).toEqual([across?.id]);
      await alerts.apply([signal('later', { system: 'intent' })], rules(2_001));
      expect(await alerts.list({ limit: 1 })).toMatchObject([{ system: 'intent', folds: false }]);
    });

    test('what is silenced whole or worked on is never folded over several systems', async () => {
      const { store } = await open();
      const { alerts, silences, maintenance } = store;
      const quiet = { by: 'person:bob', untilMs: 9_000 };
      await silences.make({ ...quiet, system: 'zk', what: 'zk', atMs: 1, elsewhere: [] }, entry());
      await maintenance.start({ ...quiet, system: 'intent', reason: 'disk', startedAtMs: 1 }, entry());
      for (const system of ['teaching', 'uplifted', 'zk', 'intent'])
        await alerts.apply(
          Array.from({ length: 4 }, (_, at) => signal(`${system}${at}`, { system })),
          rules(1_000),
        );
      const folds = (await alerts.list({ limit: 99 })).filter((each) => each.folds);
      expect(folds.map(({ system, systems }) => system ?? systems).toReversed()).toEqual([
        'teaching',
        ['uplifted'],
        'zk',
        'intent',
      ]);
    });
  });
}
