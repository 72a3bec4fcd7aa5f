// `npm run docs`: writes the table of commands into README.md from the registry; with `--check` it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions } from '../src/actions/registry.ts';
import { makeDemoCommand } from '../src/bot/demo/demo-command.ts';
import type { Chattable } from '../src/handlers/command.ts';
import { ownCommands } from '../src/handlers/commands/registry.ts';
import { translate } from '../src/handlers/language/translate.ts';

const begin = '<!-- commands:begin -->';
const end = '<!-- commands:end -->';

const cell = (words: string): string => words.replaceAll('|', '\\|');
const code = (words: string): string => `\`${cell(words)}\``;

/** `bot:talk` is everybody the bot knows; what then changes something is decided by the run or plan it names. */
function who(command: Chattable): string {
  if (command.permission !== 'bot:talk') return code(command.permission);
  return command.kind === 'command' && command.changesState ? 'by its run or plan' : 'everybody known';
}

function row(command: Chattable): string {
  const names = [`/${command.name}`, ...command.aliases.map((alias) => `/${alias}`)].map(code).join(' ');
  const what = translate(command.summary, { language: 'en', timeZone: 'UTC' });
  return `| ${[names, cell(what), who(command), code(command.examples[0])].join(' | ')} |`;
}

const section = (title: string, commands: readonly Chattable[]): string =>
  [`| ${title} | what it does | who may | example |`, '|---|---|---|---|', ...commands.map(row)].join('\n');

/** The tables of commands as Markdown. */
export const commandTables = (): string =>
  [
    section(
      'looks',
      actions.filter(({ kind }) => kind === 'query'),
    ),
    section(
      'changes something',
      actions.filter(({ kind }) => kind === 'change'),
    ),
    section('about the bot', [...ownCommands, makeDemoCommand(() => '')]),
  ].join('\n\n');

/** A README with the tables between its markers. Throws when it has none. */
export function withCommandTables(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${readme.slice(0, from + begin.length)}\n${commandTables()}\n${readme.slice(to)}`;
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '../README.md');
  const readme = readFileSync(file, 'utf8');
  const wanted = withCommandTables(readme);
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
  else if (wanted !== readme) {
    console.error('README.md: the table of commands is out of date. Run npm run docs.');
    process.exitCode = 1;
  }
}
