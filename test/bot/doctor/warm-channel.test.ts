import { describe, expect, test } from 'vitest';
import { clockFinding, shellFinding } from '../../../src/bot/doctor/warm-channel.ts';
import { patientOf, spoken } from './cast.ts';

describe('the clock of a host', () => {
  test.each([
    [0, 'ok'],
    [1_900, 'ok'],
    [-1_900, 'ok'],
    [2_100, 'warning'],
    [-2_100, 'warning'],
    [60_900, 'critical'],
    [-3_600_000, 'critical'],
    [Number.NaN, 'unknown'],
  ])('%d ms off is %s', (skewMs, mark) => {
    expect(clockFinding('h1', { tookMs: 20, skewMs }).mark).toBe(mark);
  });

  test('is not blamed for what a slow answer leaves open', () => {
    expect(clockFinding('h1', { tookMs: 4_000, skewMs: 3_500 }).mark).toBe('ok');
  });

  test('ahead and behind are told apart, with how to mend it', () => {
    expect(spoken(clockFinding('h1', { tookMs: 0, skewMs: 90_000 }))).toContain(
      'its clock is 1 min 30 s ahead of ours',
    );
    expect(spoken(clockFinding('h1', { tookMs: 0, skewMs: -90_000 }))).toContain('behind ours');
    expect(spoken(clockFinding('h1', { tookMs: 0, skewMs: 90_000 }))).toContain('timedatectl');
  });
});

describe('the login shell', () => {
  test.each([
    [40, 1, 'ok'],
    [300, 0, 'ok'],
    [350, 1, 'warning'],
    // Far away, but quick: two ways there and back are the network's.
    [500, 150, 'ok'],
    [700, 150, 'warning'],
  ])('%d ms a command over a network of %d ms is %s', (tookMs, networkMs, mark) => {
    expect(shellFinding(patientOf({}), { tookMs, skewMs: 0 }, networkMs).mark).toBe(mark);
  });

  test('a slow one names the user whose shell it is', () => {
    expect(spoken(shellFinding(patientOf({}), { tookMs: 900, skewMs: 0 }, 1))).toContain('login shell of ops is slow');
  });
});
