import type { Block } from '../../actions/report.ts';
import type { Result } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';

const say = texts('silenced-elsewhere', {
  there: { en: 'Silenced at Alertmanager too.', zh: '已在 Alertmanager 同步静默。' },
  notThere: {
    en: 'Alertmanager did not take it: {why} It goes on sending; I say nothing of it.',
    zh: 'Alertmanager 未接受静默:{why}它仍会发送,但我不会通知。',
  },
});

/** What came of asking for silence where alerts come from; nothing where nobody was to be asked. */
export const saidElsewhere = (asked: readonly Result<unknown>[]): readonly Block[] => [
  ...(asked.some(({ ok }) => ok) ? [{ type: 'text' as const, text: say.there() }] : []),
  ...asked.flatMap((each): readonly Block[] =>
    each.ok ? [] : [{ type: 'text', mark: 'warning', text: say.notThere({ why: each.failure.message }) }],
  ),
];
