import type { Argv } from '../../actions/ports.ts';

/**
 * One command as sudoers(5) reads it, allowing these arguments and no others. Throws for what sudoers cannot say
 * exactly: sudo compares all arguments as one line, so that one with a space would also allow two without.
 */
export function sudoersCommand([program, ...args]: Argv): string {
  if (!/^(\/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+$/.test(program))
    throw new Error(`not a plain absolute path for sudoers: ${JSON.stringify(program)}`);
  // Without arguments sudoers would allow any.
  return args.length === 0 ? `${program} ""` : [program, ...args.map(argument)].join(' ');
}

function argument(word: string): string {
  if (word === '' || word === '""' || !/^[!-~\u00a1-\u{10ffff}]+$/u.test(word) || /\s/u.test(word))
    throw new Error(`sudoers cannot tell this argument from others: ${JSON.stringify(word)}`);
  // `,` `:` `=` `#` end a command and lose their backslash when the file is read; globs and `^` keep theirs for the
  // match. A backslash goes through both.
  return word.replace(/[\\,:=#*?[\]^]/g, (special) => (special === '\\' ? '\\\\\\\\' : `\\${special}`));
}

/** A user; one that looks like an alias (`ALL`) is meant as a name. */
export const sudoersUser = (user: string): string => (/^[A-Z][A-Z0-9_]*$/.test(user) ? `"${user}"` : user);
