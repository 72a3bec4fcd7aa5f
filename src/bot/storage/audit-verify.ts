import type { KeyObject } from 'node:crypto';
import type { AuditVerdict } from '../../handlers/store/audit-log.ts';
import { type ChainRow, chainMac, genesisMac, headMissingEvent } from './audit-chain.ts';
import type { HeadRow } from './audit-head.ts';

type Fault = AuditVerdict['faults'][number];

/** More are not listed: a trail that was rewritten as a whole needs no million lines. */
const maxFaults = 100;

export interface Trail {
  /** All rows by seq, in pages; the last page ends where the table ended when it was read. */
  pages(): AsyncIterable<readonly ChainRow[]>;
  row(seq: number): Promise<ChainRow | undefined>;
  head(): HeadRow | undefined;
  /** Names of triggers of the database that are not ours. */
  triggers(): Promise<readonly string[]>;
}

/** Walks the whole trail, holding one page. Rows after the head are unproven: intact, but nobody outside vouches for them. */
export async function verifyTrail(key: KeyObject, trail: Trail): Promise<AuditVerdict> {
  const walk = chainWalk(key);
  for await (const page of trail.pages()) for (const row of page) walk.step(row);
  const head = trail.head();
  const end = walk.end();
  for (const _ of await trail.triggers()) walk.report(end.seq, 'foreign-trigger');
  if (head === undefined) {
    walk.report(end.seq, 'head-missing');
    return { rows: end.rows, faults: walk.faults, ...(end.rows > 0 && { unprovenFrom: 1 }) };
  }
  const anchored = head.seq === 0 ? undefined : await trail.row(head.seq);
  if (head.seq > end.seq && anchored === undefined) walk.report(end.seq + 1, 'cut');
  else if (head.seq > 0 && anchored?.mac !== head.mac) walk.report(head.seq, 'changed');
  return { rows: end.rows, faults: walk.faults, ...(head.seq < end.seq && { unprovenFrom: head.seq + 1 }) };
}

function chainWalk(key: KeyObject) {
  const faults: Fault[] = [];
  /** Macs of rows found at a wrong place, by the place they claim: their true followers are then still judged rightly. */
  const misplaced = new Map<number, string>();
  let seq = 0;
  let mac = genesisMac;
  let rows = 0;

  const report = (at: number, fault: Fault['fault']) => {
    if (faults.length < maxFaults) faults.push({ seq: at, fault });
  };

  return {
    faults,
    report,
    end: () => ({ seq, rows }),
    step(row: ChainRow): void {
      const gap = row.seq !== seq + 1;
      if (gap) report(seq + 1, 'missing');
      const claim = claimOf(row.entry);
      const follows = [mac, misplaced.get(row.seq - 1)].some(
        (previous) => previous !== undefined && chainMac(key, previous, row.entry) === row.mac,
      );
      if (claim === undefined) report(row.seq, 'changed');
      else if (claim.seq !== row.seq) {
        report(row.seq, 'out-of-order');
        if (misplaced.size < maxFaults) misplaced.set(claim.seq, row.mac);
      } else if (!follows && !gap)
        report(row.seq, 'changed'); // after a gap the mac it was chained to is gone
      else if (claim.event === headMissingEvent) report(row.seq, 'head-missing');
      seq = row.seq;
      mac = row.mac;
      rows += 1;
    },
  };
}

function claimOf(entry: string): { readonly seq: number; readonly event: unknown } | undefined {
  try {
    const claim: unknown = JSON.parse(entry);
    if (typeof claim !== 'object' || claim === null || !('seq' in claim) || typeof claim.seq !== 'number')
      return undefined;
    return { seq: claim.seq, event: 'event' in claim ? claim.event : undefined };
  } catch {
    return undefined;
  }
}
