import { seeBlocks, seeText } from './block-kit.ts';
import { Refusal } from './refusal.ts';
import { type Params, textParam, wantedText } from './wire.ts';
import type { Channel, Shown, World } from './world.ts';

export type Method = (world: World, params: Params) => Readonly<Record<string, unknown>>;

/** With the scopes each needs, any of them. */
export const methods = new Map<string, { readonly scopes: readonly string[]; readonly perform: Method }>([
  ['auth.test', { scopes: [], perform: authTest }],
  ['chat.postMessage', { scopes: ['chat:write'], perform: postMessage }],
  ['chat.update', { scopes: ['chat:write'], perform: update }],
  ['chat.postEphemeral', { scopes: ['chat:write'], perform: postEphemeral }],
  ['conversations.open', { scopes: ['im:write'], perform: open }],
  ['conversations.info', { scopes: ['channels:read', 'groups:read'], perform: info }],
  ['conversations.history', { scopes: ['channels:history', 'im:history'], perform: history }],
  ['conversations.replies', { scopes: ['channels:history', 'im:history'], perform: history }],
  ['users.info', { scopes: ['users:read'], perform: userInfo }],
  ['views.open', { scopes: [], perform: openView }],
  ['files.getUploadURLExternal', { scopes: ['files:write'], perform: uploadUrl }],
  ['files.completeUploadExternal', { scopes: ['files:write'], perform: completeUpload }],
  ['files.delete', { scopes: ['files:write'], perform: deleteFile }],
]);

function authTest({ team, bot }: World) {
  return {
    url: 'https://acme.slack.com/',
    team: 'Acme',
    user: 'zhiban',
    team_id: team,
    user_id: bot.user,
    bot_id: bot.id,
    is_enterprise_install: false,
  };
}

/** A person's id is the channel they share with the bot. */
function channelOf(world: World, params: Params): Channel {
  const id = wantedText(params, 'channel', 'channel_not_found');
  const found = id.startsWith('U') ? directOf(world, id) : world.channels.get(id);
  if (found === undefined) throw new Refusal('channel_not_found');
  return found;
}

export function directOf(world: World, user: string): Channel | undefined {
  const person = world.people.get(user);
  if (person === undefined || !person.reachable) return undefined;
  const id = `D${user.slice(1)}`;
  const channel = world.channels.get(id) ?? { id, user, member: true, archived: false, messages: [] };
  world.channels.set(id, channel);
  return channel;
}

function writable(world: World, params: Params): Channel {
  const channel = channelOf(world, params);
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.member) throw new Refusal('not_in_channel');
  return channel;
}

function contentOf(params: Params) {
  const text = textParam(params, 'text');
  const { blocks } = params;
  if (blocks !== undefined && !Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  if (text === undefined && !hasBlocks) throw new Refusal('no_text');
  if ((text?.length ?? 0) > 40_000) throw new Refusal('msg_too_long');
  const fallback = seeText(text ?? '', params.parse);
  const seen = hasBlocks ? seeBlocks(blocks) : fallback;
  return {
    text: text ?? '',
    read: seen.text,
    keys: seen.keys,
    links: seen.links,
    alive: [...fallback.alive, ...seen.alive],
    blocks: hasBlocks ? blocks : undefined,
  };
}

function postMessage(world: World, params: Params) {
  const channel = writable(world, params);
  const content = contentOf(params);
  const thread = textParam(params, 'thread_ts');
  if (thread !== undefined && !channel.messages.some(({ ts }) => ts === thread)) throw new Refusal('thread_not_found');
  const message: Shown = {
    ...content,
    ts: world.nextTs(),
    by: world.bot.user,
    edits: 0,
    ...(thread === undefined ? {} : { thread }),
    ...(params.metadata === undefined ? {} : { metadata: params.metadata }),
  };
  channel.messages.push(message);
  return { channel: channel.id, ts: message.ts, message: wireOf(message, false) };
}

function update(world: World, params: Params) {
  if (/^U/.test(String(params.channel))) throw new Refusal('channel_not_found');
  const channel = writable(world, params);
  const message = channel.messages.find(({ ts }) => ts === params.ts);
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.by !== world.bot.user || message.onlyFor !== undefined) throw new Refusal('cant_update_message');
  Object.assign(message, contentOf(params), { edits: message.edits + 1 });
  return { channel: channel.id, ts: message.ts, text: message.text };
}

function postEphemeral(world: World, params: Params) {
  const channel = channelOf(world, params);
  const user = wantedText(params, 'user', 'user_not_in_channel');
  if (!world.people.has(user)) throw new Refusal('user_not_in_channel');
  if (!channel.member) throw new Refusal('channel_not_found');
  const thread = textParam(params, 'thread_ts');
  const message: Shown = {
    ...contentOf(params),
    ts: world.nextTs(),
    by: world.bot.user,
    edits: 0,
    onlyFor: user,
    ...(thread === undefined ? {} : { thread }),
  };
  channel.messages.push(message);
  return { message_ts: message.ts };
}

function open(world: World, params: Params) {
  const user = wantedText(params, 'users', 'users_list_not_supplied');
  const channel = directOf(world, user);
  if (channel === undefined) throw new Refusal(world.people.has(user) ? 'user_disabled' : 'user_not_found');
  return { channel: { id: channel.id } };
}

function info(world: World, params: Params) {
  const channel = channelOf(world, params);
  return { channel: { id: channel.id, is_member: channel.member, is_archived: channel.archived } };
}

const wireOf = ({ ts, text, by, thread, metadata, file }: Shown, withMetadata: boolean) => ({
  type: 'message',
  ts,
  text,
  user: by,
  ...(by.startsWith('UBOT') ? { bot_id: 'BBOT' } : {}),
  ...(thread === undefined ? {} : { thread_ts: thread }),
  ...(file === undefined ? {} : { files: [{ id: file.id, name: file.name }] }),
  ...(withMetadata && metadata !== undefined ? { metadata } : {}),
});

/** Newest first, or a thread oldest first; a page at a time. */
function history(world: World, params: Params) {
  const channel = writable(world, params);
  const thread = textParam(params, 'ts');
  const all = channel.messages.filter(
    (message) =>
      message.onlyFor === undefined &&
      (thread === undefined ? message.thread === undefined : message.thread === thread || message.ts === thread),
  );
  const ordered = thread === undefined ? all.toReversed() : all;
  const kept = ordered.filter(({ ts }) => Number(ts) >= Number(params.oldest ?? 0));
  const from = Number(textParam(params, 'cursor') ?? 0);
  const limit = Math.min(Number(params.limit ?? 100), 999);
  const mayRead = world.scopes.includes('metadata.message:read');
  const withMetadata = mayRead && (params.include_all_metadata === 'true' || params.include_all_metadata === true);
  const more = kept.length > from + limit;
  return {
    messages: kept.slice(from, from + limit).map((message) => wireOf(message, withMetadata)),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
}

function userInfo({ people, team }: World, params: Params) {
  const id = wantedText(params, 'user', 'user_not_found');
  const person = people.get(id);
  if (person === undefined) throw new Refusal('user_not_found');
  return { user: { id, team_id: team, name: person.name, deleted: !person.reachable } };
}

function openView(world: World, params: Params) {
  const trigger = world.triggers.get(String(params.trigger_id));
  if (trigger === undefined) throw new Refusal('invalid_trigger_id');
  if (world.now() - trigger.atMs > 3_000) throw new Refusal('expired_trigger_id');
  world.triggers.delete(String(params.trigger_id));
  const { view } = params;
  if (typeof view !== 'object' || view === null || !('type' in view) || view.type !== 'modal')
    throw new Refusal('invalid_arguments');
  const it = view as Readonly<Record<string, unknown>>; // looked at field by field
  seeBlocks(it.blocks, true);
  const title = it.title as { readonly text?: string } | undefined; // looked at below
  if (title?.text === undefined || title.text.length > 24) throw new Refusal('invalid_arguments');
  if (String(it.private_metadata ?? '').length > 3_000) throw new Refusal('invalid_arguments');
  const id = world.next('V');
  world.views.push({
    id,
    hash: `${id}.hash`,
    user: trigger.user,
    metadata: String(it.private_metadata ?? ''),
    callbackId: String(it.callback_id ?? ''),
  });
  return { view: { id } };
}

function uploadUrl(world: World, params: Params) {
  const name = wantedText(params, 'filename');
  const length = Number(wantedText(params, 'length'));
  if (!Number.isInteger(length) || length < 1) throw new Refusal('invalid_arguments');
  const id = world.next('F');
  world.uploads.set(id, { name, length, done: false });
  return { upload_url: `${world.base()}/upload/${id}`, file_id: id };
}

function completeUpload(world: World, params: Params) {
  const channel = writable(world, { channel: params.channel_id });
  const { files } = params;
  if (!Array.isArray(files) || files.length === 0) throw new Refusal('invalid_arguments');
  const thread = textParam(params, 'thread_ts');
  for (const each of files as readonly { readonly id?: string; readonly title?: string }[]) {
    const found = world.uploads.get(each.id ?? '');
    if (found?.bytes === undefined || found.done || found.bytes.length !== found.length)
      throw new Refusal('invalid_arguments');
    found.done = true;
    const file = { id: each.id ?? '', name: each.title ?? found.name, bytes: found.bytes };
    channel.messages.push({
      ts: world.nextTs(),
      by: world.bot.user,
      text: '',
      read: '',
      keys: [],
      links: [],
      alive: [],
      blocks: undefined,
      edits: 0,
      file,
      ...(thread === undefined ? {} : { thread }),
    });
  }
  return { files };
}

function deleteFile(world: World, params: Params) {
  const id = wantedText(params, 'file');
  for (const { messages } of world.channels.values()) {
    const at = messages.findIndex(({ file }) => file?.id === id);
    if (at < 0) continue;
    messages.splice(at, 1);
    return {};
  }
  throw new Refusal('file_not_found');
}
