import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { monitoringReport } from '../reports/monitoring-report.ts';

const say = texts('report.command', {
  summary: {
    en: 'A monitoring report of a system: what matters as a message, everything as a file.',
    zh: '生成系统监控报告:要点见消息,全文见文件。',
  },
  unknown: { en: 'I know no system {system}.', zh: '没有名为 {system} 的系统。' },
});

export const report = defineCommand({
  name: 'report',
  aliases: ['报告', '监控报告'],
  summary: say.summary(),
  examples: ['/report teaching', '/报告 教学'],
  takes: { system: { word: 'system', optional: false } },
  input: z.strictObject({ system: z.string() }),
  permission: 'system:read',
  timeoutMs: 120_000,
  changesState: false,
  async handle({ system: id }, request) {
    const system = request.desk.inventory().system(id);
    if (system === undefined) return fail('not-found', say.unknown({ system: outside(id) }));
    return { ok: true, value: await monitoringReport(request, system) };
  },
});
