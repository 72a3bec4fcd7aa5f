import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Answer, Message } from '../message.ts';
import { nextBlocks } from '../messages.ts';
import { livePosting } from '../outbox/live-posting.ts';
import { personName } from '../person-name.ts';
import type { Approval } from '../store/approvals.ts';
import { askedPosting, outcomeMessage, showOutcome } from './show-outcome.ts';

const say = texts('follow', {
  approved: { en: 'Approved by {by}.', zh: '{by} 已批准。' },
  confirmed: { en: 'Confirmed by {by}.', zh: '{by} 已确认。' },
  alone: {
    en: 'Started by {by} alone, with break-glass: {reason}',
    zh: '{by} 通过紧急执行单独启动,原因:{reason}',
  },
});

export interface Following {
  show(message: Message): void;
  end(answer: Answer): Promise<void>;
}

/** Lets those who read the request see what becomes of it: the asker live, all others that it runs and how it ended. */
export function followRun(desk: Desk, approval: Approval, by: string): Following {
  const { kind, breakGlass, requester } = approval;
  const name = personName(desk.settings(), by);
  const who =
    by !== requester
      ? say.approved({ by: name })
      : breakGlass === undefined
        ? say.confirmed({ by: name })
        : say.alone({ by: name, reason: { outside: breakGlass.reason } });
  const withWho = (message: Message): Message => ({ blocks: [...message.blocks, { type: 'text', text: who }] });
  const posting = kind === 'approve' ? askedPosting(approval) : undefined;
  const live =
    posting === undefined
      ? undefined
      : livePosting(desk, { ...posting, kind: 'final' }, { everyMs: 1_000, onlyEdit: true });
  let begun: Promise<void> | undefined;

  return {
    show(message) {
      // Its buttons are of no use any more.
      begun ??= showOutcome(desk, approval, outcomeMessage(approval, who));
      live?.show(withWho(message));
    },
    async end(answer) {
      await begun;
      await live?.end();
      if (answer.runId === undefined) return;
      const [headline] = answer.message.blocks;
      const next = nextBlocks([`/run ${answer.runId}`]);
      const short: Message = {
        blocks: [...(headline === undefined ? [] : [headline]), { type: 'text', text: who }, ...next],
      };
      await showOutcome(desk, approval, short, kind === 'approve' ? withWho(answer.message) : short);
    },
  };
}
