import * as z from 'zod';

/** Kinds of values that configuration and step parameters share. */

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `30s`, `5m`, `2h`, `1d` → milliseconds; undefined when it is none of these. */
export function parseDuration(words: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(words);
  const unit = units[match?.[2] ?? ''];
  return match?.[1] === undefined || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}

/** A duration in YAML: `30s`, `5m`. The code sees milliseconds. */
export const durationMs = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'a duration such as 30s, 5m or 2h')
  .transform((words) => parseDuration(words) ?? 0);

/** Names of systems, services, hosts: what can be typed in a chat. */
export const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a name of small letters, digits and hyphens');

/** An absolute path on a host, without `..`, NUL or line breaks. Any other character is fine, `/opt/HR人事` too. */
export const remotePath = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^\/[^\u0000-\u001f]*$/, 'an absolute path')
  .refine((path) => !path.split('/').includes('..'), 'a path without ..');

export const port = z.int().min(1).max(65_535);

/** Never root: what runs for it as root would run with every right of the host. */
export const osUser = z
  .string()
  .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'the name of a user of the host')
  .refine((user) => user !== 'root', 'a user of its own: data steps never run as root');
