import type { Argv } from './ports.ts';

/**
 * Marks a POSIX sh program written in TypeScript: taken as typed, with `\${` standing for the shell's `${`.
 * Programs are static text; what varies reaches them as arguments only.
 */
export const sh = (program: TemplateStringsArray): string => program.raw.join('').replaceAll('\\${', '${');

/** A static program with its arguments. */
export const programArgv = (program: string, ...args: readonly string[]): Argv => [
  'sh',
  '-c',
  program,
  'zhiban',
  ...args,
];
