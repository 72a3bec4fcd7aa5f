import { texts } from '../../actions/text.ts';
import type { Answer } from '../message.ts';
import { type Ask, askFor } from './ask.ts';

/** How long a requester has to confirm her own plan. */
const confirmWithinMs = 5 * 60_000;

const say = texts('confirm', {
  how: {
    en: 'Nothing is done yet. Confirm before {by}: /confirm {code}',
    zh: '尚未执行。请在 {by} 前确认:/confirm {code}(或 /确认 {code})',
  },
  go: { en: 'Confirm', zh: '确认' },
  cancel: { en: 'Cancel', zh: '取消' },
});

/** Shows the plan to the one who asked and waits for her yes, from any of her chats. */
export async function askConfirm(ask: Ask): Promise<Answer> {
  const { principal } = ask.request;
  const own = principal.kind === 'person' ? { readers: [principal.id] } : {};
  const { answer } = await askFor(ask, {
    kind: 'confirm',
    withinMs: confirmWithinMs,
    words: (code, expiresAtMs) => [
      { type: 'text', text: say.how({ by: { atMs: expiresAtMs }, code }) },
      {
        type: 'buttons',
        buttons: [
          { label: say.go(), command: `/confirm ${code}`, style: 'primary', ...own },
          { label: say.cancel(), command: `/deny ${code}`, ...own },
        ],
      },
    ],
  });
  return answer;
}
