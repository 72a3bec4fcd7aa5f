import type { Fault } from '../config/fault.ts';

/** `file:line:column message`, the hint below it. */
export const faultLines = (faults: readonly Fault[]): string =>
  faults
    .map(
      ({ file, line, column, message, hint }) => `${file}:${line}:${column} ${message}${hint ? `\n    ${hint}` : ''}`,
    )
    .join('\n');
