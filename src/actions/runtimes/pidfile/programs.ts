import type { Argv } from '../../ports.ts';
import { programArgv } from '../../sh.ts';
import { probeProgram } from './probe-program.ts';
import { settleProgram } from './settle-program.ts';
import type { PidfileSpec } from './spec.ts';
import { startProgram } from './start-program.ts';
import { stopProgram } from './stop-program.ts';

/** The programs as argv: static text, and the declared service as its arguments. */

const ownPath = (spec: PidfileSpec): string => spec.environment.PATH ?? '';

export const probeArgv = (spec: PidfileSpec): Argv =>
  programArgv(probeProgram, spec.pidFile, spec.folder, ownPath(spec), ...spec.command);

export function startArgv(spec: PidfileSpec, port: number | undefined): Argv {
  const environment = Object.entries(spec.environment).map(([key, value]) => `${key}=${value}`);
  const place = [spec.pidFile, spec.folder, ownPath(spec), spec.logFile, String(port ?? 0)];
  return programArgv(startProgram, ...place, String(environment.length), ...environment, ...spec.command);
}

export function stopArgv(spec: PidfileSpec, stopWithinMs: number): Argv {
  const tenths = String(Math.ceil(stopWithinMs / 100));
  return programArgv(stopProgram, spec.pidFile, spec.folder, ownPath(spec), tenths, ...spec.command);
}

export const settleArgv = (spec: PidfileSpec, withinMs: number): Argv =>
  programArgv(settleProgram, spec.pidFile, String(Math.ceil(withinMs / 1_000)));

/** How long the stop program may work after its patience is over: 5 s for KILL, 7 s for what is left behind. */
export const stopGraceMs = 15_000;
/** The start program waits at most 10 s for the PID folder's lock and 2 s for the process. */
export const startLimitMs = 20_000;

/** Exit codes of the programs that change something. */
export const exits = {
  alreadyRuns: 10,
  lookAlike: 11,
  portHeld: 12,
  wouldNotEnd: 13,
  missing: 20,
  busy: 21,
  changedMeanwhile: 22,
  endedAtOnce: 30,
  unrecognised: 31,
} as const;
