import { demoConfiguration } from '../project-root.ts';
import { open } from './open.ts';

/** `verify`: 0 when whole, 1 when it was tampered with. `export`: JSON lines, oldest first. */
export async function audit(what: 'verify' | 'export', config: string | undefined): Promise<number> {
  const dir = config ?? demoConfiguration();
  const composed = await open({ dir, env: process.env, kind: 'cli', logLevel: 'warn', interrupted: () => {} });
  try {
    if (what === 'export') {
      return await exported(composed.exportAudit());
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

/** A row at a time, as fast as it is read; 1 when the reader did not want them all. */
async function exported(lines: AsyncIterable<string>): Promise<number> {
  // What is written says so itself.
  process.stdout.on('error', () => {});
  let rows = 0;
  for await (const line of lines) {
    if (!(await written(line))) {
      console.error(`the reader went away after ${rows === 1 ? '1 row' : `${rows} rows`}`);
      return 1;
    }
    rows += 1;
  }
  return 0;
}

/** False where nobody reads any more. */
const written = (line: string): Promise<boolean> =>
  new Promise((done) => {
    process.stdout.write(line, (error) => done(error === null || error === undefined));
  });
