import { conflict } from '../../../src/handlers/runs/locks.ts';
import type { AuditRow } from '../../../src/handlers/store/audit-log.ts';
import type { Run } from '../../../src/handlers/store/runs.ts';
import type { Store } from '../../../src/handlers/store/store.ts';
import { delivery } from './rows.ts';

/** What writers said they had written (see `writing-child.ts`) and is not there. */
export async function lost(store: Store, said: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const line of said) {
    const [what = '', id = ''] = line.split(' ');
    if (!(await isThere(store, what, id))) missing.push(line);
  }
  return missing;
}

async function isThere(store: Store, what: string, id: string): Promise<boolean> {
  switch (what) {
    case 'delivery':
      return (await store.deliveries.accept(delivery({ key: id, owner: 'parent' }))).state !== 'new';
    case 'audit':
      return (await store.audit.list({ limit: 1, beforeSeq: Number(id) + 1 }))[0]?.seq === Number(id);
    case 'opened':
    case 'held':
      return (await store.runs.get(Number(id))) !== undefined;
    case 'closed': {
      const entries = await store.runs.entries(Number(id));
      return (await store.runs.get(Number(id)))?.state === 'succeeded' && entries.length === 2;
    }
    case 'approval':
      return (await store.approvals.get(id))?.state === 'denied';
    default:
      return what === 'busy';
  }
}

/** The trail numbers openings and closings as they were committed: replayed, no lock may be held twice. */
export async function grantedTwice(store: Store): Promise<string[]> {
  const held = new Map<number, Run>();
  const twice: string[] = [];
  for (const { event, runId = 0 } of await wholeTrail(store)) {
    if (event === 'run.closed') held.delete(runId);
    const run = event === 'run.opened' ? await store.runs.get(runId) : undefined;
    if (run === undefined) continue;
    for (const lock of run.plan.locks)
      for (const other of held.values())
        if (other.plan.locks.some((each) => conflict(lock, each)))
          twice.push(`${lock.resource} to ${runId} and ${other.runId}`);
    held.set(runId, run);
  }
  return twice;
}

async function wholeTrail(store: Store): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for (let beforeSeq = Number.MAX_SAFE_INTEGER; beforeSeq > 1; ) {
    const page = await store.audit.list({ limit: 500, beforeSeq });
    rows.unshift(...page.toReversed());
    beforeSeq = page.at(-1)?.seq ?? 1;
  }
  return rows;
}
