import * as z from 'zod';
import { defineChange } from '../action.ts';
import { systemName } from '../names.ts';
import type { Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import { fail } from '../result.ts';
import { finishedSteps, numberOf } from '../services/finished-steps.ts';
import type { RotateLogsParams } from '../steps/logs/rotate-logs.ts';
import { outside, texts } from '../text.ts';
import { name } from '../values.ts';
import type { FileLog } from './log-spec.ts';
import { logsIn } from './questions/log-targets.ts';

const say = texts('logs-rotate', {
  summary: { en: 'Run logrotate for the logs of a system now.', zh: '立即对系统日志执行 logrotate。' },
  one: { en: 'Rotate the logs of {system}', zh: '轮转 {system} 的日志' },
  step: { en: 'run logrotate with {config}', zh: '按 {config} 执行 logrotate' },
  none: { en: 'No log of {system} names a logrotate configuration', zh: '{system} 的日志没有配置 logrotate' },
  label: { en: 'log', zh: '日志' },
  what: { en: '{path}, {keep} are kept', zh: '{path},保留 {keep} 份' },
  done: {
    en: '{system}: {count, plural, one {# log} other {# logs}} rotated; a process that still writes to the old file is found by /logs rotation',
    zh: '{system}:已轮转 {count} 个日志;若有进程仍写旧文件,可用 /logs rotation 查出',
  },
  nothing: { en: '{system}: logrotate found nothing to rotate', zh: '{system}:没有需要轮转的日志' },
});

export const rotate = defineChange({
  name: 'logs rotate',
  aliases: ['日志 轮转', '日志轮转'],
  summary: say.summary(),
  examples: ['/logs rotate talentlens', '/日志 轮转 talentlens'],
  takes: { system: { word: 'system', optional: true }, log: { word: 'log', optional: true } },
  input: z.strictObject({ system: name, log: name.optional() }),
  permission: 'logs:rotate',
  risk: 'changes',
  timeoutMs: 15_000,
  async plan(input, context) {
    const found = logsIn(context.inventory, input);
    if (!found.ok) return found;
    const { system, logs } = found.value;
    const rotating = logs.filter((log): log is FileLog & { rotation: NonNullable<FileLog['rotation']> } =>
      'path' in log ? log.rotation !== undefined : false,
    );
    if (rotating.length === 0) return fail('not-found', say.none({ system: systemName(system) }));
    const groups = [...Map.groupBy(rotating, ({ host, rotation }) => `${host} ${rotation.config}`).values()];
    return planFor(system, context, {
      action: 'logs rotate',
      input,
      risk: 'changes',
      locks: [exclusive(`logs:${system.id}`)],
      guards: [],
      steps: groups.flatMap((group): readonly Step[] => {
        const [first] = group;
        if (first === undefined) return [];
        const { config } = first.rotation;
        const params: RotateLogsParams = { config, paths: group.map(({ path }) => path) };
        const title = say.step({ config: outside(config) });
        return [{ kind: 'rotate-logs', host: first.host, title, timeoutMs: 150_000, onFailure: 'leave', params }];
      }),
      summary: say.one({ system: systemName(system) }),
      facts: [
        {
          type: 'facts',
          facts: rotating.map(({ host, path, rotation }) => ({
            label: say.label(),
            value: say.what({ path: outside(`${host}:${path}`), keep: rotation.keep }),
          })),
        },
      ],
    });
  },
  outcome(finished) {
    const count = finishedSteps(finished).reduce((sum, step) => sum + numberOf(step, 'rotated'), 0);
    const system = outside(finished.plan.system);
    return count === 0 ? say.nothing({ system }) : say.done({ system, count });
  },
});
