import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type OpenedStore, openStore } from '../../../src/bot/storage/open-store.ts';
import type { Store } from '../../../src/handlers/store/store.ts';
import { approval, delivery, entry, openRun, plan } from './rows.ts';
import { tempFolder } from './temp-folder.ts';

const answer = { code: 'ok' as const, message: { blocks: [] } };
const posting = (kind: 'final' | 'progress', key = 'new') => ({
  key,
  conversation: { platform: 'test', tenant: '', space: 'ops' },
  kind,
  insist: true,
  message: { blocks: [] },
  atMs: 1,
});
const bot = { id: 'bot-1', kind: 'bot' as const, pid: process.pid, atMs: 1_000 };

/** A state with one run (1), one interrupted run (2), one request for a yes and one freeze. */
async function busyState(): Promise<OpenedStore> {
  const opened = await openStore({ folder: tempFolder(), now: () => 1_000 });
  onTestFinished(() => opened.close());
  const { store } = opened;
  await store.instances.register(bot);
  await store.deliveries.accept(delivery());
  await store.runs.open(openRun());
  await store.runs.open(openRun({ plan: plan({ locks: [] }) }));
  await store.runs.close({ runId: 2, state: 'interrupted', audit: entry() });
  await store.approvals.ask(approval(), entry());
  await store.outbox.put(posting('final', 'posted'));
  await store.deliveries.accept(delivery({ key: 'terminal:9', owed: true }));
  await store.freezes.freeze({ scope: '*', reason: 'r', by: 'person:alice', atMs: 1 }, entry());
  return opened;
}

describe('what must survive a power loss is one flushed commit', () => {
  const work: readonly (readonly [string, number, (store: Store) => Promise<unknown>])[] = [
    ['accepting a delivery', 1, (store) => store.deliveries.accept(delivery({ key: 'terminal:2' }))],
    ['accepting it again', 0, (store) => store.deliveries.accept(delivery())],
    ['counting deliveries', 0, (store) => store.deliveries.countSince(['terminal:alice'], 0)],
    ['an answer', 0, (store) => store.deliveries.answered('terminal:1', answer)],
    ['an audit row', 1, (store) => store.audit.append(entry())],
    ['a closing audit row with the answer', 1, (store) => store.audit.close(entry(), { key: 'terminal:1', answer })],
    [
      'opening a run with audit row, locks and the use of an approval',
      1,
      (store) => store.runs.open(openRun({ plan: plan({ locks: [] }), approvalId: '7F3KQ2' })),
    ],
    ['opening a run while its lock is held', 0, (store) => store.runs.open(openRun())],
    ['a journal entry', 1, (store) => store.runs.journal({ runId: 1, step: 1, phase: 'prepared', atMs: 1, memo: {} })],
    [
      'closing a run with audit row and answer',
      1,
      (store) =>
        store.runs.close({ runId: 1, state: 'succeeded', audit: entry(), delivery: { key: 'terminal:1', answer } }),
    ],
    ['taking a run over', 1, (store) => store.runs.takeOver(2, 'bot-2', entry())],
    ['asking to cancel', 0, (store) => store.runs.requestCancel(1, 'person:alice')],
    ['asking for a yes', 1, (store) => store.approvals.ask(approval({ code: 'AAAAAA' }), entry())],
    ['a no', 1, (store) => store.approvals.decide('7F3KQ2', 'denied', 'person:bob', 1, entry())],
    ['a message to be posted', 1, (store) => store.outbox.put(posting('final'))],
    ['the same words again', 0, (store) => store.outbox.put(posting('final', 'posted'))],
    ['a progress', 0, (store) => store.outbox.put(posting('progress'))],
    ['handing a message over', 1, (store) => store.outbox.sending('posted', true)],
    ['handing an edit over', 0, (store) => store.outbox.sending('posted', false)],
    [
      'an answer with the delivery it pays',
      1,
      (store) => store.outbox.put(posting('final'), { answers: { key: 'terminal:9', answer } }),
    ],
    ['a heartbeat', 0, (store) => store.instances.heartbeat('bot-1', 2_000)],
    ['interrupting the run of a dead owner', 1, (store) => reapSilent(store)],
    [
      'a freeze',
      1,
      (store) => store.freezes.freeze({ scope: 'zk', reason: 'r', by: 'person:alice', atMs: 1 }, entry()),
    ],
    ['a thaw', 1, (store) => store.freezes.thaw('*', entry())],
    [
      'reading',
      0,
      (store) => Promise.all([store.audit.verify(), store.runs.list({ limit: 9 }), store.freezes.current()]),
    ],
  ];
  const reapSilent = (store: Store) =>
    store.instances.reap({ nowMs: 100_000, silentForMs: 30_000, audit: () => entry() });

  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await busyState();
  });

  test.each(work)('%s: %i', async (_, commits, run) => {
    const before = opened.commits();
    await run(opened.store);
    expect(opened.commits() - before).toBe(commits);
  });

  test('many asked for in one turn share commits, in the order asked', async () => {
    const before = opened.commits();
    const seqs = await Promise.all(Array.from({ length: 100 }, () => opened.store.audit.append(entry())));
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    expect(opened.commits() - before).toBe(2);
  });
});
