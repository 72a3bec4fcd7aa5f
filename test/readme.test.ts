import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandTables, withCommandTables } from '../scripts/docs.ts';
import { actions } from '../src/actions/registry.ts';
import { ownCommands } from '../src/handlers/commands/registry.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

test('the table of commands in the README is what the registry says (npm run docs)', () => {
  expect(withCommandTables(readme)).toBe(readme);
});

test('every command stands in the table once, with its other names and an example', () => {
  const rows = commandTables().split('\n');
  for (const { name, aliases, examples } of [...actions, ...ownCommands]) {
    const [row = '', another] = rows.filter((each) => each.startsWith(`| \`/${name}\` `));
    expect(another, name).toBeUndefined();
    for (const shown of [...aliases.map((alias) => `/${alias}`), examples[0].replaceAll('|', '\\|')])
      expect(row).toContain(`\`${shown}\``);
  }
});

test('a README without the markers is refused', () => {
  expect(() => withCommandTables('# Zhiban')).toThrow('has no <!-- commands:begin -->');
});
