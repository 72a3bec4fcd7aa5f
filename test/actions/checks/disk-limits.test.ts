import { describe, expect, test } from 'vitest';
import { diskLimits, judgeDisk } from '../../../src/actions/checks/judging/judge-resources.ts';
import { levelOf } from '../../../src/actions/monitors/level.ts';

const thresholds = (diskPercent: number, critical: readonly 'disk'[] = []) => ({
  cpuPercent: 90,
  memoryPercent: 90,
  diskPercent,
  critical: [...critical],
});
const disk = (percent: number) => ({
  mount: '/',
  totalBytes: 100,
  usedBytes: percent,
  freeBytes: 100 - percent,
  percent,
});

describe('a disk is judged alike by a monitor and whenever somebody asks', () => {
  test.each([
    [85, [], [84, 85, 86, 96, 97, 100], ['ok', 'ok', 'warning', 'warning', 'critical', 'critical']],
    [85, ['disk'], [85, 86, 100], ['ok', 'critical', 'critical']],
    [98, [], [97, 98, 99], ['ok', 'ok', 'critical']],
  ] as const)('above %i %% (%j)', (limit, critical, percents, marks) => {
    const limits = thresholds(limit, critical);
    expect(percents.map((percent) => judgeDisk(disk(percent), limits).mark)).toEqual(marks);
    const watched = { ...diskLimits(limits), clears: 0 };
    expect(percents.map((percent) => levelOf({ value: percent }, watched, 'ok'))).toEqual(marks);
  });

  test('limits of its own stand before those of the system, and full is critical all the same', () => {
    expect(diskLimits(thresholds(85), { warning: 80, critical: 95 })).toEqual({ warning: 80, critical: 95 });
    expect(diskLimits(thresholds(85, ['disk']), { warning: 80 })).toEqual({ warning: 80, critical: 96 });
    expect(diskLimits(thresholds(85), { critical: 90 })).toEqual({ critical: 90 });
  });
});
