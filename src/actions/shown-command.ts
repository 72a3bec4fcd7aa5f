/** A command as a person would type it, for plans: words are quoted where a shell needs it. Never run. */
export const shownCommand = (argv: readonly string[]): string => argv.map(shownWord).join(' ');

const shownWord = (word: string): string =>
  /^[\p{L}\p{N}@%+=:,./_-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
