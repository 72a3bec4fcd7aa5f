import { anyPlan, type DataCommand } from '../../actions/backups/privileged.ts';
import { anyTurn } from '../../actions/logs/privileged.ts';
import { sudoersCommand, sudoersUser } from './sudoers-words.ts';

/** Ids of plans: six letters and digits without look-alikes, see `newCode`. */
const planId = '[2-9A-HJKMNP-TW-Z]{6}';
/** The age of a rotated file: `.3`, `.3.gz`, `-20261122`. */
const turn = '[.-][0-9-]+([.](gz|bz2|xz|zst))?';

/** Lines that let `login` run these commands as the users whose data it is. Words that hold a plan's id are one anchored expression. */
export const dataLines = (login: string, commands: readonly DataCommand[]): readonly string[] => [
  ...new Set(
    commands.map(
      ({ user, argv }) => `${sudoersUser(login)} ALL=(${sudoersUser(user)}) NOPASSWD: ${commandWords(argv)}`,
    ),
  ),
];

function commandWords(argv: DataCommand['argv']): string {
  const [program, ...args] = argv;
  if (!args.some((word) => word.includes(anyPlan) || word.includes(anyTurn))) return sudoersCommand(argv);
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
