import { expect, test } from 'vitest';
import { sharedReads } from '../../../../src/bot/platforms/web/shared-reads.ts';

function counting() {
  const asked: string[] = [];
  let ms = 0;
  const reads = sharedReads(
    {
      since: async (room, version) => {
        asked.push(`since ${room} ${version}`);
        if (room === 'broken') throw new Error('the disk is gone');
        return [];
      },
      heads: async (rooms) => {
        asked.push(`heads ${rooms.join()}`);
        return new Map();
      },
    },
    () => ms,
  );
  return { asked, reads, pass: (more: number) => (ms += more) };
}

test('a hundred pages of a room that are woken at once are one question, whatever else others ask', async () => {
  const { asked, reads } = counting();
  const pages = Array.from({ length: 100 }, () => [reads.since('ops', 7, 100), reads.heads(['@bob', 'ops'])]);
  await Promise.all([...pages.flat(), reads.since('ops', 6, 100), reads.since('lobby', 7, 100), reads.heads(['ops'])]);
  expect(asked).toHaveLength(5);
  expect(new Set(asked)).toEqual(
    new Set(['heads @bob,ops', 'heads ops', 'since lobby 7', 'since ops 6', 'since ops 7']),
  );
});

test('what was read before a change, half a second ago, or in vain answers nobody', async () => {
  const { asked, reads, pass } = counting();
  await reads.since('ops', 7, 100);
  reads.forget();
  await reads.since('ops', 7, 100);
  expect(asked).toHaveLength(2);
  pass(499);
  await reads.since('ops', 7, 100);
  expect(asked).toHaveLength(2);
  pass(1);
  await reads.since('ops', 7, 100);
  expect(asked).toHaveLength(3);
  for (const _ of [1, 2]) await expect(reads.since('broken', 1, 100)).rejects.toThrow('the disk is gone');
  expect(asked).toHaveLength(5);
});
