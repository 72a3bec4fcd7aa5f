import { anyPlan, type DataCommand } from '../../actions/data-moves.ts';
import { anyTurn } from '../../actions/logs/privileged.ts';
import { sudoersCommand, sudoersUser } from './sudoers-words.ts';

/** Ids of plans: six letters and digits without look-alikes, see `newCode`. */
const planId = '[2-9A-HJKMNP-TW-Z]{6}';
/** The age of a rotated file: `.3`, `.3.gz`, `-20261122`. */
const turn = '[.-][0-9-]+([.](gz|bz2|xz|zst))?';

/** One of the commands that stand for many: with some plan's id and some turn. */
export const sampleOf = ([program, ...args]: DataCommand['argv']): DataCommand['argv'] => [
  program,
  ...args.map((word) => word.replaceAll(anyPlan, '7F3KQ2').replaceAll(anyTurn, '.1')),
];

/** Whether its words hold what differs each time, so that sudo has to know regular expressions. */
export const needsExpression = ({ argv }: DataCommand): boolean =>
  argv.some((word) => word.includes(anyPlan) || word.includes(anyTurn));

/** Lines that let `login` run these commands as the users whose data it is. Words that hold a plan's id are one anchored expression. */
export const dataLines = (login: string, commands: readonly DataCommand[]): readonly string[] => [
  ...new Set(
    commands.map(
      (command) => `${sudoersUser(login)} ALL=(${sudoersUser(command.user)}) NOPASSWD: ${commandWords(command)}`,
    ),
  ),
];

function commandWords(command: DataCommand): string {
  const [program, ...args] = command.argv;
  if (!needsExpression(command)) return sudoersCommand(command.argv);
  return `${program} ^${args.map(expression).join(' ')}$`;
}

/** A word as an extended regular expression that fits only it, any plan's id standing for every other. */
const expression = (word: string): string =>
  word
    .split(anyPlan)
    .map((part) => part.split(anyTurn).map(literally).join(turn))
    .join(planId);

function literally(words: string): string {
  // What sudoers itself would read otherwise (a comma, a colon, an equals sign), and what a bracket cannot hold.
  if (/[\s,:=#\\^"!]/.test(words)) throw new Error(`sudoers cannot say exactly: ${JSON.stringify(words)}`);
  return words.replace(/[.*+?(){}[\]|$]/g, (special) => `[${special}]`);
}
