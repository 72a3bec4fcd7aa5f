import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { asOwner, asOwnerProgram, asRoot, inSh, ownersCommand } from '../../src/actions/sudo.ts';
import { sourceFiles } from '../architecture/source-file.ts';

describe('a command that a program runs as the owner of data', () => {
  const program = `${asOwnerProgram}${ownersCommand('move', ['/usr/bin/mv', '-nT', '"$1"', '"$2"'])}
sudo() { printf '%s\\n' sudo "$@"; }
user=$1
shift
move "$@"
`;
  const run = (user: string, ...paths: readonly string[]): string =>
    spawnSync('/bin/sh', ['-c', program.replace('/usr/bin/mv', 'echo'), 'zhiban', user, ...paths], {
      encoding: 'utf8',
    }).stdout;

  test('is the very command sudo is asked for, each argument whole', () => {
    const [from, to] = ["/opt/HR 人事/a'b.db", '/opt/$(x).db'];
    expect(run('www-data', from, to).trimEnd().split('\n')).toEqual(asOwner('www-data', ['echo', '-nT', from, to]));
  });

  test('is run without sudo where the login owns it', () => {
    expect(run('', '/a', '/b')).toBe('-nT /a /b\n');
  });
});

test.each(['a b', '$x', '"$x y"', '$(x)', 'a;b', '*', "'", '', '"$1"x'])(
  'a word sh would read otherwise is refused: %j',
  (word) => {
    expect(() => inSh(['/usr/bin/mv', word])).toThrow('not a plain word');
  },
);

test('words that are plain, and what varies, stand as they are', () => {
  expect(inSh(asRoot(['/usr/bin/lsof', '-F', 'pcn', '+d', '"$folder"']))).toBe(
    'sudo -n /usr/bin/lsof -F pcn +d "$folder"',
  );
});

test('no program names by hand what sudo runs: its words are those the sudoers file is made of', () => {
  const files = sourceFiles('src/actions');
  expect(files.length).toBeGreaterThan(100);
  const byHand = files.filter(({ text }) => /(?:\bsudo -n|\bas_owner)[^\n]*\s\/(?:usr|bin|sbin)\//.test(text));
  expect(byHand.map(({ path }) => path)).toEqual([]);
});
