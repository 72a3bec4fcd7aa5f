import { expect, test } from 'vitest';
import { logNotes } from '../../../../src/actions/logs/answers/log-notes.ts';
import { logSpec } from '../../../../src/actions/logs/log-spec.ts';
import { readLogs } from '../../../../src/actions/logs/read-logs.ts';
import type { Exec, Hosts } from '../../../../src/actions/ports.ts';
import { ok } from '../../../../src/actions/result.ts';

const now = Date.UTC(2026, 10, 20, 3);
const logs = ['app', 'web'].map((id) => ({ ...logSpec.parse({ host: 'h1', path: `/${id}.log` }), id, system: 'demo' }));

/** What is noted of an answer of a host, as keys of texts. */
async function noted(stdout: string, more: Partial<Exec> = {}): Promise<string> {
  const exec: Hosts['exec'] = async () => ok({ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 1, ...more });
  const hosts = { exec } as unknown as Hosts; // nothing else is asked
  const context = { hosts, now: () => now, signal: new AbortController().signal };
  return JSON.stringify(logNotes(await readLogs(logs, { window: { sinceMs: now - 1_000 } }, context), now));
}
const answer = (reader: string, app: readonly string[], web: readonly string[] = [], end = 'Z'): string =>
  [`C\t${now}\t0\t${reader}`, 'L\tdemo/app', ...app, 'L\tdemo/web', ...web, end, ''].join('\n');

test.each([
  ['what was not read for its time', ['I\tlate\t1'], 'late'],
  ['that nothing older is kept', [`I\tbegins\t${now - 500}`], 'begins'],
  ['bytes that nobody looked through', ['I\tunproven\t900'], 'unproven'],
  ['lines without a time', ['I\tmatched\t1', 'I\thow\tunstamped'], 'unstamped'],
  ['lines out of order', ['I\thow\tscan'], 'scanned'],
  ['lines that were cut', ['I\tcut\t2'], 'cut'],
  ['an hour that is there twice', ['I\tfolded\t1'], 'folded'],
])('%s is said', async (_what, lines, key) => {
  expect(await noted(answer('perl', lines))).toContain(`log-notes.${key}"`);
  expect(await noted(answer('perl', []))).not.toContain(`log-notes.${key}"`);
});

test('what a reader cannot do with any of the logs of a host is said of the host, once', async () => {
  const said = await noted(answer('sh', ['I\tlimit\tforms'], ['I\tlimit\tlevels']));
  expect(said).toContain('log-notes.forms"');
  expect(said).toContain('log-notes.levels"');
  expect(said.match(/log-notes\.reader"/g)).toHaveLength(1);
  expect(await noted(answer('sh', []))).not.toContain('log-notes.limited"');
});

test('an answer longer than it may be is said to be cut, and a log it does not reach is not read', async () => {
  const cut = answer('perl', ['I\tmatched\t9', 'E\t1\t40\ta\tb']).split('L\tdemo/web')[0] ?? '';
  const said = await noted(cut, { droppedBytes: 5_000 });
  expect(said).toContain('log-notes.dropped"');
  expect(said).toContain('log-notes.silent"');
});
