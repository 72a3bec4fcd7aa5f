import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import type { Store } from '../../../src/handlers/store/store.ts';
import { entry, heldToTheEnd, openRun, plan } from './rows.ts';
import { tempFolder } from './temp-folder.ts';
import { startWriter } from './writer.ts';
import { grantedTwice, lost } from './written.ts';

async function parent(folder: string): Promise<Store> {
  const opened = await openStore({ folder, instance: 'parent', now: Date.now });
  onTestFinished(() => opened.close());
  return opened.store;
}

/** Writers send no heartbeat: whoever is found is found because it is gone, however slow the machine is. */
const reap = (store: Store) =>
  store.instances.reap({
    nowMs: Date.now(),
    silentForMs: 3_600_000,
    audit: () => entry({ atMs: Date.now(), event: 'run.interrupted' }),
  });

test('two processes write 200 times each while a third reads: nothing is lost, no lock given twice, the trail is well', async () => {
  const folder = tempFolder();
  const store = await parent(folder);
  const writers = ['one', 'two'].map((instance) => startWriter(folder, instance, 200));
  let running = true;
  const ended = Promise.all(writers.map((writer) => writer.ended)).finally(() => {
    running = false;
  });
  let reads = 0;
  while (running) {
    expect((await store.audit.verify()).faults).toEqual([]);
    await store.runs.list({ limit: 20 });
    await store.audit.list({ limit: 20 });
    reads += 1;
  }
  expect(await ended).toEqual([
    { code: 0, stderr: '' },
    { code: 0, stderr: '' },
  ]);
  expect(reads).toBeGreaterThan(2);
  const said = writers.flatMap((writer) => writer.said);
  const count = (what: string) => said.filter((line) => line.startsWith(what)).length;
  expect({ deliveries: count('delivery'), audit: count('audit'), approvals: count('approval') }).toEqual({
    deliveries: 100,
    audit: 100,
    approvals: 100,
  });
  expect(count('opened') + count('busy')).toBe(100);
  expect(count('closed')).toBe(count('opened'));
  expect(await lost(store, said)).toEqual([]);
  expect(await grantedTwice(store)).toEqual([]);
  expect(await store.audit.verify()).toEqual({ rows: 100 + 2 * count('opened') + 2 * 100, faults: [] });
});

test('one is killed in the middle of a run: it is found at once, is interrupted once, and keeps its lock', async () => {
  const folder = tempFolder();
  const store = await parent(folder);
  const survivor = startWriter(folder, 'survivor', 200);
  const victim = startWriter(folder, 'victim', 40, {
    hold: true,
    hear: (line) => line.startsWith('held') && victim.child.kill('SIGKILL'),
  });
  expect(await victim.ended).toEqual({ code: null, stderr: '' });
  const heldId = Number(victim.said.at(-1)?.replace(/^held /, ''));
  const [reaped, again] = await Promise.all([reap(store), reap(await parent(folder))]);
  expect([...reaped, ...again].map(({ runId, owner, state }) => ({ runId, owner, state }))).toEqual([
    { runId: heldId, owner: 'victim', state: 'interrupted' },
  ]);
  expect(await survivor.ended).toEqual({ code: 0, stderr: '' });

  const wanted = openRun({ owner: 'parent', plan: plan({ locks: [heldToTheEnd] }) });
  expect(await store.runs.open(wanted)).toMatchObject({ opened: false, busy: { holder: { runId: heldId } } });
  expect(await store.runs.entries(heldId)).toHaveLength(1);
  expect(await lost(store, [...victim.said, ...survivor.said])).toEqual([]);
  expect(await grantedTwice(store)).toEqual([]);
  expect((await store.audit.verify()).faults).toEqual([]);
});

test('one is killed anywhere: all it said is there, and at most its one run is left to find', async () => {
  const folder = tempFolder();
  const store = await parent(folder);
  for (let round = 1; round <= 5; round++) {
    const victim = startWriter(folder, `victim-${round}`, 100_000, {
      hear: () => victim.said.length === 17 * round && victim.child.kill('SIGKILL'),
    });
    await victim.ended;
    const left = await store.runs.list({ limit: 1_000, states: ['running'] });
    const reaped = await reap(store);
    expect(reaped.map(({ runId }) => runId)).toEqual(left.map(({ runId }) => runId));
    expect(reaped.length).toBeLessThanOrEqual(1);
    for (const { runId } of reaped)
      await store.runs.close({ runId, state: 'abandoned', audit: entry({ event: 'run.closed' }) });
    expect(await lost(store, victim.said)).toEqual([]);
  }
  expect(await grantedTwice(store)).toEqual([]);
  expect((await store.audit.verify()).faults).toEqual([]);
});
