import { describe, expect, test } from 'vitest';
import { buildCommandIndex } from '../../../src/handlers/dispatch/command-index.ts';
import { commands, own } from './cast.ts';

const command = (name: string, aliases: readonly string[] = []) =>
  own({ name, aliases, takes: {}, example: `/${name}` });

describe('an index of commands', () => {
  test('knows every name and alias', () => {
    const { byName } = buildCommandIndex(commands);
    expect(byName.size).toBe(commands.reduce((sum, { aliases }) => sum + 1 + aliases.length, 0));
    expect(byName.get('重启')?.command.name).toBe('restart');
  });

  test.each([
    ['two of one name', [command('run'), command('run')], '/run and /run are both called "run"'],
    ['an alias that is a name', [command('run'), command('do', ['run'])], '/run and /do are both called "run"'],
    ['two of one alias', [command('run', ['运行']), command('do', ['运行'])], '/run and /do are both called "运行"'],
    ['an alias in other letters', [command('run'), command('do', ['ＲＵＮ'])], '/run and /do are both called "ＲＵＮ"'],
    ['an alias twice on one', [command('run', ['运行', '运行'])], '/run and /run are both called "运行"'],
    ['a name with a hyphen', [command('re-run')], '"re-run" is no name for a command: one or two words of a to z'],
    ['a name of three words', [command('a b c')], '"a b c" is no name for a command: one or two words of a to z'],
    ['an alias nobody can type', [command('run', ['a=b'])], '"a=b" cannot be an alias of /run'],
    ['an empty alias', [command('run', [' '])], '" " cannot be an alias of /run'],
  ])('refuses %s', (_, list, why) => {
    expect(() => buildCommandIndex(list)).toThrow(why);
  });

  test.each([
    ['two systems', { a: { word: 'system', optional: true }, b: { word: 'system', optional: true } }],
    ['two rests', { a: { word: 'rest', optional: true }, b: { word: 'rest', optional: true } }],
    [
      'one spelling for two choices',
      {
        a: { word: 'choice', optional: true, choices: { on: ['开'] } },
        b: { word: 'choice', optional: true, choices: { open: ['开'] } },
      },
    ],
  ] as const)('refuses a command that takes %s', (_, takes) => {
    expect(() => buildCommandIndex([own({ name: 'run', takes, example: '/run' })])).toThrow(/^\/run takes .*a.*b/);
  });
});
