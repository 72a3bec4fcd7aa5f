import * as z from 'zod';
import type { Conversation, Message } from '../../../handlers/message.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import { isGroup } from './limits.ts';

/** What is being asked for privately, by chat: the next words there are its value and no command. */
export interface Questions {
  load(): Promise<void>;
  /** A message stands there now; with a question in it, or with none any more. */
  shown(to: Conversation, messageId: string, message: Message): Promise<void>;
  /** Which question words answer; commands and what is typed long after are none. */
  answeredBy(said: {
    readonly space: string;
    readonly text: string;
    readonly repliedTo: number | undefined;
  }): string | undefined;
}

const asked = z.object({ ref: z.string(), messageId: z.string(), atMs: z.number() });
type Asked = z.output<typeof asked>;

/** A command, as Telegram has them or in Chinese; a key may begin with a slash too, and is none. */
const isCommand = (text: string): boolean => /^[/／][\p{L}_]{1,20}(?:@\w+)?(?:\s|$)/u.test(text);

/** After that only a reply to the question is an answer to it. */
const openForMs = 10 * 60_000;

export function makeQuestions(memory: PlatformMemory, now: () => number): Questions {
  const open = new Map<string, Asked>();
  return {
    async load() {
      for (const [key, value] of await memory.list('question:')) {
        const read = asked.safeParse(JSON.parse(value));
        if (read.success) open.set(key.slice('question:'.length), read.data);
      }
    },
    async shown({ space }, messageId, { blocks }) {
      const block = blocks.find(({ type }) => type === 'private-input');
      const before = open.get(space);
      if (block?.type === 'private-input' && !isGroup(space)) {
        if (before?.ref === block.ref && before.messageId === messageId) return;
        const question = { ref: block.ref, messageId, atMs: now() };
        open.set(space, question);
        await memory.put([[`question:${space}`, JSON.stringify(question)]], now());
      } else if (before?.messageId === messageId) {
        open.delete(space);
        await memory.put([[`question:${space}`, 'null']], now());
      }
    },
    answeredBy({ space, text, repliedTo }) {
      const question = open.get(space);
      if (question === undefined || isCommand(text)) return undefined;
      return String(repliedTo) === question.messageId || now() - question.atMs < openForMs ? question.ref : undefined;
    },
  };
}
