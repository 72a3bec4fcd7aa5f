import { describe, expect, test } from 'vitest';
import { localTimeIn, minuteOfDay, workingHours } from '../../src/auth/hours.ts';

const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const night = { days: [5], from: '22:00', to: '06:00' };
const all = [1, 2, 3, 4, 5, 6, 7];

describe('hours of a grant', () => {
  test.each([
    ['from is included', office, 'Asia/Shanghai', '2025-11-21T01:00:00Z', true],
    ['the minute before is not', office, 'Asia/Shanghai', '2025-11-21T00:59:59.999Z', false],
    ['to is not', office, 'Asia/Shanghai', '2025-11-21T10:00:00Z', false],
    ['the last minute is', office, 'Asia/Shanghai', '2025-11-21T09:59:59.999Z', true],
    ['the day is the one of the zone, not of UTC', office, 'America/Los_Angeles', '2025-11-22T01:59:00Z', true],
    ['Saturday is no working day', office, 'Asia/Shanghai', '2025-11-22T02:00:00Z', false],
    ['Friday night begins on Friday', night, 'UTC', '2025-11-21T23:00:00Z', true],
    ['and ends on Saturday', night, 'UTC', '2025-11-22T05:59:00Z', true],
    ['at six', night, 'UTC', '2025-11-22T06:00:00Z', false],
    ['Thursday night does not reach into Friday', night, 'UTC', '2025-11-21T05:00:00Z', false],
    ['Sunday night reaches into Monday', { ...night, days: [7] }, 'UTC', '2025-11-24T01:00:00Z', true],
    ['24:00 is the end of the day', { days: [5], from: '00:00', to: '24:00' }, 'UTC', '2025-11-21T23:59:00Z', true],
    ['the same twice is never', { days: all, from: '09:00', to: '09:00' }, 'UTC', '2025-11-21T09:00:00Z', false],
    ['hours no clock shows are never', { days: all, from: '00:00', to: '25:00' }, 'UTC', '2025-11-21T09:00:00Z', false],
  ])('%s', (_, spec, zone, at, expected) => {
    expect(workingHours(spec)(localTimeIn(zone)(Date.parse(at)))).toBe(expected);
  });

  test.each([
    ['before the clocks go forward, at 01:59', '2025-03-30T00:59:00Z', 119],
    ['a minute later it is 03:00; 02:30 is never', '2025-03-30T01:00:00Z', 180],
    ['02:30 in summer time, before the clocks go back', '2025-10-26T00:30:00Z', 150],
    ['02:30 again, in winter time', '2025-10-26T01:30:00Z', 150],
  ])('the wall clock decides %s', (_, at, minute) => {
    expect(localTimeIn('Europe/Berlin')(Date.parse(at))).toEqual({ weekday: 7, minute });
  });

  test('a shift lasts by the wall clock through both clock changes', () => {
    const shift = workingHours({ days: [7], from: '02:00', to: '03:00' });
    const berlin = localTimeIn('Europe/Berlin');
    const minutesOn = (day: string): number =>
      Array.from({ length: 26 * 60 }, (_, i) => Date.parse(`${day}T00:00:00Z`) + (i - 120) * 60_000).filter((at) =>
        shift(berlin(at)),
      ).length;
    expect([minutesOn('2025-03-30'), minutesOn('2025-10-26'), minutesOn('2025-11-02')]).toEqual([0, 120, 60]);
  });

  test.each([
    ['09:05', 545],
    ['24:00', 1_440],
    ['24:01', undefined],
    ['12:60', undefined],
    ['', undefined],
  ])('reads %j', (clock, minute) => {
    expect(minuteOfDay(clock)).toBe(minute);
  });

  test('a zone nobody knows is refused when the policy is compiled', () => {
    expect(() => localTimeIn('Asia/Atlantis')).toThrow(RangeError);
  });
});
