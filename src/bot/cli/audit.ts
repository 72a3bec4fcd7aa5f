import { demoConfiguration } from '../project-root.ts';
import { open } from './open.ts';

/** `verify`: 0 when whole, 1 when it was tampered with. `export`: JSON lines, oldest first. */
export async function audit(what: 'verify' | 'export', config: string | undefined): Promise<number> {
  const dir = config ?? demoConfiguration();
  const composed = await open({ dir, env: process.env, kind: 'cli', logLevel: 'warn', interrupted: () => {} });
  try {
    if (what === 'export') {
      for await (const line of composed.exportAudit()) process.stdout.write(line);
      return 0;
    }
    const { rows, faults, unprovenFrom } = await composed.desk.store.audit.verify();
    for (const { seq, fault } of faults) console.log(`row ${seq}: ${fault}`);
    const unproven =
      unprovenFrom === undefined ? '' : `; rows from ${unprovenFrom} on lie after the last anchor: unproven`;
    const verdict = faults.length === 0 ? 'whole' : `${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`;
    console.log(`${rows} rows, ${verdict}${unproven}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await composed.close();
  }
}
