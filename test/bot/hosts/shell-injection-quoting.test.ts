import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { execWords, quoteArgv } from '../../../src/bot/hosts/quote.ts';
import { examples } from '../../examples.ts';

const shells = ['/bin/sh', '/bin/bash', '/bin/dash', '/bin/busybox'].filter((shell) => existsSync(shell));

/** What a program started by this shell receives, each argument ended by a NUL. */
function received(shell: string, argv: readonly string[]): Buffer {
  const line = `exec printf '%s\\0' ${quoteArgv(argv)}`;
  return execFileSync(shell, [...(shell.endsWith('busybox') ? ['sh'] : []), '-c', line]);
}
const sent = (argv: readonly string[]): Buffer => Buffer.from(argv.map((word) => `${word}\0`).join(''));

const letter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~=%^ \t\n\r-', '\u0001', '\u007f', '\u001b') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom('人', '\u202e', '\u200b', '\u0085', '\u2028', 'é', '🙂') },
);
const word = fc.array(letter, { maxLength: 30 }).map((letters) => letters.join('').replaceAll('\0', ''));

describe('quoting for the remote shell', () => {
  test.each(shells)('any words arrive unchanged through %s', (shell) => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (argv) => {
        expect(received(shell, argv).equals(sent(argv))).toBe(true);
      }),
      { numRuns: examples(150) },
    );
  });

  test.each(shells)('every character by itself arrives unchanged through %s', (shell) => {
    const ascii = Array.from({ length: 127 }, (_, i) => String.fromCharCode(i + 1));
    expect(received(shell, ascii).equals(sent(ascii))).toBe(true);
  });

  test.each([
    ["'; touch /tmp/x; '", "''\\''; touch /tmp/x; '\\'''"],
    ['$(reboot)', "'$(reboot)'"],
    ['a\nreboot', "'a\nreboot'"],
    ['', "''"],
  ])('%j becomes %s', (given, quoted) => {
    expect(quoteArgv([given])).toBe(quoted);
  });

  test('a NUL, which no argument can hold, is refused', () => {
    expect(() => quoteArgv(['a\0b'])).toThrow(/NUL/);
  });

  test.each(['', '-c', '-a'])('a program named %j, which exec would not take for a program, is refused', (program) => {
    expect(() => execWords([program])).toThrow(/program/);
  });
});
