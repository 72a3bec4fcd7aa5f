import { defineChange } from '../action.ts';
import { systemNamed } from '../named-system.ts';
import { secretInput } from '../secret-input.ts';
import { texts } from '../text.ts';
import { restoredWords, restoreInput, restoreTakes, whatOf } from './restoring/asked-restore.ts';
import { planRestore } from './restoring/plan-restore.ts';

const say = texts('restore-sealed', {
  summary: {
    en: 'Restore from an encrypted backup whose identity is not in the configuration: it is asked for privately and forgotten after the run.',
    zh: '从加密备份恢复:解密用的 identity 不在配置中,私密输入,运行结束即删除。',
  },
  label: { en: 'the age identity that opens the backup', zh: '解密备份的 age identity' },
  one: { en: 'Restore {system} from encrypted backup {id}', zh: '从加密备份 {id} 恢复 {system}' },
});

export const sealed = defineChange({
  name: 'restore sealed',
  aliases: ['解密恢复'],
  summary: say.summary(),
  examples: ['/restore sealed talentlens', '/restore sealed teaching 7F3KQ2', '/解密恢复 教学 全部'],
  takes: { ...restoreTakes, identity: { word: 'secret', optional: true, label: say.label() } },
  input: restoreInput.extend({ identity: secretInput }),
  permission: 'backup:restore',
  risk: 'dangerous',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const what = whatOf(system, input.what);
    const { identity, backup } = input;
    if (identity === undefined) throw new Error('the identity was not asked for'); // every way in asks first
    const restore = { action: 'restore sealed', input, system, backupId: backup, what, summary: say.one, identity };
    return planRestore(restore, context);
  },
  outcome: restoredWords,
});
