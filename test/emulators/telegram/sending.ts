import { type Chat, messageJson, type Shown } from './chats.ts';
import { readMarkup } from './markup.ts';
import { badRequest, tooManyRequests } from './refusal.ts';
import { type Call, numberParam, objectParam, textParam, type UploadedFile } from './wire.ts';
import { asksForPreview, readWords } from './words.ts';
import type { Method, World } from './world.ts';

const megabyte = 1024 * 1024;

export const sendMessage: Method = (world, call) => send(world, call, { ...readWords(call, 'text') });

export const sendPhoto: Method = (world, call) => {
  const photo = fileOf(call, 'photo');
  checkPicture(photo);
  return send(world, call, { ...readWords(call, 'caption'), photo });
};

export const sendDocument: Method = (world, call) => {
  const document = fileOf(call, 'document');
  if (document.bytes.length > 50 * megabyte) throw badRequest('file is too big');
  return send(world, call, { ...readWords(call, 'caption'), document });
};

export const editMessageText: Method = (world, call) => {
  const chat = world.chats.writable(textParam(call, 'chat_id'));
  const shown = ownMessage(world, chat, call);
  if (shown.photo !== undefined || shown.document !== undefined)
    throw badRequest('there is no text in the message to edit');
  const words = readWords(call, 'text');
  const { keyboard } = readMarkup(call);
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (same([words.text, words.entities, keyboard], [shown.text, shown.entities, shown.keyboard]))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  pace(world, chat);
  Object.assign(shown, { ...words, keyboard, edits: shown.edits + 1 });
  return messageJson(chat, shown);
};

export const editMessageMedia: Method = (world, call) => {
  const chat = world.chats.writable(textParam(call, 'chat_id'));
  const shown = ownMessage(world, chat, call);
  const media = objectParam(call, 'media');
  const attached = /^attach:\/\/(.+)$/.exec(String(media?.media))?.[1];
  const photo = attached === undefined ? undefined : call.files.get(attached);
  if (media?.type !== 'photo' || photo === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (shown.photo === undefined) throw badRequest("message can't be edited");
  checkPicture(photo);
  const words = readWords({ ...call, params: media }, 'caption');
  pace(world, chat);
  Object.assign(shown, { ...words, photo, edits: shown.edits + 1 });
  return messageJson(chat, shown);
};

export const deleteMessage: Method = (world, call) => {
  const chat = world.chats.writable(textParam(call, 'chat_id'));
  const id = numberParam(call, 'message_id');
  const shown = chat.messages.find((each) => each.id === id);
  if (shown === undefined) throw badRequest('message to delete not found');
  const own = shown.from.id === world.bot.id;
  if (!own && chat.type !== 'private' && chat.status !== 'administrator') throw badRequest("message can't be deleted");
  chat.messages = chat.messages.filter((each) => each !== shown);
  return true;
};

function send(world: World, call: Call, words: Pick<Shown, 'text' | 'entities'> & Partial<Shown>): unknown {
  const chat = world.chats.writable(textParam(call, 'chat_id'));
  const thread = threadOf(chat, call);
  const replyTo = repliedTo(chat, call);
  const markup = readMarkup(call);
  pace(world, chat);
  const shown: Shown = {
    edits: 0,
    reactions: [],
    preview: asksForPreview(call),
    ...words,
    id: world.nextMessageId(),
    from: world.bot,
    keyboard: markup.keyboard,
    sentAtMs: world.now(),
    ...(markup.forceReply ? { forceReply: true } : {}),
    ...(thread === undefined ? {} : { thread }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  chat.messages.push(shown);
  return messageJson(chat, shown);
}

/** Groups take twenty a minute from a bot, edits counted. */
function pace(world: World, chat: Chat): void {
  if (chat.type === 'private') return;
  const nowMs = world.now();
  while ((chat.writtenAtMs[0] ?? nowMs) <= nowMs - 60_000) chat.writtenAtMs.shift();
  const first = chat.writtenAtMs[0];
  if (chat.writtenAtMs.length >= world.perMinuteInGroups && first !== undefined)
    throw tooManyRequests(Math.max(1, Math.ceil((first + 60_000 - nowMs) / 1000)));
  chat.writtenAtMs.push(nowMs);
}

function threadOf(chat: Chat, call: Call): number | undefined {
  const thread = numberParam(call, 'message_thread_id');
  if (thread === undefined) return undefined;
  const state = chat.topics.get(thread);
  if (state === undefined) throw badRequest('message thread not found');
  if (state === 'closed') throw badRequest('TOPIC_CLOSED');
  return thread;
}

function repliedTo(chat: Chat, call: Call): number | undefined {
  const reply = objectParam(call, 'reply_parameters');
  if (reply === undefined) return undefined;
  const id = Number(reply.message_id);
  if (chat.messages.some((each) => each.id === id)) return id;
  if (reply.allow_sending_without_reply === true) return undefined;
  throw badRequest('message to be replied not found');
}

function ownMessage(world: World, chat: Chat, call: Call): Shown {
  const id = numberParam(call, 'message_id');
  const shown = chat.messages.find((each) => each.id === id);
  if (shown === undefined) throw badRequest('message to edit not found');
  if (shown.from.id !== world.bot.id) throw badRequest("message can't be edited");
  return shown;
}

function fileOf(call: Call, field: string): UploadedFile {
  const attached = /^attach:\/\/(.+)$/.exec(textParam(call, field) ?? '')?.[1] ?? field;
  const file = call.files.get(attached);
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.bytes.length === 0) throw badRequest('file must be non-empty');
  return file;
}

function checkPicture({ bytes }: UploadedFile): void {
  if (bytes.length > 10 * megabyte) throw badRequest('file is too big for a photo');
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  if (!isPng) throw badRequest('IMAGE_PROCESS_FAILED');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height))
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
}
