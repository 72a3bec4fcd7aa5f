import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { defineQuery } from '../../../src/actions/action.ts';
import type { Finding, Verdict } from '../../../src/actions/report.ts';
import { ok } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

const finding = (mark: Verdict, label: string, text: string): Finding => ({
  mark,
  label: outside(label),
  text: outside(text),
});
const query = (name: string, verdict: Verdict, findings: readonly Finding[]) =>
  defineQuery({
    name,
    aliases: [],
    summary: { key: 'test.report' },
    examples: [`/${name}`],
    takes: { system: { word: 'system', optional: true } },
    input: z.strictObject({ system: z.string() }),
    permission: 'system:read',
    timeoutMs: 1_000,
    everySystem: true,
    report: async () =>
      ok({
        verdict,
        headline: outside(`the headline of ${name}`),
        measuredAtMs: 0,
        blocks: [{ type: 'findings', findings }],
        next: [],
      }),
  });

let it: ADesk;
beforeEach(async () => {
  it = await aDesk();
  const queries = [
    query('health', 'ok', [finding('ok', 'llm', '200')]),
    query('top', 'critical', [
      finding('warning', 'cpu', '93 % (limit 80 %)'),
      finding('ok', 'memory', '20 %'),
      finding('critical', 'swap', 'full'),
    ]),
    query('disk', 'warning', []),
  ];
  Object.assign(it.desk, { commands: [...queries, ...it.desk.commands] });
});
afterEach(() => it.close());

test('every part of a report that is not well says why, the worst first, and the headline names the parts', async () => {
  const text = await it.read('alice', '/report demo');
  expect(text).toMatch(/^■ critical · Monitoring report · demo · production · look at resources and disk/);
  expect(text).toMatch(/● health +the headline of health\n/);
  expect(text).toMatch(/■ resources +swap: full\n▲ cpu +93 % \(limit 80 %\)\n/);
  expect(text).toMatch(/▲ disk +the headline of disk\n/);
  expect(text).not.toContain('memory');
  expect(text).toMatch(/\nNext: {2}\/top demo {5}\/disk demo$/);
});
