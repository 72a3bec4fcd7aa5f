import type { Argv } from './ports.ts';
import { sh } from './sh.ts';

/** Never asks for a password: what is not allowed fails at once. */
export const asRoot = (argv: Argv): Argv => ['sudo', '-n', ...argv];

/** A command as the user whose data it is, where that is not the login. */
export const asOwner = (user: string | undefined, argv: Argv): Argv =>
  user === undefined ? argv : ['sudo', '-n', '-u', user, ...argv];

/** The same as a person types it, whom sudo may ask for a password. */
export const asOwnerByHand = (user: string | undefined, argv: Argv): Argv =>
  user === undefined ? argv : ['sudo', '-u', user, ...argv];

/** Defines `as_owner WORD…`: runs a command as `$user`, as the login where that is empty. */
export const asOwnerProgram = sh`
as_owner() { if [ -n "$user" ]; then sudo -n -u "$user" "$@"; else "$@"; fi; }
`;

/**
 * Defines `name` in a program: the very command that `zhiban sudoers` allows, run by `as_owner`. `"$1"` and `"$2"` stand
 * in it for the arguments of `name`.
 */
export const ownersCommand = (name: string, argv: Argv): string => `${name}() { as_owner ${inSh(argv)}; }\n`;

/** A command as words of a program; `"$name"` stands for what varies. Throws for a word that sh would read otherwise. */
export const inSh = (argv: Argv): string => argv.map(word).join(' ');

function word(each: string): string {
  if (!/^(?:[\w/.+=-]+|"\$\w+")$/.test(each)) throw new Error(`not a plain word of a program: ${JSON.stringify(each)}`);
  return each;
}
