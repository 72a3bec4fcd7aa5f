import type { StepKind } from '../step.ts';
import { deleteFiles } from './delete-files.ts';
import { startProcess } from './start-process.ts';
import { stopProcess } from './stop-process.ts';
import { systemdUnit } from './systemd-unit.ts';
import { waitHealthy } from './wait-healthy.ts';

/** Every kind of step a plan can have. */
export const stepKinds: ReadonlyMap<string, StepKind> = new Map(
  [systemdUnit, startProcess, stopProcess, waitHealthy, deleteFiles].map((kind) => [
    kind.kind,
    kind as unknown as StepKind, // parameters are parsed by its own schema before they are passed
  ]),
);
