import { describe, expect, test } from 'vitest';
import { connectionsSeen } from '../../../src/actions/host/connections.ts';
import { disksSeen } from '../../../src/actions/host/disk-space.ts';
import { sizesSeen } from '../../../src/actions/host/folder-sizes.ts';
import { belongsTo, portsSeen } from '../../../src/actions/host/listening-ports.ts';
import { memorySeen, usedPercent } from '../../../src/actions/host/memory.ts';
import { processesSeen, treeOf } from '../../../src/actions/host/processes.ts';
import { exec } from '../../fakes/fake-hosts.ts';

describe('df', () => {
  test('is read by file system, each once, names with spaces too', () => {
    const disks = disksSeen(
      exec({
        stdout:
          '/dev/sda1 100 91 9 91% /\n/dev/sda1 100 91 9 91% /\n/dev/my disk 1000 10 990 2% /mnt/big disk\ntmpfs 5 0 5 0% /run\n',
      }),
    );
    expect(disks).toEqual([
      { mount: '/', totalBytes: 102_400, usedBytes: 93_184, freeBytes: 9_216, percent: 91 },
      { mount: '/mnt/big disk', totalBytes: 1_024_000, usedBytes: 10_240, freeBytes: 1_013_760, percent: 2 },
      { mount: '/run', totalBytes: 5_120, usedBytes: 0, freeBytes: 5_120, percent: 0 },
    ]);
  });
});

test('sizes are read by path, with what could not be counted', () => {
  const sizes = sizesSeen(exec({ stdout: 'whole 120 /opt/HR人事\npartly 7 /a b\nmissing 0 /c\ntoo-slow 0 /d\n' }));
  expect([...sizes.values()].map(({ path, state, bytes }) => `${state} ${bytes} ${path}`)).toEqual([
    'whole 120 /opt/HR人事',
    'partly 7 /a b',
    'missing 0 /c',
    'too-slow 0 /d',
  ]);
});

test('ports are read with everybody who holds them', () => {
  const seen = portsSeen(
    exec({ stdout: '8001 held 10 1 10 python3 main.py\n8001 held 11 10 10 python3\n80 unseen\n22 none\n' }),
  );
  expect(seen.get(8001)).toEqual({
    port: 8001,
    listening: true,
    holders: [
      { pid: 10, parent: 1, session: 10, line: 'python3 main.py' },
      { pid: 11, parent: 10, session: 10, line: 'python3' },
    ],
  });
  expect(seen.get(80)).toEqual({ port: 80, listening: true, holders: [] });
  expect(seen.get(22)).toEqual({ port: 22, listening: false, holders: [] });
  expect(seen.get(8001)?.holders.map((holder) => belongsTo(holder, 10))).toEqual([true, true]);
  expect(seen.get(8001)?.holders.map((holder) => belongsTo(holder, 12))).toEqual([false, false]);
});

test('memory and load are read together', () => {
  const memory = memorySeen(exec({ stdout: '3.21 2.09 1.69 2/283 4711\nMemTotal: 1000 kB\nMemAvailable: 250 kB\n' }));
  expect(memory).toEqual({ totalBytes: 1_024_000, availableBytes: 256_000, load: [3.21, 2.09, 1.69] });
  expect(memory && usedPercent(memory)).toBe(75);
  expect(memorySeen(exec({ stdout: '' }))).toBeUndefined();
});

test('connections are read by port', () => {
  expect([...connectionsSeen(exec({ stdout: '1F41 7\n0050 2\n' }))]).toEqual([
    [8001, 7],
    [80, 2],
  ]);
});

describe('two looks at the processes', () => {
  const look = (uptime: number, cpu: string, processes: readonly string[]): string =>
    `uptime ${uptime} 1.0\ncpu  ${cpu}\n${processes.map((words) => `p ${words}\n`).join('')}`;
  const seen = processesSeen(
    exec({
      stdout: `hertz 100\npage 4096\ncores 2\n${look(100, '100 0 0 900 0 0 0 0', ['10 1 10 50 500 25 uvicorn (x) y', '11 10 10 10 600 5 w', '99 1 99 0 700 1 other'])}${look(100.5, '150 0 0 950 0 0 0 0', ['10 1 10 75 500 25 uvicorn (x) y', '11 10 10 10 600 5 w', '99 1 99 9 701 1 reused'])}`,
    }),
  );

  test('give the share of one core each used, and of all cores together', () => {
    expect(seen?.cpuPercent).toBe(50);
    expect(seen?.cores).toBe(2);
    expect(seen?.processes.find(({ pid }) => pid === 10)).toMatchObject({
      name: 'uvicorn (x) y',
      cpuPercent: 50,
      memoryBytes: 102_400,
    });
  });

  test('do not charge a process for what another of its PID used before', () => {
    expect(seen?.processes.find(({ pid }) => pid === 99)?.cpuPercent).toBe(0);
  });

  test('know who belongs to a service', () => {
    expect(treeOf(10, seen?.processes ?? []).map(({ pid }) => pid)).toEqual([10, 11]);
    expect(treeOf(99, seen?.processes ?? []).map(({ pid }) => pid)).toEqual([99]);
  });

  test('are nothing when there was only one', () => {
    expect(processesSeen(exec({ stdout: look(1, '1 0 0 0', []) }))).toBeUndefined();
  });
});
