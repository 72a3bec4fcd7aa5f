import { expect, test } from 'vitest';
import { inertLogLine } from '../../src/bot/log-line.ts';

test('a line of the log holds no character that a terminal would obey or hide, and is still JSON', () => {
  const said = 'a\u001b[31mb\u009b2Jc\u0085d\u202ee\u200bf\u007fg\u2028h 重启 \u{1f600}';
  const line = inertLogLine(`${JSON.stringify({ msg: said })}\n`);
  expect(line).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(line.endsWith('\n')).toBe(true);
  expect(line).toContain('重启');
  expect(JSON.parse(line)).toEqual({ msg: said });
});
