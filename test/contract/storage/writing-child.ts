import { openStore } from '../../../src/bot/storage/open-store.ts';
import type { OpenRun } from '../../../src/handlers/store/runs.ts';
import { approval, delivery, entry, exclusive, heldToTheEnd, openRun, plan, shared } from './rows.ts';

/**
 * Does so many mixed writes on a state as the instance named, and says each on stdout once it is done: `delivery KEY`,
 * `audit SEQ`, `opened RUN`, `closed RUN`, `busy RUN`, `approval CODE`. With `hold` it then stays in the middle of a run
 * with `heldToTheEnd`, `held RUN`, until it is ended.
 */
const [, , folder, instance, times, hold] = process.argv;
if (folder === undefined || instance === undefined) throw new Error('usage: folder instance times');
const { store, close } = await openStore({ folder, instance, now: Date.now });
const say = (line: string) => process.stdout.write(`${line}\n`);

const lockSets = [
  [exclusive('service:teaching/llm')],
  [exclusive('service:teaching/backend'), shared('host:h3')],
  [exclusive('system:teaching'), exclusive('host:h3')],
  [shared('host:h3')],
];

await store.instances.register({ id: instance, kind: 'cli', pid: process.pid, atMs: Date.now() });
for (let turn = 0; turn < Number(times); turn++) {
  const audit = entry({ atMs: Date.now(), reason: `${instance} ${turn}` });
  switch (turn % 4) {
    case 0: {
      const key = `${instance}:${turn}`;
      await store.deliveries.accept(delivery({ key, owner: instance }));
      say(`delivery ${key}`);
      break;
    }
    case 1:
      say(`audit ${await store.audit.append(audit)}`);
      break;
    case 2:
      await work(lockSets[Math.floor(turn / 4) % lockSets.length] ?? [], audit);
      break;
    default: {
      const code = `${instance}-${turn}`;
      await store.approvals.ask(approval({ code }), audit);
      await store.approvals.decide(code, 'denied', 'person:bob', Date.now(), audit);
      say(`approval ${code}`);
    }
  }
}
if (hold === 'hold') {
  const opened = await store.runs.open(openRun({ owner: instance, plan: plan({ locks: [heldToTheEnd] }) }));
  if (!opened.opened) throw new Error('the lock to hold is taken');
  await store.runs.journal({ runId: opened.run.runId, step: 1, phase: 'prepared', atMs: Date.now(), memo: {} });
  say(`held ${opened.run.runId}`);
  setInterval(() => {}, 60_000);
  await new Promise(() => {});
}
await store.instances.leave(instance);
await close();

async function work(locks: OpenRun['plan']['locks'], audit: OpenRun['audit']): Promise<void> {
  const opened = await store.runs.open(
    openRun({ owner: instance ?? '', plan: plan({ locks }), audit: { ...audit, event: 'run.opened' } }),
  );
  if (!opened.opened) return void say(`busy ${'busy' in opened ? opened.busy.holder.runId : ''}`);
  const { runId } = opened.run;
  say(`opened ${runId}`);
  for (const phase of ['prepared', 'done'] as const)
    await store.runs.journal({ runId, step: 1, phase, atMs: Date.now(), memo: { instance } });
  await store.runs.close({ runId, state: 'succeeded', audit: { ...audit, event: 'run.closed' } });
  say(`closed ${runId}`);
}
