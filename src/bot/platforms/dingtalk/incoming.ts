import { createHash } from 'node:crypto';
import { outside, type Text } from '../../../actions/text.ts';
import { identify } from '../../../auth/identify.ts';
import type { Desk } from '../../../handlers/desk.ts';
import type { Conversation, IncomingMessage } from '../../../handlers/message.ts';
import { post } from '../../../handlers/outbox/post.ts';
import type { Receive } from '../../../handlers/platform.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Cards } from './cards.ts';
import { cardTopic, type Frame, robotTopic } from './frames.ts';
import { messageOf, type Press, personId, pressOf } from './payloads.ts';
import type { Sessions } from './sessions.ts';
import { say } from './words.ts';

export interface IncomingParts {
  readonly desk: Desk;
  readonly memory: PlatformMemory;
  readonly sessions: Sessions;
  readonly cards: Cards;
  readonly receive: () => Receive;
}

/** In one conversation, to those nobody can tell apart. */
const remindEveryMs = 60_000;
/** DingTalk brings a press again that was not acknowledged; later it is another press. */
const samePressMs = 120_000;

/** From a frame to a message handed in. Resolves when it is durably kept, or of no interest; rejects when it must come again. */
export function makeIncoming({ desk, memory, sessions, cards, receive }: IncomingParts) {
  const said = async (data: string): Promise<undefined> => {
    const meaning = messageOf(data);
    if (meaning === undefined) {
      desk.log('warn', 'dingtalk sent what I do not understand');
      return;
    }
    if (meaning.kind === 'nothing') return;
    const { conversation } = meaning.kind === 'message' ? meaning.message : meaning;
    sessions.remember(conversation, meaning.session);
    if (meaning.kind === 'message') {
      await receive()({ message: meaning.message });
      await introduce(meaning.message);
    } else await tell(`dingtalk:outsider:${conversation.space}:${minute()}`, conversation, say.outsider());
  };

  /** Once, to somebody known: the ids of a group stand nowhere else. */
  const introduce = async ({ conversation, sender, private: isAlone }: IncomingMessage): Promise<void> => {
    const { tenant, space } = conversation;
    const { channels, policy } = desk.settings();
    if (isAlone || identify(sender, policy) === undefined) return;
    if (channels.some((one) => one.platform === 'dingtalk' && one.space === space && one.tenant === tenant)) return;
    if ((await memory.get(`introduced:${tenant}:${space}`)) !== undefined) return;
    await memory.put([[`introduced:${tenant}:${space}`, 'yes']]);
    const text = say.unknownGroup({ chat: outside(`dingtalk:${space}`) });
    const yaml = `channels:\n  - platform: dingtalk\n    tenant: "${tenant}"\n    space: "${space}"`;
    const message = {
      blocks: [
        { type: 'text' as const, text },
        { type: 'code' as const, text: yaml },
      ],
    };
    await post(desk, {
      key: `dingtalk:introduced:${tenant}:${space}`,
      conversation,
      kind: 'final',
      insist: false,
      message,
    });
  };

  const pressed = async (data: string): Promise<undefined> => {
    const press = pressOf(data);
    const conversation = press === undefined ? undefined : await cards.placeOf(press.outTrackId);
    if (press === undefined || conversation === undefined) {
      desk.log('warn', 'dingtalk sent a press I do not understand');
      return;
    }
    const isAlone = conversation.space.startsWith('@');
    if (isAlone && press.sender.id !== personId(conversation.tenant, conversation.space.slice(1))) {
      desk.log('warn', 'somebody else pressed in a private conversation of dingtalk', { by: press.sender.id });
      return;
    }
    const text = await cards.commandOf(press.token);
    if (text === undefined) return tell(`dingtalk:old:${press.outTrackId}:${minute()}`, conversation, say.oldButton());
    const deliveryKey = await keyOf(press);
    await receive()({ message: { deliveryKey, conversation, sender: press.sender, private: isAlone, text } });
  };

  /** A press has no id of its own; two that come at the same time are one. */
  const looking = new Map<string, Promise<string>>();
  const keyOf = ({ outTrackId, token, sender }: Press): Promise<string> => {
    const what = createHash('sha256').update(`${outTrackId}\0${token}\0${sender.id}`).digest('base64url').slice(0, 22);
    const found = looking.get(what) ?? firstSeen(what).finally(() => looking.delete(what));
    looking.set(what, found);
    return found;
  };
  const firstSeen = async (what: string): Promise<string> => {
    const nowMs = desk.clock.now();
    const before = Number((await memory.get(`press:${what}`)) ?? Number.NaN);
    if (nowMs - before < samePressMs) return `dingtalk:press:${what}:${before}`;
    await memory.put([[`press:${what}`, String(nowMs)]], nowMs);
    return `dingtalk:press:${what}:${nowMs}`;
  };

  const minute = (): number => Math.floor(desk.clock.now() / remindEveryMs);
  const tell = async (key: string, conversation: Conversation, text: Text): Promise<undefined> => {
    const message = { blocks: [{ type: 'text' as const, text }] };
    await post(desk, { key, conversation, kind: 'final', insist: false, message });
  };

  return async ({ type, headers, data }: Frame): Promise<object | undefined> => {
    if (type === 'EVENT') return { status: 'SUCCESS' };
    if (headers.topic === robotTopic) return said(data);
    return headers.topic === cardTopic ? pressed(data) : undefined;
  };
}
