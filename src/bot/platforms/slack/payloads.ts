import * as z from 'zod';
import type { Conversation, IncomingMessage } from '../../../handlers/message.ts';
import { isDirect } from './direct-channels.ts';
import { formSpec } from './private-form.ts';

/** Who the bot is there. */
export interface Self {
  readonly team: string;
  readonly user: string;
}

const slash = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  command: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
});

const event = z.object({
  team_id: z.string(),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    user: z.string().optional(),
    /** Home of somebody from another organisation. */
    user_team: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().optional(),
    channel: z.string().optional(),
    ts: z.string().optional(),
    thread_ts: z.string().optional(),
  }),
});

const person = z.object({ id: z.string(), team_id: z.string().optional() });
const press = z.object({
  type: z.literal('block_actions'),
  user: person,
  team: z.object({ id: z.string() }).nullish(),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string().optional(), action_ts: z.string().optional() }))
    .min(1),
});
const submission = z.object({
  type: z.literal('view_submission'),
  user: person,
  team: z.object({ id: z.string() }).nullish(),
  view: z.object({
    id: z.string(),
    hash: z.string().default(''),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) }),
  }),
});

type Incoming = Omit<IncomingMessage, 'text'>;
/** What a delivery wants of the bot. `direct`: the channel the person shares with the bot, where it is told. */
export type Meaning =
  | { readonly kind: 'message'; readonly message: IncomingMessage; readonly direct?: string; readonly channel: string }
  | { readonly kind: 'press'; readonly message: Incoming; readonly command: string; readonly channel: string }
  /** A form is wanted, within three seconds. */
  | {
      readonly kind: 'ask';
      readonly message: Incoming;
      readonly ref: string;
      readonly triggerId: string;
      readonly channel: string;
    }
  | { readonly kind: 'given'; readonly message: Incoming; readonly ref: string; readonly value: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable' };

const nothing: Meaning = { kind: 'nothing' };

/** From a verified delivery to what it means; `kind` as Socket Mode calls it. Pure. */
export function meaningOf(kind: string, body: unknown, self: Self): Meaning {
  if (kind === 'slash_commands') return read(slash, body, (it) => ofSlash(it, self));
  if (kind === 'events_api') return read(event, body, (it) => ofEvent(it, self));
  if (kind !== 'interactive') return nothing;
  const type = z.object({ type: z.string() }).safeParse(body).data?.type;
  if (type === 'block_actions') return read(press, body, (it) => ofPress(it, self));
  if (type === 'view_submission') return read(submission, body, (it) => ofSubmission(it, self));
  return nothing;
}

function read<T>(spec: z.ZodType<T>, body: unknown, then: (it: T) => Meaning): Meaning {
  const parsed = spec.safeParse(body);
  return parsed.success ? then(parsed.data) : { kind: 'unreadable' };
}

interface Where {
  readonly channel: string;
  readonly user: string;
  readonly home: string;
  readonly thread?: string | undefined;
}

/** In private the conversation is the person: what two people share without the bot is none of it. */
function toSelf({ team }: Self, key: string, { channel, user, home, thread }: Where): Incoming {
  const alone = isDirect(channel);
  const conversation: Conversation = {
    platform: 'slack',
    tenant: team,
    space: alone ? user : channel,
    ...(thread === undefined ? {} : { thread }),
  };
  return {
    deliveryKey: `slack:${team}:${key}`,
    conversation,
    sender: { platform: 'slack', id: `${home}:${user}` },
    private: alone,
    ...(alone ? { takesInput: true as const } : {}),
  };
}

/** `/zhiban health` is `health`, `/health` is itself. */
function ofSlash(it: z.output<typeof slash>, self: Self): Meaning {
  const { channel_id: channel, user_id: user, team_id: home, command, trigger_id: trigger } = it;
  const words = unescaped(it.text).trim();
  const text = command === '/zhiban' ? words || '/help' : `${command} ${words}`.trim();
  return { kind: 'message', channel, message: { ...toSelf(self, `slash:${trigger}`, { channel, user, home }), text } };
}

const heard = [undefined, 'file_share', 'thread_broadcast'];

/** A mention, or what is said in private; edits, bots and the talk of others are left alone. */
function ofEvent({ team_id: team, event: it }: z.output<typeof event>, self: Self): Meaning {
  const { type, subtype, channel, user, ts, thread_ts: thread, user_team: away } = it;
  if (channel === undefined || user === undefined || ts === undefined) return nothing;
  if (it.bot_id !== undefined || user === self.user || !heard.includes(subtype)) return nothing;
  const direct = type === 'message' && it.channel_type === 'im';
  if (!direct && type !== 'app_mention') return nothing;
  const where = { channel, user, home: away ?? team, thread: thread === ts ? undefined : thread };
  return {
    kind: 'message',
    channel,
    ...(direct ? { direct: channel } : {}),
    // The same message can come as two events; it is one.
    message: { ...toSelf(self, `${channel}:${ts}`, where), text: unescaped(it.text ?? '') },
  };
}

function ofPress(it: z.output<typeof press>, self: Self): Meaning {
  const [action] = it.actions;
  const channel = it.channel?.id;
  if (action?.value === undefined || channel === undefined) return nothing;
  const thread = it.message?.thread_ts ?? it.container?.thread_ts;
  const where = {
    channel,
    user: it.user.id,
    home: it.user.team_id ?? it.team?.id ?? self.team,
    thread: thread === it.message?.ts ? undefined : thread,
  };
  const message = toSelf(self, `press:${it.trigger_id}`, where);
  if (action.action_id.startsWith('do-')) return { kind: 'press', message, command: action.value, channel };
  if (action.action_id.startsWith('ask-'))
    return { kind: 'ask', message, ref: action.value, triggerId: it.trigger_id, channel };
  return nothing;
}

function ofSubmission({ user, team, view }: z.output<typeof submission>, self: Self): Meaning {
  if (view.callback_id !== 'given') return nothing;
  const form = formSpec.safeParse(json(view.private_metadata));
  if (!form.success) return { kind: 'unreadable' };
  const value = view.state.values.given?.value?.value;
  if (value === undefined || value === null) return nothing;
  const { ref, channel, thread } = form.data;
  const where = { channel, user: user.id, home: user.team_id ?? team?.id ?? self.team, thread };
  return { kind: 'given', message: toSelf(self, `form:${view.id}:${view.hash}`, where), ref, value };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Slack brings three characters as entities. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
