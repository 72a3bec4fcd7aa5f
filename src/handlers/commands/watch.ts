import * as z from 'zod';
import type { Report } from '../../actions/report.ts';
import type { Result } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { reportOf } from '../gate/query.ts';
import { live } from '../live.ts';
import { reportMessage } from '../messages.ts';
import type { Request } from '../request.ts';

const say = texts('watch', {
  summary: {
    en: 'Show the status of a system again and again in one message, until the time is up or you stop it.',
    zh: '在一条消息中持续刷新系统状态,直到时间结束或手动停止。',
  },
  live: { en: 'every {interval}, until {until}', zh: '每 {interval} 刷新,至 {until}' },
  over: {
    en: 'Watched for {took}, {count, plural, one {# look} other {# looks}}.',
    zh: '观察了 {took},共 {count} 次。',
  },
});

const leastIntervalMs = 1_000;
const longestMs = 30 * 60_000;

export const watch = defineCommand({
  name: 'watch',
  aliases: ['观察'],
  summary: say.summary(),
  examples: ['/watch teaching 5s 2m'],
  takes: {
    system: { word: 'system', optional: false },
    interval: { word: 'duration', optional: true },
    total: { word: 'duration', optional: true },
  },
  input: z.strictObject({
    system: z.string(),
    interval: z.int().min(leastIntervalMs).max(longestMs).default(5_000),
    total: z.int().min(leastIntervalMs).max(longestMs).default(120_000),
  }),
  permission: 'system:read',
  timeoutMs: longestMs + 60_000,
  changesState: false,
  async handle({ system, interval, total }, request) {
    const { newest, looks, tookMs } = await live(request, {
      intervalMs: interval,
      totalMs: total,
      system,
      permission: 'system:read',
      look: () => look(request, system),
      show: (report, untilMs, stop) => {
        const { blocks } = reportMessage(report);
        const words = say.live({ interval: { durationMs: interval }, until: { atMs: untilMs } });
        return { blocks: [...blocks, { type: 'text', text: words }, { type: 'buttons', buttons: [stop] }] };
      },
    });
    if (!newest.ok) return newest;
    const over = say.over({ took: { durationMs: tookMs }, count: looks });
    return { ok: true, value: { ...newest.value, blocks: [...newest.value.blocks, { type: 'text', text: over }] } };
  },
});

async function look(request: Request, system: string): Promise<Result<Report>> {
  const status = request.desk.commands.find(({ name }) => name === 'status');
  if (status?.kind !== 'query') throw new Error(`there is no status to watch of ${system}`);
  return reportOf(status, status.input.parse({ system }), request);
}
