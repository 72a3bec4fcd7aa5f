import { defineChange } from '../action.ts';
import { systemNamed } from '../named-system.ts';
import { fail } from '../result.ts';
import { outside, texts } from '../text.ts';
import { restoredWords, restoreInput, restoreTakes, whatOf } from './restoring/asked-restore.ts';
import { planRestore } from './restoring/plan-restore.ts';

const say = texts('restore', {
  summary: {
    en: 'Put a verified backup back: data, environment, or all. What is there now is set aside, and put back if anything fails.',
    zh: '恢复一份有效备份:数据、环境或全部。现有数据先移开保留,任何一步失败都会自动恢复原状。',
  },
  one: { en: 'Restore {system} from backup {id}', zh: '从备份 {id} 恢复 {system}' },
  which: {
    en: 'Say which backup: /restore {system} latest, or an id of /backup list {system}',
    zh: '请指明备份:/restore {system} latest,或 /backup list {system} 中的编号',
  },
});

export const restore = defineChange({
  name: 'restore',
  aliases: ['恢复'],
  summary: say.summary(),
  examples: ['/restore talentlens latest', '/restore teaching 7F3KQ2 env', '/恢复 教学 最新 全部'],
  takes: restoreTakes,
  input: restoreInput,
  permission: 'backup:restore',
  risk: 'dangerous',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    if ((input.backup === undefined) === (input.latest === undefined)) {
      return fail('bad-input', say.which({ system: outside(system.id) }), {
        next: [`/restore ${system.id} latest`, `/backup list ${system.id}`],
      });
    }
    const what = whatOf(system, input.what);
    return planRestore({ action: 'restore', input, system, backupId: input.backup, what, summary: say.one }, context);
  },
  outcome: restoredWords,
});
