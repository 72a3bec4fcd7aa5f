import { chatJson } from './chats.ts';
import { badRequest } from './refusal.ts';
import { deleteMessage, editMessageMedia, editMessageText, sendDocument, sendMessage, sendPhoto } from './sending.ts';
import { type Call, numberParam, objectParam, textParam } from './wire.ts';
import type { MenuCommand, Method } from './world.ts';

const getMe: Method = ({ bot, hearsAll }) => ({
  ...bot,
  can_join_groups: true,
  can_read_all_group_messages: hearsAll,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

const getUpdates: Method = ({ updates }, call, gone) => {
  const allowed = call.params.allowed_updates;
  if (Array.isArray(allowed)) updates.allowed = allowed.map(String);
  const limit = Math.min(100, Math.max(1, numberParam(call, 'limit') ?? 100));
  const timeoutMs = (numberParam(call, 'timeout') ?? 0) * 1_000;
  return updates.poll({ offset: numberParam(call, 'offset') ?? 0, limit, timeoutMs, gone });
};

const setWebhook: Method = ({ updates }, call) => {
  const url = textParam(call, 'url') ?? '';
  const secret = textParam(call, 'secret_token');
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret))
    throw badRequest('secret token contains unallowed characters');
  if (url !== '' && !/^https:\/\/|^http:\/\/127\.0\.0\.1:/.test(url))
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  const allowed = call.params.allowed_updates;
  if (Array.isArray(allowed)) updates.allowed = allowed.map(String);
  updates.webhook = url === '' ? undefined : { url, secret };
  return true;
};

const deleteWebhook: Method = ({ updates }) => {
  updates.webhook = undefined;
  return true;
};

const getWebhookInfo: Method = ({ updates }) => ({
  url: updates.webhook?.url ?? '',
  has_custom_certificate: false,
  pending_update_count: updates.waiting().length,
});

const scopes = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators', 'chat', 'chat_member'];

function menuKey(call: Call): string {
  const type = String(objectParam(call, 'scope')?.type ?? 'default');
  if (!scopes.includes(type)) throw badRequest(`can't parse BotCommandScope: Unsupported scope ${type}`);
  const language = textParam(call, 'language_code') ?? '';
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return language === '' ? type : `${type}/${language}`;
}

const setMyCommands: Method = ({ menus }, call) => {
  const { commands } = call.params;
  if (!Array.isArray(commands) || commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const menu = commands.map(({ command, description }: MenuCommand) => {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command, description };
  });
  // What all of it may come to stands nowhere; bots that were refused measured about 4,000 letters.
  if (menu.reduce((sum, { description }) => sum + Buffer.byteLength(description), 0) > 4_000)
    throw badRequest('BOT_COMMANDS_TOO_MUCH');
  menus.set(menuKey(call), menu);
  return true;
};

const getMyCommands: Method = ({ menus }, call) => menus.get(menuKey(call)) ?? [];

const answerCallbackQuery: Method = ({ presses }, call) => {
  const press = presses.get(textParam(call, 'callback_query_id') ?? '');
  if (press === undefined || press.answered !== undefined)
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  const text = textParam(call, 'text');
  if ((text?.length ?? 0) > 200) throw badRequest('MESSAGE_TOO_LONG');
  press.answered = { alert: call.params.show_alert === true, ...(text === undefined ? {} : { text }) };
  return true;
};

const getChat: Method = ({ chats }, call) => {
  const chat = chats.get(Number(textParam(call, 'chat_id')));
  if (chat === undefined || chat.status === 'never-written') throw badRequest('chat not found');
  return { ...chatJson(chats.writable(chat.id)), accent_color_id: 0, max_reaction_count: 11 };
};

const getChatMember: Method = ({ chats, bot }, call) => {
  const chat = chats.writable(textParam(call, 'chat_id'));
  if (numberParam(call, 'user_id') !== bot.id) throw badRequest('user not found');
  return chat.status === 'administrator'
    ? { status: 'administrator', user: bot, can_delete_messages: true }
    : { status: 'member', user: bot };
};

const setMessageReaction: Method = ({ chats }, call) => {
  const chat = chats.writable(textParam(call, 'chat_id'));
  const shown = chat.messages.find(({ id }) => id === numberParam(call, 'message_id'));
  if (shown === undefined) throw badRequest('message to react not found');
  const { reaction } = call.params;
  shown.reactions = Array.isArray(reaction) ? reaction.map(({ emoji }: { emoji: string }) => emoji) : [];
  return true;
};

const sendChatAction: Method = ({ chats }, call) => {
  chats.writable(textParam(call, 'chat_id'));
  return true;
};

/** Names of methods are not case-sensitive. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    getMe,
    getUpdates,
    setWebhook,
    deleteWebhook,
    getWebhookInfo,
    setMyCommands,
    getMyCommands,
    answerCallbackQuery,
    getChat,
    getChatMember,
    setMessageReaction,
    sendChatAction,
    sendMessage,
    sendPhoto,
    sendDocument,
    editMessageText,
    editMessageMedia,
    deleteMessage,
  }).map(([name, method]) => [name.toLowerCase(), method]),
);
