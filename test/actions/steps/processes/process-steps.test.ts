import { describe, expect, test } from 'vitest';
import {
  probeArgv,
  settleArgv,
  startArgv,
  stopArgv,
  stopGraceMs,
} from '../../../../src/actions/runtimes/pidfile/programs.ts';
import { deleteFiles } from '../../../../src/actions/steps/logs/delete-files.ts';
import { type ProcessParams, processParams } from '../../../../src/actions/steps/processes/process-params.ts';
import { startProcess } from '../../../../src/actions/steps/processes/start-process.ts';
import { stopProcess } from '../../../../src/actions/steps/processes/stop-process.ts';
import { plain } from '../../plain-text.ts';
import { StepWorld } from './step-world.ts';

const params: ProcessParams = processParams.parse({
  subject: { system: 'teaching', id: 'llm', title: '大模型服务' },
  process: {
    kind: 'pidfile',
    pidFile: '/opt/smart-teaching/devops/logs/pids/llm.pid',
    command: ['python3', 'main.py'],
    folder: '/opt/HR人事/llm',
    logFile: '/opt/smart-teaching/devops/logs/llm.log',
    environment: { MODE: 'a b' },
  },
  port: 8001,
  stopWithinMs: 30_000,
});
const ours = (pid: number): string => `found ours\npid ${pid}\nticks 100\nid 0a1b2c3d\nwhy\nline python3 main.py\n`;
const stranger = 'found stranger\npid 4711\nticks 1\nid 0a1b2c3d\nwhy arguments\nline python3 other.py\n';
const invocation = (pid: number): string => `0a1b2c3d-${pid}-100`;

const hostWith = (stdout: string): StepWorld => {
  const world = new StepWorld();
  const settle = settleArgv(params.process, params.stopWithinMs + stopGraceMs);
  world.hosts.on(settle, {}).on(probeArgv(params.process), { stdout });
  return world;
};
const before = {
  nothing: { found: 'none' },
  ours: { found: 'ours', pid: 10, invocation: invocation(10) },
  stranger: { found: 'stranger', pid: 4711 },
} as const;

describe('whether an interrupted start took effect', () => {
  test.each([
    ['nothing ran, nothing runs', before.nothing, 'found none\n', 'not-done'],
    ['nothing ran, it runs', before.nothing, ours(20), 'done'],
    ['it ran and runs still', before.ours, ours(10), 'done'],
    ['it ran and is gone', before.ours, 'found none\n', 'not-done'],
    ['a stranger was named, it runs', before.stranger, ours(20), 'done'],
    ['a stranger is named still', before.stranger, stranger, 'not-done'],
    ['the host says nothing of use', before.nothing, '', 'unknown'],
  ] as const)('%s', async (_what, memo, stdout, found) => {
    expect(await startProcess.readBack(params, memo, hostWith(stdout).context)).toBe(found);
  });
});

describe('whether an interrupted stop took effect', () => {
  test.each([
    ['it ran and runs still', before.ours, ours(10), 'not-done'],
    ['it ran and is gone', before.ours, 'found none\n', 'done'],
    ['it ran, another start of it runs', before.ours, ours(20), 'done'],
    ['nothing ran, nothing runs', before.nothing, 'found none\n', 'done'],
    ['a stranger is named', before.stranger, stranger, 'done'],
    ['the host says nothing of use', before.ours, '', 'unknown'],
  ] as const)('%s', async (_what, memo, stdout, found) => {
    expect(await stopProcess.readBack(params, memo, hostWith(stdout).context)).toBe(found);
  });
});

test('nothing is known of a silent host', async () => {
  const world = new StepWorld();
  world.hosts.silent('h3');
  expect(await startProcess.readBack(params, before.nothing, world.context)).toBe('unknown');
  expect(await stopProcess.readBack(params, before.ours, world.context)).toBe('unknown');
  const files = { folder: '/tmp/x', aside: '.zhiban-aside-1', names: ['a'] };
  expect(await deleteFiles.readBack(files, {}, world.context)).toBe('unknown');
});

test('memos survive a journal', () => {
  for (const memo of Object.values(before)) {
    expect(startProcess.memo.parse(JSON.parse(JSON.stringify(memo)))).toEqual(memo);
  }
});

describe('what a start or stop that failed says', () => {
  test.each([
    [
      11,
      stranger,
      'llm is left alone: its PID file names a stranger, pid 4711: python3 other.py (differs in arguments)',
    ],
    [12, 'holder 4711 python3 -m http.server\n', 'port 8001 is held by a stranger, pid 4711: python3 -m http.server'],
    [12, 'holder - \n', "another user's process listens on port 8001"],
    [20, 'missing /opt/HR人事/llm\n', '/opt/HR人事/llm is not there or may not be written'],
    [21, '', 'another start is under way'],
    [22, '', 'changed while it was looked at; nothing was signalled'],
    [13, '', 'did not end, not even when it was killed'],
    [99, '', 'failed with exit code 99'],
  ])('exit code %i', async (exitCode, stdout, words) => {
    const world = new StepWorld();
    world.hosts.on(startArgv(params.process, 8001), { exitCode, stdout });
    world.hosts.on(stopArgv(params.process, 30_000), { exitCode, stdout });
    for (const kind of [startProcess, stopProcess]) {
      const result = await kind.perform(params, before.nothing, world.context);
      expect(result.ok ? '' : plain(result.failure.message)).toContain(words);
    }
  });

  test('is in doubt when the program was ended before it was through', async () => {
    const world = new StepWorld();
    world.hosts.on(startArgv(params.process, 8001), { exitCode: null, signal: 'SIGKILL' });
    expect(await startProcess.perform(params, before.nothing, world.context)).toMatchObject({
      failure: { code: 'unknown-outcome' },
    });
  });
});

test('a plan shows the commands as one would type them', () => {
  expect(startProcess.describe(params)).toEqual([
    "cd /opt/HR人事/llm && env 'MODE=a b' setsid python3 main.py </dev/null >>/opt/smart-teaching/devops/logs/llm.log 2>&1 & echo $! >/opt/smart-teaching/devops/logs/pids/llm.pid",
  ]);
  expect(stopProcess.describe(params)).toEqual([
    'kill -TERM "$(cat /opt/smart-teaching/devops/logs/pids/llm.pid)" (kill -KILL after 30 s)',
    'rm /opt/smart-teaching/devops/logs/pids/llm.pid',
  ]);
});

test('what varies reaches the programs as arguments only', () => {
  const [, , program, ...words] = startArgv({ ...params.process, folder: '/x; rm -rf /' }, 8001);
  expect(program).not.toContain('rm -rf /');
  expect(program).toBe(startArgv(params.process, undefined)[2]);
  expect(words).toContain('/x; rm -rf /');
});
