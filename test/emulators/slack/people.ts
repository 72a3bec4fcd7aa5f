import { directOf } from './methods.ts';
import type { Channel, Shown, World } from './world.ts';

/** A delivery, so that it can be brought again. */
export interface Sent {
  readonly type: string;
  readonly payload: object;
  readonly envelopeId: string | undefined;
}

export interface Saying {
  /** A room; left out: the private conversation. */
  readonly channel?: string;
  readonly thread?: string;
}

export type People = ReturnType<typeof makePeople>;

/** What people and Slack itself do. `bring`: over a link, or to the address Slack calls. */
export function makePeople(world: World, bring: (type: string, payload: object, more?: object) => string | undefined) {
  const { team, bot } = world;
  const placeOf = (user: string, channel: string | undefined): Channel => {
    const place = channel === undefined ? directOf(world, user) : world.channels.get(channel);
    if (place === undefined) throw new Error(`no channel ${channel ?? user}`);
    return place;
  };
  const send = (type: string, payload: object): Sent => ({ type, payload, envelopeId: bring(type, payload) });
  const triggerOf = (user: string): string => {
    const trigger = world.next('T');
    world.triggers.set(trigger, { user, atMs: world.now() });
    return trigger;
  };
  const teamOf = { id: team, domain: 'acme' };

  return {
    user(id: string, options: { readonly name?: string; readonly reachable?: boolean } = {}): void {
      world.people.set(id, { name: options.name ?? id, reachable: options.reachable ?? true });
      directOf(world, id);
    },
    channel(id: string, options: { readonly member?: boolean } = {}): void {
      world.channels.set(id, { id, member: options.member ?? true, archived: false, messages: [] });
    },
    /** `/health demo`, as the app of Slack sends it. */
    slash(user: string, words: string, { channel }: Saying = {}): Sent {
      const [command = '', ...rest] = words.split(' ');
      const place = placeOf(user, channel);
      return send('slash_commands', {
        token: 'x',
        team_id: team,
        team_domain: 'acme',
        channel_id: place.id,
        channel_name: place.user === undefined ? 'ops' : 'directmessage',
        user_id: user,
        user_name: 'whoever',
        command,
        text: rest.join(' '),
        api_app_id: 'A1',
        is_enterprise_install: 'false',
        response_url: `${world.base()}/response/1`,
        trigger_id: triggerOf(user),
      });
    },
    /** A message in private, or one that mentions the bot. */
    say(user: string, text: string, { channel, thread }: Saying = {}): Sent & { readonly ts: string } {
      const place = placeOf(user, channel);
      const ts = world.nextTs();
      const written = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const shown = place.user === undefined ? `<@${bot.user}> ${written}` : written;
      const message: Shown = {
        ts,
        by: user,
        text: shown,
        read: shown,
        keys: [],
        links: [],
        alive: [],
        blocks: undefined,
        edits: 0,
        ...(thread === undefined ? {} : { thread }),
      };
      place.messages.push(message);
      const kind = place.user === undefined ? { type: 'app_mention' } : { type: 'message', channel_type: 'im' };
      const event = { ...kind, user, text: shown, ts, channel: place.id, event_ts: ts, team };
      const payload = {
        token: 'x',
        team_id: team,
        api_app_id: 'A1',
        type: 'event_callback',
        event_id: world.next('Ev'),
        event_time: Math.floor(world.now() / 1_000),
        authorizations: [{ team_id: team, user_id: bot.user, is_bot: true, is_enterprise_install: false }],
        event: { ...event, ...(thread === undefined ? {} : { thread_ts: thread }) },
      };
      return { ...send('events_api', payload), ts };
    },
    /** Presses the newest button with this label. */
    press(user: string, label: string, { channel }: Saying = {}): Sent {
      const place = placeOf(user, channel);
      const message = place.messages.findLast(
        ({ keys, onlyFor = user }) => onlyFor === user && keys.some((key) => key.label === label),
      );
      const key = message?.keys.find((each) => each.label === label);
      if (message === undefined || key === undefined) throw new Error(`no button "${label}"`);
      return send('interactive', {
        type: 'block_actions',
        user: { id: user, username: 'whoever', name: 'whoever', team_id: team },
        api_app_id: 'A1',
        token: 'x',
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: place.id,
          is_ephemeral: message.onlyFor !== undefined,
          ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
        },
        trigger_id: triggerOf(user),
        team: teamOf,
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: place.id, name: 'ops' },
        // Slack tells of a message that only one person sees no more than where it was.
        ...(message.onlyFor === undefined
          ? {
              message: {
                type: 'message',
                ts: message.ts,
                ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
              },
            }
          : {}),
        state: { values: {} },
        response_url: `${world.base()}/response/2`,
        actions: [
          {
            action_id: key.actionId,
            block_id: 'keys-1',
            type: 'button',
            text: { type: 'plain_text', text: label },
            value: key.value,
            action_ts: world.nextTs(),
          },
        ],
      });
    },
    /** Fills in the form opened last for this person. */
    submit(user: string, value: string): Sent {
      const view = world.views.findLast((each) => each.user === user);
      if (view === undefined) throw new Error('no form is open');
      return send('interactive', {
        type: 'view_submission',
        team: teamOf,
        user: { id: user, username: 'whoever', name: 'whoever', team_id: team },
        api_app_id: 'A1',
        token: 'x',
        trigger_id: triggerOf(user),
        view: {
          id: view.id,
          team_id: team,
          type: 'modal',
          callback_id: view.callbackId,
          private_metadata: view.metadata,
          state: { values: { given: { value: { type: 'plain_text_input', value } } } },
          hash: view.hash,
          app_id: 'A1',
          bot_id: bot.id,
          root_view_id: view.id,
          previous_view_id: null,
        },
        response_urls: [],
        is_enterprise_install: false,
        enterprise: null,
      });
    },
    /** The same once more, as Slack does when it saw no acknowledgement. */
    again({ type, payload }: Sent): Sent {
      return { type, payload, envelopeId: bring(type, payload, { retry_attempt: 1, retry_reason: 'timeout' }) };
    },
    /** What the bot shows in a room, or to a person in private, as it stands now. */
    shown(place: string): readonly Shown[] {
      const id = place.startsWith('U') ? `D${place.slice(1)}` : place;
      return (world.channels.get(id)?.messages ?? []).filter(({ by }) => by === bot.user);
    },
  };
}
