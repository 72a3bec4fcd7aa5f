import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { hasTurn } from '../../rotating-third.ts';

const secrets = Array.from({ length: 50 }, (_, i) => ({
  name: `S${i}`,
  value: btoa(`secret ${i * 7_919} value ${i}`),
}));
const redactor = makeRedactor(secrets);

const patterns = [
  ...['a', '=', ' ', '\n', '1', '-', '[', '\\', '"', "'", ':', '/', '{"a":', 'a:', 'a,'],
  ...['eyJ.', '_eyJaaaaaaaa', 'eyJaaaaaaaa.', 'sk-', 'ghp_', 'xoxb-', 'AKIA', 'SEC', '123456:', 'Bearer ', '[masked'],
  ...[
    'password',
    'password ',
    'password=',
    'password="',
    'token: ',
    `secret${' '.repeat(40)}`,
    'pass_',
    '--a-',
    '--token ',
  ],
  ...[
    '://a:',
    '://:',
    '://a:b@',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    'cookie: ',
    'set-cookie: a',
    'curl ',
    'curl -u ',
  ],
  ...[
    'authorization: ',
    'authorization: basic ',
    'a:5432:a:',
    'hooks.slack.com/',
    'sshpass -p',
    '密码：',
    '%41',
    '<token>',
    'mysql ',
    'redis-cli -',
    '"AAAA',
    'IDENTIFIED ',
    'QUJD\n',
  ],
];

const quarterOfMegabyte = (begin: string, pattern: string): string =>
  begin + pattern.repeat(Math.ceil(250_000 / pattern.length)).slice(0, 250_000);

describe('hostile input', () => {
  test.each(patterns.filter((_, at) => hasTurn(at + 1)))(
    '1 MB of %j after four beginnings takes less than two seconds',
    (pattern) => {
      const started = performance.now();
      for (const begin of ['', 'password=', 'password: "', '\\"token\\":\\"'])
        redactor.text(quarterOfMegabyte(begin, pattern));
      expect(performance.now() - started).toBeLessThan(8_000);
    },
    20_000,
  );

  test('64 KiB of log with 50 secrets takes milliseconds', () => {
    const line = (i: number): string =>
      `2024-01-01T00:00:00Z host app[${i}]: GET /items/${i} 200 ${i % 97}ms user=bob\n`;
    const log = Array.from({ length: 1_000 }, (_, i) => line(i))
      .join('')
      .slice(0, 65_536);
    redactor.text(log);
    const started = performance.now();
    for (let i = 0; i < 10; i += 1) expect(redactor.text(log)).toBe(log);
    expect((performance.now() - started) / 10).toBeLessThan(100);
  });
});
