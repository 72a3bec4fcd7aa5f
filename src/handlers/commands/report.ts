import * as z from 'zod';
import { systemNamed } from '../../actions/named-system.ts';
import { texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { monitoringReport } from '../reports/monitoring-report.ts';

const say = texts('report.command', {
  summary: {
    en: 'A monitoring report of a system: what matters as a message, everything as a file.',
    zh: '生成系统监控报告:要点见消息,全文见文件。',
  },
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
    const found = systemNamed(request.desk.inventory(), id);
    return found.ok ? { ok: true, value: await monitoringReport(request, found.value) } : found;
  },
});
