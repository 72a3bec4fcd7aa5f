import * as z from 'zod';
import { pidfileSpec } from '../../runtimes/pidfile/spec.ts';
import { subjectSpec } from '../../runtimes/subject.ts';
import { port } from '../../values.ts';

/** Of `start-process` and `stop-process`: each undoes what the other does. */
export const processParams = z.strictObject({
  subject: subjectSpec,
  process: pidfileSpec,
  /** Refused when a stranger listens there. */
  port: port.optional(),
  /** Until KILL, milliseconds. */
  stopWithinMs: z.int().positive(),
});
export type ProcessParams = z.output<typeof processParams>;

/** The process before the step. */
export const processMemo = z.strictObject({
  found: z.enum(['none', 'ours', 'stranger']),
  pid: z.int().optional(),
  invocation: z.string().optional(),
});
export type ProcessMemo = z.output<typeof processMemo>;
