import type { Block } from './report.ts';
import type { Text } from './text.ts';

/** Expected outcomes. Bugs throw instead. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The closed list of ways a request can end other than well. */
export const failureCodes = [
  'bad-input',
  'denied',
  'not-found',
  'busy',
  'stale',
  'frozen',
  'rate-limited',
  'timed-out',
  'cancelled',
  'unreachable',
  'command-failed',
  'unhealthy',
  'audit-unwritable',
  'faulty-configuration',
  'unknown-outcome',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

export interface Failure {
  readonly code: FailureCode;
  /** Shown in chat; safe and useful there. */
  readonly message: Text;
  /** A command to type next, e.g. `/token check teaching`. */
  readonly next?: readonly string[];
  /** What proves it: log lines, a table of both host keys. */
  readonly evidence?: readonly Block[];
  /** For the log only, never for a chat. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  code: FailureCode,
  message: Text,
  more: Omit<Failure, 'code' | 'message'> = {},
): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure: { code, message, ...more } });
