import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
});
afterAll(() => it.close());
afterEach(() => mend('h3'));

test('S3: /report teaching says what matters in a message and everything in a file, as the host has it', async () => {
  onHost('h3', 'kill -KILL $(cat /opt/smart-teaching/devops/logs/pids/frontend.pid)');
  const nowMs = Date.now();
  const of = { system: 'teaching', monitor: 'cpu', subject: 'h3' };
  for (let at = 30; at >= 0; at--) await it.desk.store.samples.add([{ ...of, value: 20 + at }], nowMs - at * 60_000);
  const answer = await it.say('carol', '/report teaching');
  expect(answer.code, said(answer)).toBe('ok');
  expect(answer.verdict).toBe('critical');
  expect(said(answer)).toMatch(/■ health +frontend: .*(gone|not running)/);
  const chart = answer.message.blocks.find((block) => block.type === 'chart');
  expect(chart?.series.map(({ name }) => name)).toEqual(['cpu h3']);
  const file = answer.message.blocks.find((block) => block.type === 'file');
  expect(file?.name).toMatch(/^report-teaching-\d{4}-\d\d-\d\d\.md$/);
  const text = readFileSync(file?.path ?? '', 'utf8');
  const pid = onHost('h3', 'cat /opt/smart-teaching/devops/logs/pids/backend.pid');
  expect(text).toMatch(new RegExp(`\\| backend \\| ${pid} \\|`));
  expect(text).toMatch(/\| cpu h3 \| [▁-█]+ \| [\d.]+ % \| [\d.]+ % \| 50 % \| [\d.]+ % \|/);
  for (const part of ['## ■ Monitoring report', '**frontend**', '**logs**', '**backup**']) expect(text).toContain(part);
});
