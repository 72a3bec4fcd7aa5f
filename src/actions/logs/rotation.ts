import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts, type Question } from '../ask-hosts.ts';
import { dotted } from '../joined.ts';
import { environmentName, systemName } from '../names.ts';
import { folderOf } from '../paths.ts';
import { type Finding, worst } from '../report.ts';
import { ok } from '../result.ts';
import { asRoot } from '../sudo.ts';
import { texts } from '../text.ts';
import { name } from '../values.ts';
import { logName } from './answers/log-notes.ts';
import type { FileLog } from './log-spec.ts';
import { openFilesArgv } from './privileged.ts';
import { logsIn } from './questions/log-targets.ts';
import { judgeRotation, type RotationSeen } from './rotating/judge-rotation.ts';
import { logrotateConfigsArgv, logrotateConfigsSeen } from './rotating/logrotate-configs.ts';
import { openRotated } from './rotating/open-rotated.ts';
import { filesBeside } from './rotating/rotated-files.ts';

const say = texts('logs-rotation', {
  summary: {
    en: 'Is every log rotated as its manual wants it, once, and does nobody write to a rotated file?',
    zh: '检查日志是否按手册轮转、有无重复轮转、有无进程仍在写旧文件。',
  },
  well: { en: 'rotation as it should be', zh: '轮转正常' },
  wrong: { en: '{count, plural, one {# finding} other {# findings}} about rotation', zh: '轮转有 {count} 处问题' },
  silent: { en: 'not known: {why}', zh: '情况不明:{why}' },
});

export const rotation = defineQuery({
  name: 'logs rotation',
  aliases: ['日志 轮转检查', '日志轮转检查'],
  summary: say.summary(),
  examples: ['/logs rotation talentlens', '/logs rotation check', '/日志 轮转检查 教学'],
  takes: {
    system: { word: 'system', optional: true },
    check: { word: 'choice', optional: true, choices: { check: ['检查'] } },
  },
  input: z.strictObject({ system: name, check: z.literal('check').optional() }),
  permission: 'logs:read',
  timeoutMs: 30_000,
  everySystem: true,
  async report(input, context) {
    const found = logsIn(context.inventory, input);
    if (!found.ok) return found;
    const { system, logs } = found.value;
    const asked = logs.filter((log): log is FileLog => 'path' in log).map((log) => ({ log, question: lookAt(log) }));
    const answers = await askHosts(
      context,
      asked.map(({ question }) => question),
      20_000,
    );
    const findings = asked.flatMap(({ log, question }): readonly Finding[] => {
      const seen = answers(question);
      const label = logName(log);
      if (!seen.ok) return [{ mark: 'unknown', label, text: say.silent({ why: seen.failure.message }) }];
      return judgeRotation(log, seen.value, context.now()).map(({ mark, text }) => ({ mark, label, text }));
    });
    const wrong = findings.filter(({ mark }) => mark !== 'ok').length;
    return ok({
      verdict: worst(findings.map(({ mark }) => mark)),
      headline: dotted([
        systemName(system),
        wrong === 0 ? say.well() : say.wrong({ count: wrong }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }],
      next: asked.some(({ log }) => log.rotation !== undefined) ? [`/logs rotate ${system.id}`] : [],
    });
  },
});

function lookAt(log: FileLog): Question<RotationSeen> {
  const files = filesBeside(log);
  const sees = log.rotation !== undefined || log.user !== undefined;
  return {
    host: log.host,
    commands: [...files.commands, logrotateConfigsArgv, ...(sees ? [asRoot(openFilesArgv(folderOf(log.path)))] : [])],
    read: ([list, configs, open]) => ({
      files: files.read([list]),
      configs: logrotateConfigsSeen(configs),
      ...(sees ? { writers: openRotated(log, open) } : {}),
    }),
  };
}
