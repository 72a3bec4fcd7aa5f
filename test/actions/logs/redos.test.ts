import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { logSpec } from '../../../src/actions/logs/log-spec.ts';
import { readLogs } from '../../../src/actions/logs/read-logs.ts';
import { hasTurn } from '../../rotating-third.ts';
import { onlyPath, readersToday } from './only-reader.ts';
import { folder, thisMachine } from './this-machine.ts';

const room = folder();
afterAll(() => room.remove());
const path = join(room.path, 'app.log');
writeFileSync(path, `2026-11-21 03:00:00,000 - app - INFO - ${'a'.repeat(5_000)}!\n`.repeat(20));

describe.each(readersToday.filter((reader) => reader !== 'sh'))('read with %s', (reader) => {
  const search = (pattern: string, seconds = 1) =>
    readLogs(
      [{ ...logSpec.parse({ host: 'here', path }), id: 'app', system: 'demo' }],
      { window: { sinceMs: Date.UTC(2026, 10, 21) }, pattern, keep: 10 },
      {
        // The last one counts: a shorter limit than people have, so that the test need not wait for theirs.
        hosts: limited(seconds),
        now: () => Date.UTC(2026, 10, 21, 4),
        signal: AbortSignal.timeout(60_000),
      },
    );

  const limited = (seconds: number) => {
    const hosts = thisMachine({ path: onlyPath(reader) });
    return {
      ...hosts,
      exec: (host: string, argv: Parameters<typeof hosts.exec>[1], options: Parameters<typeof hosts.exec>[2]) => {
        const [program, ...words] = argv.map((word) => (word.startsWith('seconds=') ? `seconds=${seconds - 5}` : word));
        return hosts.exec(host, [program ?? '', ...words], options);
      },
    };
  };

  describe('a pattern that would take for ever', () => {
    const patterns = ['(a*)*b', '(a|aa)+$b', '(a|a)*c', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*a){20}b'];
    test.each(patterns.filter((_, at) => hasTurn(at + 1)))(
      '%s is ended by the host within its time, or answered',
      async (pattern) => {
        const begun = performance.now();
        const [read] = await search(pattern);
        expect(performance.now() - begun).toBeLessThan(8_000);
        if (read?.result.ok === false) expect(read.result.failure.code).toBe('timed-out');
        else expect(read?.result.value.read.matched).toBeLessThanOrEqual(20);
      },
    );

    test('one of them really is ended by its limit', async () => {
      const codes = await Promise.all(
        ['(a*)*b', '(.*a){20}b'].map(async (pattern) => {
          const [read] = await search(pattern);
          return read?.result.ok === false ? read.result.failure.code : 'answered';
        }),
      );
      expect(codes).toContain('timed-out');
    });
  });

  test.each(['(?{ system("touch /tmp/x") })', '(??{ 1 })', '(', '[z-a]', '(?<n'])(
    '%s runs nothing: it is refused as a pattern',
    async (pattern) => {
      const [read] = await search(pattern, 10);
      expect(read?.result.ok === false && read.result.failure.code).toBe('bad-input');
    },
  );
});

test('where nothing can read a pattern in bounded time, it is refused', async () => {
  const hosts = thisMachine({ path: onlyPath('sh') });
  const log = { ...logSpec.parse({ host: 'here', path }), id: 'app', system: 'demo' };
  const context = { hosts, now: () => Date.UTC(2026, 10, 21, 4), signal: AbortSignal.timeout(60_000) };
  const [read] = await readLogs([log], { window: {}, pattern: '(a*)*b', keep: 10 }, context);
  expect(read?.result.ok === false && read.result.failure.code).toBe('bad-input');
});

test('own patterns of the configuration must name a stamp', () => {
  expect(logSpec.safeParse({ host: 'here', path, pattern: '(' }).success).toBe(false);
  expect(logSpec.safeParse({ host: 'here', path, pattern: '^x' }).success).toBe(false);
  expect(logSpec.safeParse({ host: 'here', path, pattern: '^(?<stamp>\\S+)' }).success).toBe(true);
});
