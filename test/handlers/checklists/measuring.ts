import * as z from 'zod';
import { defineQuery } from '../../../src/actions/action.ts';
import { type Finding, worst } from '../../../src/actions/report.ts';
import { fail, ok } from '../../../src/actions/result.ts';
import { outside, texts } from '../../../src/actions/text.ts';
import type { ChecklistsSpec } from '../../../src/handlers/checklists/checklist-spec.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { channels, reader } from '../schedules/scheduled.ts';

const say = texts('test-measure', {
  summary: { en: 'A measurement.', zh: '测量。' },
  used: { en: '{percent} % of {total}', zh: '{total} 的 {percent} %' },
  size: { en: '{size}', zh: '{size}' },
});

/** What the demo system measures; a test changes it. */
export interface Machine {
  diskPercent: number;
  logBytes: number;
  backend: 'ok' | 'down' | 'silent';
}

export const mebibyte = 1024 * 1024;

const measure = (machine: Machine) => [
  defineQuery({
    name: 'storage',
    aliases: [],
    summary: say.summary(),
    examples: ['/storage demo'],
    takes: { system: { word: 'system', optional: true } },
    input: z.strictObject({ system: z.string() }),
    permission: 'system:read',
    everySystem: true,
    timeoutMs: 5_000,
    report: async (_, { now }) => {
      const { diskPercent: percent, logBytes } = machine;
      const findings: Finding[] = [
        {
          mark: percent > 75 ? 'warning' : 'ok',
          label: outside('disk /'),
          text: say.used({ percent, total: { bytes: 40_000 * mebibyte } }),
        },
        { mark: 'ok', label: outside('logs'), text: say.size({ size: { bytes: logBytes } }) },
      ];
      return ok({
        verdict: worst(findings.map(({ mark }) => mark)),
        headline: outside('storage'),
        measuredAtMs: now(),
        blocks: [{ type: 'findings', findings }],
        next: [],
      });
    },
  }),
  defineQuery({
    name: 'backend',
    aliases: [],
    summary: say.summary(),
    examples: ['/backend demo'],
    takes: { system: { word: 'system', optional: true } },
    input: z.strictObject({ system: z.string() }),
    permission: 'service:look',
    everySystem: true,
    timeoutMs: 5_000,
    report: async (_, { now }) => {
      if (machine.backend === 'silent') return fail('unreachable', outside('h1 does not answer'));
      const isOk = machine.backend === 'ok';
      return ok({
        verdict: isOk ? 'ok' : 'critical',
        headline: outside(isOk ? 'backend answers' : 'backend is down'),
        measuredAtMs: now(),
        blocks: [],
        next: [],
      });
    },
  }),
];

export const lists: ChecklistsSpec = {
  daily: {
    disk: { title: 'Disk', command: '/storage' },
    backend: { title: 'Backend', command: '/backend demo' },
    eyes: { title: 'Pages', ask: 'Open the front page and look at it.' },
  },
  weekly: { keys: { title: 'Keys', ask: 'Look whether a key is to be replaced.', offer: '/look demo' } },
};

/** A bot whose system is that machine, at 09:00 in Shanghai on Friday 20 November 2026. */
export async function aWatchedMachine(more: Parameters<typeof aBot>[0] = {}): Promise<{ bot: ABot; machine: Machine }> {
  const machine: Machine = { diskPercent: 70, logBytes: 200 * mebibyte, backend: 'ok' };
  const clock = manualClock(Date.parse('2026-11-20T01:00:00Z'));
  const bot = await aBot({ policy: reader, channels, checklists: { demo: lists }, clock, ...more });
  Object.assign(bot.desk, { commands: [...bot.desk.commands, ...measure(machine)] });
  return { bot, machine };
}
