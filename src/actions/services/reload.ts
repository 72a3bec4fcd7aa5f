import * as z from 'zod';
import { defineChange } from '../action.ts';
import { systemName } from '../names.ts';
import { fail } from '../result.ts';
import { runtimeOf } from '../runtimes/table.ts';
import { texts } from '../text.ts';
import { name } from '../values.ts';
import { finishedSteps, tookMs } from './finished-steps.ts';
import { planServices } from './service-plan.ts';
import { subjectWords, summaryWords } from './summary-words.ts';
import { targetsOf } from './targets.ts';

const say = texts('reload', {
  summary: {
    en: 'Let a service read its own configuration again and reopen its logs, without ending it.',
    zh: '让服务重新读取自身配置并重开日志,不中断服务。',
  },
  one: { en: 'Reload {what}', zh: '重载 {what}' },
  none: { en: 'Nothing of {system} can be reloaded', zh: '{system} 没有可重载的服务' },
  done: { en: '{what} reloaded and healthy, in {took}', zh: '{what} 已重载且健康,用时 {took}' },
});

export const reload = defineChange({
  name: 'reload',
  aliases: ['重载'],
  summary: say.summary(),
  examples: ['/reload nginx', '/重载 nginx'],
  takes: { system: { word: 'system', optional: true }, service: { word: 'service', optional: true } },
  input: z.strictObject({ system: name, service: name.optional() }),
  permission: 'service:reload',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const found = targetsOf(context.inventory, input);
    if (!found.ok) return found;
    const all = found.value;
    const able = all.services.filter((service) => runtimeOf(service).compile('reload', service) !== undefined);
    if (!all.one && able.length === 0) {
      return fail('bad-input', say.none({ system: systemName(all.system) }), { next: [`/restart ${all.system.id}`] });
    }
    const targets = all.one ? all : { ...all, services: able };
    const summary = say.one({ what: summaryWords(targets) });
    return planServices(targets, { action: 'reload', verb: 'reload', input, risk: 'changes', summary }, context);
  },
  outcome: (finished) =>
    say.done({ what: subjectWords(finished.plan), took: { durationMs: tookMs(finishedSteps(finished)) } }),
});
