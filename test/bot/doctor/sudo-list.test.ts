import { describe, expect, test } from 'vitest';
import type { Argv } from '../../../src/actions/ports.ts';
import { allowances, tooMuch, verdictOn } from '../../../src/bot/doctor/sudo-list.ts';

const restart: Argv = ['/usr/bin/systemctl', 'restart', 'web.service'];
const start: Argv = ['/usr/bin/systemctl', 'start', 'web.service'];

/** As sudo 1.9.13 prints it, the tag shortened. */
const listed = (...rules: string[]): ReturnType<typeof allowances> =>
  allowances({
    exitCode: 0,
    stdout: `Matching Defaults entries for ops on h1:
    env_reset, mail_badpass, secure_path=/usr/local/sbin\\:/usr/local/bin\\:/usr/sbin, use_pty

User ops may run the following commands on h1:
${rules.map((rule) => `    ${rule}`).join('\n')}
`,
  });

describe('what sudo lists', () => {
  test.each<[string, readonly string[], ReturnType<typeof verdictOn>]>([
    ['the very command', ['(root) NOPW: /usr/bin/systemctl restart web.service'], 'allowed'],
    ['everything', ['(ALL : ALL) NOPW: ALL'], 'allowed'],
    ['everything, with a password', ['(ALL : ALL) ALL'], 'password'],
    ['the later line wins', ['(ALL) NOPW: ALL', '(ALL) ALL'], 'password'],
    [
      'the later line wins, the other way',
      ['(ALL) ALL', '(root) NOPW: /usr/bin/systemctl restart web.service'],
      'allowed',
    ],
    ['the tag holds for what follows', ['(root) NOPW: /bin/a, /usr/bin/systemctl restart web.service'], 'allowed'],
    ['until another', ['(root) NOPW: /bin/a, PW: /usr/bin/systemctl restart web.service'], 'password'],
    ['other tags beside it', ['(root) SETENV: NOPW: /usr/bin/systemctl restart web.service'], 'allowed'],
    ['another verb', ['(root) NOPW: /usr/bin/systemctl start web.service'], 'missing'],
    ['another unit', ['(root) NOPW: /usr/bin/systemctl restart web2.service'], 'missing'],
    ['another user', ['(www-data) NOPW: /usr/bin/systemctl restart web.service'], 'missing'],
    ['a glob', ['(root) NOPW: /usr/bin/systemctl restart *'], 'ask'],
    ['any arguments', ['(root) NOPW: /usr/bin/systemctl'], 'ask'],
    ['a folder', ['(root) NOPW: /usr/bin/'], 'ask'],
    ['a regular expression', ['(root) NOPW: /usr/bin/systemctl ^restart [a-z]+$'], 'ask'],
    ['a refusal behind it', ['(root) NOPW: ALL, !/usr/bin/systemctl restart web.service'], 'ask'],
    ['nothing', [], 'missing'],
  ])('%s', (_what, rules, verdict) => {
    expect(verdictOn({ user: 'root', argv: restart }, listed(...rules))).toBe(verdict);
  });

  test.each<[string, readonly string[], ReturnType<typeof verdictOn>]>([
    ['as that user', ['(www-data) NOPW: /usr/bin/systemctl restart web.service'], 'allowed'],
    ['as one of several', ['(hr, www-data) NOPW: /usr/bin/systemctl restart web.service'], 'allowed'],
    ['as anybody', ['(ALL : ALL) NOPW: ALL'], 'allowed'],
    ['as anybody but that user', ['(ALL, !www-data) NOPW: ALL'], 'missing'],
    ['as root', ['(root) NOPW: /usr/bin/systemctl restart web.service'], 'missing'],
    ['a regular expression as that user', ['(www-data) NOPW: /usr/bin/systemctl ^restart [a-z]+$'], 'ask'],
    ['a regular expression as another', ['(hr) NOPW: /usr/bin/systemctl ^restart [a-z]+$'], 'missing'],
  ])('of a command on data: %s', (_what, rules, verdict) => {
    expect(verdictOn({ user: 'www-data', argv: restart }, listed(...rules))).toBe(verdict);
  });

  test('a line sudo broke is read as one', () => {
    const rules = listed('(root) NOPW: /bin/a,', '    /usr/bin/systemctl restart web.service');
    expect(verdictOn({ user: 'root', argv: restart }, rules)).toBe('allowed');
  });

  test('special characters are compared without their backslash', () => {
    const rules = listed('(root) NOPW: /bin/x a\\:b\\,c\\=d');
    expect(verdictOn({ user: 'root', argv: ['/bin/x', 'a:b,c=d'] }, rules)).toBe('allowed');
  });

  test('a user without rights, or asked for a password, may run nothing', () => {
    expect(allowances({ exitCode: 1, stdout: 'sudo: a password is required\n' })).toEqual([]);
    expect(allowances({ exitCode: 0, stdout: '' })).toEqual([]);
  });

  test('what is allowed beyond the needed is named, refusals are not', () => {
    const rules = listed('(ALL) NOPW: /usr/bin/systemctl restart web.service, ALL, !/bin/rm', '(root) NOPW: /bin/sh');
    expect(tooMuch(rules, [restart, start])).toEqual(['ALL', '/bin/sh']);
  });
});
