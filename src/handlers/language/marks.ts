import { verdictName } from '../../actions/names.ts';
import type { StepState, Verdict } from '../../actions/report.ts';
import { type Text, texts } from '../../actions/text.ts';

/** Shapes and words of what is judged and done; neither colour nor shape stands alone. */

const say = texts('marks', {
  waiting: { en: 'waiting', zh: '等待' },
  running: { en: 'running', zh: '进行中' },
  done: { en: 'done', zh: '完成' },
  failed: { en: 'failed', zh: '失败' },
  undoing: { en: 'undoing', zh: '撤销中' },
  undone: { en: 'undone', zh: '已撤销' },
  undoFailed: { en: 'undo failed', zh: '撤销失败' },
  skipped: { en: 'skipped', zh: '已跳过' },
});

export interface Mark {
  /** One column wide. */
  readonly shape: string;
  readonly word: Text;
}

export const verdictMarks: Readonly<Record<Verdict, Mark>> = {
  ok: { shape: '●', word: verdictName('ok') },
  warning: { shape: '▲', word: verdictName('warning') },
  critical: { shape: '■', word: verdictName('critical') },
  unknown: { shape: '?', word: verdictName('unknown') },
};

export const stepMarks: Readonly<Record<StepState, Mark>> = {
  waiting: { shape: '○', word: say.waiting() },
  running: { shape: '◐', word: say.running() },
  done: { shape: '●', word: say.done() },
  failed: { shape: '✗', word: say.failed() },
  undoing: { shape: '◐', word: say.undoing() },
  undone: { shape: '↺', word: say.undone() },
  'undo-failed': { shape: '✗', word: say.undoFailed() },
  skipped: { shape: '–', word: say.skipped() },
  unknown: { shape: '?', word: verdictName('unknown') },
};
