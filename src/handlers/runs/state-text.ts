import { type Text, texts } from '../../actions/text.ts';
import type { RunState } from '../store/runs.ts';

const say = texts('run-state', {
  running: { en: 'running', zh: '进行中' },
  succeeded: { en: 'succeeded', zh: '成功' },
  failed: { en: 'failed', zh: '失败' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  interrupted: { en: 'interrupted', zh: '已中断' },
  'undo-failed': { en: 'not put back', zh: '恢复失败' },
  abandoned: { en: 'abandoned', zh: '已放弃' },
});

export const stateText = (state: RunState): Text => say[state]();
