import type { Argv } from '../../actions/ports.ts';

/**
 * Words as a POSIX shell reads them back unchanged. Everything goes inside single quotes, where only the quote itself
 * means something. Throws on a NUL, which no argument can hold.
 */
export function quoteArgv(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (word.includes('\0')) throw new Error('an argument cannot hold a NUL character');
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * One program with its arguments, in the place of the shell that reads it. `exec` finds programs only, no builtins,
 * functions or aliases. Throws on a program name that `exec` would take for an option.
 */
export function execWords(argv: Argv): string {
  if (argv[0] === '' || argv[0].startsWith('-'))
    throw new Error(`not the name of a program: ${JSON.stringify(argv[0])}`);
  return `exec ${quoteArgv(argv)}`;
}
