import { expect, test } from 'vitest';
import { logReport } from '../../../../src/actions/logs/answers/log-report.ts';
import { logSpec } from '../../../../src/actions/logs/log-spec.ts';
import { readLogs } from '../../../../src/actions/logs/read-logs.ts';
import type { Hosts } from '../../../../src/actions/ports.ts';
import { fail, ok } from '../../../../src/actions/result.ts';
import { outside } from '../../../../src/actions/text.ts';
import { plainInventory } from '../../../handlers/dispatch/hostile-words.ts';

const now = Date.UTC(2026, 10, 20, 3);
const [system] = plainInventory.systems();
const logs = [{ ...logSpec.parse({ host: 'h1', path: '/app.log' }), id: 'app', system: 'demo' }];

async function reported(answer: string | undefined, filters: { readonly module?: string } = {}) {
  const exec: Hosts['exec'] = async () =>
    answer === undefined
      ? fail('unreachable', outside('no answer'))
      : ok({ exitCode: 0, stdout: answer, stderr: '', droppedBytes: 0, tookMs: 1 });
  const hosts = { exec } as unknown as Hosts; // nothing else is asked
  const context = { hosts, now: () => now, signal: new AbortController().signal };
  const wanted = { window: { sinceMs: now - 1_000 }, ...filters };
  const read = await readLogs(logs, wanted, context);
  if (system === undefined) throw new Error('a system is wanted');
  const found = { verdict: 'ok' as const, headline: outside('no errors'), blocks: [], next: [] };
  return logReport({ targets: { system, logs, wanted }, read, context }, found);
}
const read = (...lines: readonly string[]): string =>
  [`C\t${now}\t0\tperl`, 'L\tdemo/app', ...lines, 'I\tread\t90', 'Z', ''].join('\n');

test('no errors of somebody who wrote nothing are no all-clear: a mistyped word looks the same', async () => {
  const { verdict, next } = await reported(read('I\tmatched\t0'), { module: 'banana' });
  expect(verdict).toBe('unknown');
  expect(next).toContain(`/logs top ${system?.id} 24h`);
  expect((await reported(read('I\tmatched\t0'))).verdict).toBe('ok');
  expect((await reported(read('I\tmatched\t2'), { module: 'app' })).verdict).toBe('ok');
});

test('where nothing could be read the heading says that, and not that there was nothing', async () => {
  const unread = await reported(undefined);
  expect(JSON.stringify(unread.headline)).toContain('log-report.unread');
  expect(unread.verdict).toBe('unknown');
  expect(JSON.stringify((await reported(read())).headline)).toContain('no errors');
});
