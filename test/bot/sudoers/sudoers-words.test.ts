import { describe, expect, test } from 'vitest';
import type { Argv } from '../../../src/actions/ports.ts';
import { sudoersCommand, sudoersUser } from '../../../src/bot/sudoers/sudoers-words.ts';

describe('a command in sudoers', () => {
  test.each<[Argv, string]>([
    [['/usr/bin/systemctl', 'restart', 'nginx.service'], '/usr/bin/systemctl restart nginx.service'],
    [['/usr/bin/systemctl', 'start', 'a@b:c.service'], '/usr/bin/systemctl start a@b\\:c.service'],
    [['/bin/x', 'a=b', 'c,d', '#e'], '/bin/x a\\=b c\\,d \\#e'],
    [['/bin/x', '*', '?', '[a-z]', '^a$'], '/bin/x \\* \\? \\[a-z\\] \\^a$'],
    [['/bin/x', '\\'], '/bin/x \\\\\\\\'],
    [['/bin/x', '/opt/HR人事'], '/bin/x /opt/HR人事'],
  ])('%j is written %s', (argv, written) => {
    expect(sudoersCommand(argv)).toBe(written);
  });

  test('without arguments allows none', () => {
    expect(sudoersCommand(['/bin/x'])).toBe('/bin/x ""');
  });

  test.each<[string, Argv]>([
    ['a program found by PATH', ['systemctl', 'start']],
    ['a program with a glob', ['/usr/bin/*', 'start']],
    ['a path that goes up', ['/usr/bin/../sbin/x']],
    ['a path with a space', ['/usr/bin/a b']],
    ['a list of programs', ['/usr/bin/a,/usr/bin/b']],
    ['two arguments in one', ['/bin/x', 'a b']],
    ['a tab', ['/bin/x', 'a\tb']],
    ['a line break', ['/bin/x', 'a\nops ALL=(ALL) NOPASSWD: ALL']],
    ['a carriage return', ['/bin/x', 'a\r']],
    ['a wide space', ['/bin/x', 'a\u3000b']],
    ['a line separator', ['/bin/x', 'a\u2028b']],
    ['an empty argument', ['/bin/x', '']],
    ['what means "no arguments"', ['/bin/x', '""']],
  ])('refuses %s', (_what, argv) => {
    expect(() => sudoersCommand(argv)).toThrow(/sudoers/);
  });
});

test('a user that looks like an alias is quoted, so that ALL is never everybody', () => {
  expect(['ops', 'ALL', 'WEB_1', 'Ops'].map(sudoersUser)).toEqual(['ops', '"ALL"', '"WEB_1"', 'Ops']);
});
