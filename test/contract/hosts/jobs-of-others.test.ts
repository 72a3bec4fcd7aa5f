import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endJobs, findJobs, lookAtJob, startJob } from '../../../src/actions/jobs/jobs.ts';
import { openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

let folder: string;
let hosts: ReturnType<typeof openHosts>;
const signal = new AbortController().signal;
const id = 'T7F3KQ2.1';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-jobs-of-others-')));
  const specs = { here: { transport: 'local' as const, folder } };
  hosts = openHosts({ specs, masking: () => makeRedactor([]), env: process.env });
  // What a stranger prepares where both may write: a way to a folder of his own, with a job that says it ended well.
  const prepared = join(folder, 'of-a-stranger/jobs', id);
  mkdirSync(prepared, { recursive: true });
  writeFileSync(join(prepared, 'exit'), 'exit 0 1 .\n');
  writeFileSync(join(prepared, 'out'), 'all is well\n');
  writeFileSync(join(prepared, 'err'), '');
  symlinkSync(join(folder, 'of-a-stranger'), join(folder, '.zhiban'));
});
afterEach(async () => {
  await hosts.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['begun', () => startJob(hosts, 'here', { id, argv: ['true'], limitMs: 1_000 }, { signal })],
  ['looked at', () => lookAtJob(hosts, 'here', { id }, { signal })],
  ['ended', () => endJobs(hosts, 'here', id, { signal })],
])('in a folder of jobs that somebody else prepared nothing is %s', async (_, ask) => {
  const answer = await ask();
  expect(answer.ok ? answer.value : answer.failure.code).toBe('command-failed');
});

test('nor are jobs found there', async () => {
  expect(await findJobs(hosts, 'here', id, { signal })).toEqual({ ok: true, value: [] });
});
