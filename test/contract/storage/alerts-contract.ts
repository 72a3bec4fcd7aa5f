import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import { events, over, rules, signal, states } from './signals.ts';
import type { OpenState } from './state-in-test.ts';

export function describeAlerts(name: string, open: OpenState): void {
  describe(`${name}: alerts`, () => {
    test('what fires opens one, with its audit row and the people it goes to; its end closes it', async () => {
      const { store } = await open();
      const { alerts } = store;
      await alerts.apply([signal('disk')], rules(1_000));
      expect(await alerts.get(1)).toMatchObject({
        id: 1,
        key: 'am:disk',
        source: 'am',
        system: 'teaching',
        systems: [],
        name: 'disk',
        state: 'firing',
        level: 'critical',
        openedAtMs: 1_000,
        chain: ['bob', 'alice'],
        told: 0,
        tellAtMs: 1_600,
        folds: false,
        evidence: [],
        firing: 1,
        ended: 0,
      });
      expect(await alerts.members(1, 9)).toEqual([{ signal: signal('disk'), state: 'firing', startsAtMs: 500 }]);
      await alerts.apply([over('disk', { endsAtMs: 1_900 })], rules(2_000));
      const closed = await alerts.get(1);
      expect(closed).toMatchObject({ state: 'resolved', resolvedAtMs: 2_000, firing: 0, ended: 1 });
      expect(closed?.tellAtMs).toBeUndefined();
      expect((await alerts.members(1, 9))[0]).toMatchObject({ state: 'resolved', resolvedAtMs: 2_000 });
      expect(await events(store)).toEqual(['alert.fired', 'alert.resolved']);
    });

    test('a group is one; of what was said before nothing changes; the worst of what fires is its level', async () => {
      const { store } = await open();
      const { alerts } = store;
      const two = [signal('a', { group: 'g', level: 'warning' }), signal('b', { group: 'g', level: 'unknown' })];
      await alerts.apply(two, rules(1_000));
      const before = await alerts.get(1);
      expect(before).toMatchObject({ level: 'warning', firing: 2 });
      await alerts.apply(two, rules(1_100));
      expect(await alerts.get(1)).toEqual(before);
      await alerts.apply([signal('b', { group: 'g', level: 'critical' })], rules(1_200));
      expect(await alerts.get(1)).toMatchObject({ level: 'critical', firing: 2 });
      expect((await alerts.members(1, 9)).map(({ signal: { name: what } }) => what)).toEqual(['b', 'a']);
      expect(await alerts.names(1, 9)).toEqual([
        { name: 'a', count: 1 },
        { name: 'b', count: 1 },
      ]);
      await alerts.apply([over('b', { group: 'g' })], rules(1_300));
      expect(await alerts.get(1)).toMatchObject({ state: 'firing', level: 'warning', firing: 1, ended: 1 });
    });

    test('one that is over is never opened again; an end that comes first leaves nothing firing', async () => {
      const { store } = await open();
      const { alerts } = store;
      await alerts.apply([signal('a'), over('a')], rules(1_000));
      await alerts.apply([signal('a')], rules(1_100));
      await alerts.apply([over('b', { startsAtMs: 700 }), signal('b', { startsAtMs: 700 })], rules(1_200));
      expect(await states(store)).toEqual([{ id: 1, state: 'resolved', firing: 0, ended: 1 }]);
      await alerts.apply([signal('a', { startsAtMs: 800 })], rules(1_300));
      expect((await states(store)).map(({ id, state }) => [id, state])).toEqual([
        [2, 'firing'],
        [1, 'resolved'],
      ]);
      // Nobody said since when: what ended before says nothing of it.
      await alerts.apply([over('b'), signal('b', { startsAtMs: 700, isUndated: true })], rules(1_400));
      expect((await alerts.firing('am')).map(({ name: what }) => what).toSorted()).toEqual(['a', 'b']);
      await alerts.forgetEndings(2_000);
      await alerts.apply([over('b', { startsAtMs: 700, endsAtMs: 1_500 })], rules(2_100));
      expect((await alerts.firing('am')).map(({ name: what }) => what)).toEqual(['a']);
    });

    test('what flaps is closed only after it was quiet', async () => {
      const { store } = await open();
      const { alerts } = store;
      for (let time = 1; time <= 3; time++)
        for (const each of [signal, over])
          await alerts.apply([each('a', { startsAtMs: time * 1_000 })], rules(time * 1_000));
      expect(await alerts.get(3)).toMatchObject({ state: 'firing', firing: 0, settlesAtMs: 8_000 });
      expect(await alerts.settle(rules(7_999))).toBe(0);
      await alerts.apply([signal('a', { startsAtMs: 7_000 })], rules(7_999));
      expect(await alerts.get(3)).toMatchObject({ firing: 1, flaps: 1 });
      await alerts.apply([over('a', { startsAtMs: 7_000 })], rules(8_000));
      expect(await alerts.settle(rules(13_000))).toBe(1);
      expect(await alerts.get(3)).toMatchObject({ state: 'resolved', resolvedAtMs: 13_000 });
    });

    test('deliveries go in the commit that keeps what they say, and what is not to be worked in again is remembered for its time', async () => {
      const { store } = await open();
      const { alerts, intake } = store;
      await intake.put('json', '{}', 1_000);
      const deliveries = (await intake.waiting(9)).map(({ id }) => id);
      await alerts.apply([signal('a')], rules(1_000), {
        deliveries,
        seen: [{ source: 'json', id: 'e1', untilMs: 2_000 }],
      });
      expect(await intake.count()).toBe(0);
      expect(await intake.seen('json', ['e1', 'e2'], 1_999)).toEqual(['e1']);
      expect(await intake.seen('other', ['e1'], 1_999)).toEqual([]);
      expect(await intake.seen('json', ['e1'], 2_000)).toEqual([]);
    });

    test('are listed newest first by state, system and time', async () => {
      const { store } = await open();
      const { alerts } = store;
      await alerts.apply([signal('a'), signal('b', { system: 'zk' })], rules(1_000));
      await alerts.apply([over('a')], rules(2_000));
      const { system: _, ...nowhere } = signal('c');
      await alerts.apply([nowhere], rules(3_000));
      const ids = async (query: Parameters<typeof alerts.list>[0]) => (await alerts.list(query)).map(({ id }) => id);
      expect(await ids({ limit: 9 })).toEqual([3, 2, 1]);
      expect(await ids({ limit: 1 })).toEqual([3]);
      expect(await ids({ states: ['firing'], limit: 9 })).toEqual([3, 2]);
      expect(await ids({ systems: ['teaching', 'zk'], limit: 9 })).toEqual([2, 1]);
      expect(await ids({ sinceMs: 2_001, limit: 9 })).toEqual([3, 2]);
      expect((await alerts.firing('am', 501)).map(({ name: what }) => what)).toEqual(['b', 'c']);
      expect(await alerts.firing('am', 500)).toEqual([]);
      expect(await alerts.firing('other')).toEqual([]);
    });

    test('what changed since it was shown is found until that revision was shown', async () => {
      const { store } = await open();
      const { alerts } = store;
      await alerts.apply([signal('a')], rules(1_000));
      const [unshown] = await alerts.unshown(9);
      await alerts.addEvidence(1, [{ type: 'text', text: { outside: 'why' } }]);
      await alerts.shown(1, unshown?.revision ?? 0);
      const [again] = await alerts.unshown(9);
      expect(again).toMatchObject({ evidence: [{ text: { outside: 'why' } }] });
      await alerts.shown(1, again?.revision ?? 0);
      await alerts.shown(1, unshown?.revision ?? 0);
      await alerts.addEvidence(1, [{ type: 'text', text: { outside: 'why' } }]);
      expect(await alerts.unshown(9)).toEqual([]);
      await alerts.touch([1]);
      expect(await alerts.unshown(9)).toHaveLength(1);
    });

    test('the next person is due when nobody acknowledged, each step is taken once', async () => {
      const { store } = await open();
      const { alerts } = store;
      await alerts.apply([signal('a'), signal('b', { level: 'warning' })], rules(1_000));
      expect(await alerts.due(1_599)).toEqual([]);
      expect((await alerts.due(1_600)).map(({ id }) => id)).toEqual([1]);
      expect(await alerts.told(1, 1, 2_200)).toBe(true);
      expect(await alerts.told(1, 1, 2_200)).toBe(false);
      expect(await alerts.due(2_199)).toEqual([]);
      await alerts.postpone(1, 3_000);
      expect(await alerts.due(2_999)).toEqual([]);
      expect(await alerts.acknowledge(1, 'person:bob', 2_500, entry({ event: 'alert.acknowledged' }))).toBe(true);
      expect(await alerts.acknowledge(1, 'person:alice', 2_600, entry({ event: 'alert.acknowledged' }))).toBe(false);
      expect(await alerts.due(99_000)).toEqual([]);
      expect(await alerts.get(1)).toMatchObject({ acknowledgedBy: 'person:bob', acknowledgedAtMs: 2_500 });
      expect((await events(store)).filter((event) => event === 'alert.acknowledged')).toHaveLength(1);
    });

    test('one that is called over by hand is over once, with who and why; what fires again is another', async () => {
      const { store } = await open();
      const { alerts } = store;
      await alerts.apply([signal('a', { group: 'g' }), signal('b', { group: 'g' })], rules(1_000));
      const word = { by: 'person:bob', why: 'taken away', atMs: 2_000 };
      expect(await alerts.resolve(1, word, entry({ event: 'alert.resolved' }))).toBe(true);
      expect(await alerts.resolve(1, word, entry({ event: 'alert.resolved' }))).toBe(false);
      expect(await alerts.get(1)).toMatchObject({
        state: 'resolved',
        resolvedAtMs: 2_000,
        resolvedBy: 'person:bob',
        resolvedWhy: 'taken away',
        firing: 0,
        ended: 2,
      });
      expect(await alerts.firing('am')).toEqual([]);
      expect(await alerts.due(99_000)).toEqual([]);
      expect(await events(store)).toEqual(['alert.fired', 'alert.resolved']);
      await alerts.apply([over('a', { group: 'g' })], rules(2_100));
      await alerts.apply([signal('b', { group: 'g' })], rules(2_200));
      expect((await states(store)).map(({ id, state, firing }) => [id, state, firing])).toEqual([
        [2, 'firing', 1],
        [1, 'resolved', 0],
      ]);
    });
  });
}
