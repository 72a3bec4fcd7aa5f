import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { lineOf, said, until } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
});
afterAll(() => it.close());
afterEach(() => {
  it.progress.length = 0;
  mend('h3');
});

const looks = () => it.progress.map((message) => said({ message }));

test('S2: /watch teaching edits one message with what the host shows now, and ends by itself', async () => {
  const startedAt = performance.now();
  const watching = it.say('carol', '/watch teaching 1s 6s');
  await until('the first look', () => it.progress.length > 0);
  onHost('h3', 'kill -KILL $(cat /opt/smart-teaching/devops/logs/pids/llm.pid)');
  const answer = await watching;
  const tookMs = performance.now() - startedAt;
  expect(answer.code, said(answer)).toBe('ok');
  expect(tookMs).toBeGreaterThan(5_900);
  expect(tookMs).toBeLessThan(16_000);
  expect(looks().length).toBeGreaterThanOrEqual(2);
  expect(lineOf(looks()[0] ?? '', 'llm')).toMatch(/^● llm +running/);
  expect(looks()[0]).toMatch(/every 1 s, until \d\d:\d\d:\d\d CST/);
  expect(lineOf(said(answer), 'llm')).toMatch(/^■ llm +not running · process \d+ is gone/);
  expect(said(answer)).toMatch(/Watched for .* s, \d looks/);
  expect(it.desk.watches.size).toBe(0);
});

test('S2: /watch is stopped by /cancel of the one who asked for it, and by nobody else', async () => {
  const watching = it.say('carol', '/watch teaching 1s 60s');
  await until('the second look', () => it.progress.length > 1);
  const code = /\/cancel (\w+)/.exec(looks()[0] ?? '')?.[1] ?? '';
  expect((await it.say('bob', `/cancel ${code}`)).code).toBe('not-found');
  expect(it.desk.watches.size).toBe(1);
  expect((await it.say('carol', `/取消 ${code}`)).code).toBe('ok');
  expect(said(await watching)).toMatch(/Watched for .* s, \d looks/);
  expect(it.desk.watches.size).toBe(0);
  const after = it.progress.length;
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // longer than its interval
  expect(it.progress.length).toBe(after);
});
