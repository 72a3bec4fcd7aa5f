import type { Conversation, Given, Message } from '../../src/handlers/message.ts';
import type { ChatPlatform, Outgoing, PlatformLimits, Posted, Receive } from '../../src/handlers/platform.ts';
import { laneOf } from '../../src/handlers/store/outbox.ts';

/** A message as people see it there now. */
export interface Shown {
  readonly id: string;
  readonly conversation: Conversation;
  message: Message;
  /** As it came last. */
  outgoing: Outgoing;
  edits: number;
}

/** One call that the platform received, in order. */
export interface Call {
  readonly call: 'post' | 'edit';
  readonly lane: string;
  readonly key: string;
  readonly again: boolean;
  readonly message: Message;
  readonly atMs: number;
  readonly result: 'shown' | 'refused' | 'lost';
}

export type Fault =
  /** Refused with this, nothing shown. */
  | Extract<Posted, { readonly posted: false }>
  /** Shown, and the reply is lost: the call throws. */
  | 'lost-reply'
  /** Not shown, and the call throws. */
  | 'broken'
  /** Shown, and no reply until it is let go. */
  | 'hangs';

export interface FakePlatform extends ChatPlatform {
  readonly shown: Shown[];
  readonly calls: Call[];
  /** What the next calls meet, one each; `then` for all after. */
  readonly faults: Fault[];
  /** Every call meets it until it is taken away. */
  outage: Fault | undefined;
  /** Conversations that meet a fault each time. */
  readonly closed: Map<string, Fault>;
  /** Those that hang go on. */
  letGo(): void;
  /** A person's message in her private chat, or in a room. */
  hear(
    userId: string,
    text: string,
    more?: { readonly key?: string; readonly room?: string; readonly given?: Given },
  ): Promise<void>;
  /** What a conversation shows, oldest first. */
  in(space: string): readonly Shown[];
}

export interface FakePlatformOptions {
  readonly name?: string;
  readonly now: () => number;
  readonly edits?: boolean;
  readonly tellsRepeats?: boolean;
  readonly limits?: Partial<PlatformLimits>;
  /** Ids the bot may not write to first. */
  readonly unreachable?: readonly string[];
}

/** A chat with every fault of the real ones, that remembers what people saw. */
export function fakePlatform(options: FakePlatformOptions): FakePlatform {
  const { name = 'test', now, edits = true, tellsRepeats = true, unreachable = [] } = options;
  const shown: Shown[] = [];
  const calls: Call[] = [];
  const faults: Fault[] = [];
  const closed = new Map<string, Fault>();
  let hanging: (() => void)[] = [];
  let receive: Receive | undefined;
  let heard = 0;

  const meet = async (
    call: Call['call'],
    to: Conversation,
    outgoing: Outgoing,
    show: () => Posted,
  ): Promise<Posted> => {
    const fault = closed.get(to.space) ?? faults.shift() ?? platform.outage;
    const shows = fault === undefined || fault === 'lost-reply' || fault === 'hangs';
    const result = shows ? show() : undefined;
    const seen = result === undefined ? 'refused' : fault === undefined ? 'shown' : 'lost';
    calls.push({
      call,
      lane: laneOf(to),
      key: outgoing.key,
      again: outgoing.again ?? false,
      message: outgoing.message,
      atMs: now(),
      result: seen,
    });
    if (fault === 'hangs') await new Promise<void>((resolve) => hanging.push(resolve));
    if (fault === 'broken' || fault === 'lost-reply') throw new Error(`the connection broke (${fault})`);
    if (typeof fault === 'object') return fault;
    return result ?? { posted: false, retry: 'later', why: 'nothing' };
  };

  const conversationOf = (space: string): Conversation => ({ platform: name, tenant: '', space });

  const platform: FakePlatform = {
    name,
    limits: { textBytes: 4_096, editsPerMinute: 60, buttons: true, files: true, ...options.limits },
    tellsRepeats,
    shown,
    calls,
    faults,
    closed,
    outage: undefined,
    async start(to) {
      receive = to;
    },
    post: (to, outgoing) =>
      meet('post', to, outgoing, () => {
        const before = tellsRepeats ? shown.find(({ outgoing: { key } }) => key === outgoing.key) : undefined;
        if (before !== undefined) return { posted: true, messageId: before.id };
        const id = `m${shown.length + 1}`;
        shown.push({ id, conversation: to, message: outgoing.message, outgoing, edits: 0 });
        return { posted: true, messageId: id };
      }),
    ...(edits && {
      edit: (to: Conversation, messageId: string, outgoing: Outgoing) =>
        meet('edit', to, outgoing, () => {
          const there = shown.find(({ id }) => id === messageId);
          if (there === undefined) return { posted: false, retry: 'never', why: 'there is no such message' };
          there.message = outgoing.message;
          there.edits += 1;
          return { posted: true, messageId };
        }),
    }),
    privately: (userId) => (unreachable.includes(userId) ? undefined : conversationOf(userId)),
    async stop() {
      receive = undefined;
    },
    letGo() {
      for (const go of hanging) go();
      hanging = [];
    },
    async hear(userId, text, { key, room, given } = {}) {
      heard += 1;
      if (receive === undefined) throw new Error('nobody listens');
      await receive({
        message: {
          deliveryKey: key ?? `${name}:${now()}:${heard}`,
          conversation: conversationOf(room ?? userId),
          sender: { platform: name, id: userId },
          private: room === undefined,
          ...(room === undefined && platform.limits.privateInput === true ? { takesInput: true as const } : {}),
          text,
          ...(given === undefined ? {} : { given }),
        },
      });
    },
    in: (space) => shown.filter(({ conversation }) => conversation.space === space),
  };
  return platform;
}
