import type { DataCommand } from '../../actions/data-moves.ts';
import type { Argv, Exec } from '../../actions/ports.ts';
import { programArgv, sh } from '../../actions/sh.ts';

// What follows `NOPASSWD:` would be masked on its way here, as a password: the tag is shortened on the host.
const program = sh`
listing=$(LC_ALL=C sudo -n -l "$@" 2>&1)
code=$?
printf '%s\n' "$listing" | sed 's/PASSWD:/PW:/g'
exit "$code"
`;

/** Lists what the user may run; with a command, 0 when that is among it. Never asks for a password. */
export const listing = (...command: readonly string[]): Argv => programArgv(program, ...command);

/** One line of `sudo -l`: a command with its arguments, as sudo prints it. */
export interface Allowance {
  readonly command: string;
  readonly withoutPassword: boolean;
  /** Users it runs as, as sudo prints them; `ALL`, and those a `!` stands before. */
  readonly as: readonly string[];
}

/** Words that stand before a command and hold for those behind it too (sudoers(5), Tag_Spec). */
const tags = /^(?:[A-Z_]+: ?)+/;

/** Reads a `listing`. Empty when the user may run nothing, or may not even ask. */
export function allowances({ exitCode, stdout }: Pick<Exec, 'exitCode' | 'stdout'>): readonly Allowance[] {
  if (exitCode !== 0) return [];
  const at = stdout.search(/^User \S+ may run the following commands/m);
  if (at < 0) return [];
  return unwrapped(stdout.slice(at).split('\n').slice(1)).flatMap(allowancesOf);
}

/** Each begins with who it runs as; sudo breaks long ones. */
function unwrapped(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines.map((each) => each.trim()))
    if (line.startsWith('(')) whole.push(line);
    else if (whole.length > 0) whole.push(`${whole.pop()} ${line}`.trim());
  return whole;
}

function allowancesOf(line: string): readonly Allowance[] {
  const [whole, runAs] = /^\(([^)]*)\) ?/.exec(line) ?? [];
  if (whole === undefined || runAs === undefined) return [];
  const as = (runAs.split(':')[0] ?? '').split(',').map((user) => user.trim());
  let withoutPassword = false;
  return splitUnescaped(line.slice(whole.length)).map((part) => {
    const said = tags.exec(part)?.[0] ?? '';
    if (/NOP(?:ASS)?WD?:/.test(said)) withoutPassword = true;
    else if (/P(?:ASS)?WD?:/.test(said)) withoutPassword = false;
    return { command: unescaped(part.slice(said.length)), withoutPassword, as };
  });
}

/** At `, ` between commands; within one a comma has a backslash. */
const splitUnescaped = (words: string): readonly string[] => words.split(/(?<!\\), /).map((part) => part.trim());
const unescaped = (words: string): string => words.replace(/\\([,:=#" \t])/g, '$1');

const runsAs = ({ as }: Allowance, user: string): boolean =>
  !as.includes(`!${user}`) && (as.includes(user) || as.includes('ALL') || (user === 'root' && as.includes('#0')));

/** What decides about a command: `ask` when only sudo itself can tell. The last line that fits wins, as in sudo. */
export function verdictOn(
  { user, argv }: DataCommand,
  all: readonly Allowance[],
): 'allowed' | 'password' | 'ask' | 'missing' {
  const words = argv.join(' ');
  const asUser = all.filter((each) => runsAs(each, user));
  const fitting = asUser.findLast(({ command }) => command === 'ALL' || command === words);
  if (asUser.some(({ command }) => isPattern(command, argv))) return 'ask';
  return fitting === undefined ? 'missing' : fitting.withoutPassword ? 'allowed' : 'password';
}

/** May mean this command without saying it: a refusal, a glob, a regular expression, a program with any arguments. */
const isPattern = (command: string, [program]: Argv): boolean =>
  command.startsWith('!') || /[*?[\]^\\]/.test(command) || command === program || command.endsWith('/');

/** What is allowed as root and was not wanted, with or without a password. */
export const tooMuch = (all: readonly Allowance[], wanted: readonly Argv[]): readonly string[] => {
  const known = new Set(wanted.map((argv) => argv.join(' ')));
  return [
    ...new Set(
      all
        .filter((each) => runsAs(each, 'root') && !known.has(each.command) && !each.command.startsWith('!'))
        .map(({ command }) => command),
    ),
  ];
};
