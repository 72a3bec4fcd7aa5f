import { outside, type Text } from '../../../actions/text.ts';
import type { Principal } from '../../../auth/principal.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { withoutSecrets } from '../../../handlers/dispatch/without-secrets.ts';
import type { Conversation, IncomingMessage } from '../../../handlers/message.ts';
import { nextBlocks } from '../../../handlers/messages.ts';
import { post } from '../../../handlers/outbox/post.ts';
import { say } from './words.ts';

/** What is said of an update instead of an answer; each once, however often the update comes. */
export interface Notes {
  /** It was typed while the bot was away. */
  late(message: IncomingMessage, by: Principal, sentAtMs: number): Promise<void>;
  latePress(message: Omit<IncomingMessage, 'text'>, command: string): Promise<void>;
  anonymous(conversation: Conversation): Promise<void>;
  /** Forwarded, or written through another bot. */
  passedOn(conversation: Conversation): Promise<void>;
  /** The bot was brought into a group. */
  joined(conversation: Conversation): Promise<void>;
  /** A message with a secret could not be deleted. */
  deleteIt(message: Pick<IncomingMessage, 'deliveryKey' | 'conversation'>): Promise<void>;
}

/** To one chat, about writing anonymously or in the words of others. */
const remindEveryMs = 60_000;

export function makeNotes(desk: Desk): Notes {
  const tell = async (
    key: string,
    conversation: Conversation,
    text: Text,
    more: { readonly next?: readonly string[]; readonly code?: string } = {},
  ): Promise<void> => {
    const code = more.code === undefined ? [] : [{ type: 'code' as const, text: more.code }];
    const message = { blocks: [{ type: 'text' as const, text }, ...code, ...nextBlocks(more.next ?? [])] };
    await post(desk, { key, conversation, kind: 'final', insist: false, message });
  };
  return {
    async late({ deliveryKey, conversation, text }, by, sentAtMs) {
      const typed = await withoutSecrets(desk, text, by);
      const words = say.late({ age: { atMs: sentAtMs, as: 'age' }, text: outside(typed.slice(0, 200)) });
      const again = typed === text && text.startsWith('/') ? [text] : [];
      await tell(`late:${deliveryKey}`, conversation, words, { next: again });
    },
    latePress: ({ deliveryKey, conversation }, command) =>
      tell(`late:${deliveryKey}`, conversation, say.latePress({ text: outside(command) }), { next: [command] }),
    async anonymous(conversation) {
      const minute = Math.floor(desk.clock.now() / remindEveryMs);
      await tell(`telegram:anonymous:${conversation.space}:${minute}`, conversation, say.anonymous());
    },
    async passedOn(conversation) {
      const minute = Math.floor(desk.clock.now() / remindEveryMs);
      await tell(`telegram:passed-on:${conversation.space}:${minute}`, conversation, say.passedOn());
    },
    async joined(conversation) {
      const { space } = conversation;
      await tell(`telegram:joined:${space}`, conversation, say.joined({ chat: outside(`telegram:${space}`) }), {
        code: `channels:\n  - platform: telegram\n    space: "${space}"`,
      });
    },
    deleteIt: ({ deliveryKey, conversation }) => tell(`telegram:delete:${deliveryKey}`, conversation, say.deleteIt()),
  };
}
