import { expect, test } from 'vitest';
import { unbroken } from '../../../src/bot/platforms/unbroken.ts';

test.each([
  ['200 in 41 ms · pid 3980 · mem 210 MB', '200 in 41~ms~· pid~3980~· mem~210~MB'],
  ['away 1 min 30 s — run 2041', 'away 1~min 30~s~— run~2041'],
  ['91 % of 40 GB, 3 min ago', '91~% of 40~GB, 3~min ago'],
  ['端口 8001 已 2 分 10 秒无响应,进程 4127 已退出', '端口 8001~已 2~分 10~秒无响应,进程~4127~已退出'],
  ['plan 7F3KQ2', 'plan~7F3KQ2'],
  ['3 services, 2 hosts', '3 services, 2 hosts'],
  ['measured 03:12:08 CST · since 14:02 UTC', 'measured 03:12:08~CST~· since 14:02~UTC'],
  ['a · b', 'a~· b'],
  ['/logs llm 15m', '/logs llm 15m'],
])('in %j what belongs together stays together', (words, shown) => {
  expect(unbroken(words)).toBe(shown.replaceAll('~', '\u00a0'));
  expect(unbroken(words)).toHaveLength(words.length);
});
