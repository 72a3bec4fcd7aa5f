import type * as Grammy from 'grammy';
import type { Posted } from '../../../handlers/platform.ts';
import { GrammyError, HttpError } from './grammy.ts';

export type Refused = Extract<Posted, { readonly posted: false }>;

/** Nothing was sent when the connection did not even come about. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What a failed call means for the message. Never holds an address: the token is part of it. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof GrammyError) return ofTelegram(error);
  if (error instanceof HttpError) {
    const code = codeOf(error.error);
    const maybeShown = !neverConnected.includes(code ?? '');
    return {
      posted: false,
      retry: 'later',
      maybeShown,
      why: `no reply of Telegram${code === undefined ? '' : ` (${code})`}`,
    };
  }
  throw error;
}

function ofTelegram({ error_code: code, description, parameters }: Grammy.GrammyError): Refused {
  const why = `${code} ${description}`;
  if (code === 429) return { posted: false, retry: 'later', afterMs: (parameters.retry_after ?? 5) * 1_000, why };
  if (code >= 500) return { posted: false, retry: 'later', maybeShown: true, why };
  if (code === 401 || code === 404) return { posted: false, retry: 'later', afterMs: 60_000, scope: 'platform', why };
  if (/can't parse entities|too long|message text is empty|BUTTON_|reply markup|keyboard/i.test(description))
    return { posted: false, retry: 'plain', why };
  return { posted: false, retry: 'never', why };
}

/** Telegram says so when the same words were there already. */
export const isNotModified = (error: unknown): boolean =>
  error instanceof GrammyError && /message is not modified/i.test(error.description);

export const isThreadGone = (error: unknown): boolean =>
  error instanceof GrammyError && /message thread not found|TOPIC_(?:CLOSED|DELETED)/i.test(error.description);

/** A group that became a supergroup has a new id. */
export const movedTo = (error: unknown): string | undefined => {
  const id = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
  return id === undefined ? undefined : String(id);
};

/** The bot may not write first there, or not any more. */
export const isShutOut = (error: unknown): boolean => error instanceof GrammyError && error.error_code === 403;

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error ? String(error.code) : codeOf(error.cause);
}
