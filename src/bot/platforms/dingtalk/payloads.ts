import * as z from 'zod';
import type { Conversation, IncomingMessage } from '../../../handlers/message.ts';
import { json } from './frames.ts';

/** What is looked at of a message to the robot; names and titles are chosen by people and left alone. */
const saidSpec = z.object({
  conversationId: z.string().min(1),
  conversationType: z.enum(['1', '2']),
  msgId: z.string().min(1),
  senderStaffId: z.string().optional(),
  senderCorpId: z.string().optional(),
  chatbotCorpId: z.string().min(1),
  sessionWebhook: z.string().optional(),
  sessionWebhookExpiredTime: z.number().optional(),
  text: z.object({ content: z.string() }).optional(),
  content: z
    .object({
      recognition: z.string().optional(),
      richText: z.array(z.object({ text: z.string().optional() }).loose()).optional(),
    })
    .loose()
    .optional(),
});

const pressSpec = z.object({
  corpId: z.string().min(1),
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  /** 1: a staff id. */
  userIdType: z.literal(1),
  content: z.string(),
});
const contentSpec = z.object({
  cardPrivateData: z.object({ params: z.object({ token: z.string().min(1) }).loose() }).loose(),
});

export interface Session {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** What came. */
export type Meaning =
  | { readonly kind: 'message'; readonly message: IncomingMessage; readonly session: Session | undefined }
  /** Somebody DingTalk gives no staff id for: nobody can tell who that is. */
  | { readonly kind: 'outsider'; readonly conversation: Conversation; readonly session: Session | undefined }
  | { readonly kind: 'nothing' };

/** Who somebody is: the organisation with the id it gave them. */
export const personId = (corp: string, staffId: string): string => `${corp}:${staffId}`;

/** The private conversation with somebody; groups have ids of DingTalk's own. */
export const alone = (corp: string, staffId: string): Conversation => ({
  platform: 'dingtalk',
  tenant: corp,
  space: `@${staffId}`,
});

/** Undefined: it is none. */
export function messageOf(data: string): Meaning | undefined {
  const read = saidSpec.safeParse(json(data));
  if (!read.success) return undefined;
  const { data: said } = read;
  const { conversationId, conversationType, msgId, senderStaffId, senderCorpId, chatbotCorpId: corp } = said;
  const { sessionWebhook: url, sessionWebhookExpiredTime: expiresAtMs } = said;
  const session = url === undefined || expiresAtMs === undefined ? undefined : { url, expiresAtMs };
  const isAlone = conversationType === '1';
  const group: Conversation = { platform: 'dingtalk', tenant: corp, space: conversationId };
  if (senderStaffId === undefined || senderStaffId === '' || senderCorpId !== corp)
    return { kind: 'outsider', conversation: group, session };
  return {
    kind: 'message',
    session,
    message: {
      deliveryKey: `dingtalk:${msgId}`,
      conversation: isAlone ? alone(corp, senderStaffId) : group,
      sender: { platform: 'dingtalk', id: personId(corp, senderStaffId) },
      private: isAlone,
      text: wordsOf(said).trim(),
    },
  };
}

/** What was spoken is taken as DingTalk heard it; a picture has no words, and is answered as not understood. */
const wordsOf = ({ text, content }: z.output<typeof saidSpec>): string =>
  text?.content ?? content?.recognition ?? content?.richText?.map((piece) => piece.text ?? '').join('') ?? '';

export interface Press {
  readonly outTrackId: string;
  readonly token: string;
  readonly sender: IncomingMessage['sender'];
}

/** Undefined: it is none of ours. */
export function pressOf(data: string): Press | undefined {
  const read = pressSpec.safeParse(json(data));
  const content = contentSpec.safeParse(json(read.data?.content ?? ''));
  if (!read.success || !content.success) return undefined;
  const { corpId, userId, outTrackId } = read.data;
  const { token } = content.data.cardPrivateData.params;
  return { outTrackId, token, sender: { platform: 'dingtalk', id: personId(corpId, userId) } };
}
