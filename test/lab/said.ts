import type { Language } from '../../src/actions/text.ts';
import { renderText } from '../../src/bot/platforms/terminal/render.ts';
import type { Message } from '../../src/handlers/message.ts';

/** A message as a person reads it in a pipe: nothing wrapped, in the lab's time zone. */
export const said = ({ message }: { readonly message: Message }, language: Language = 'en'): string =>
  renderText(message, { language, timeZone: 'Asia/Shanghai', nowMs: Date.now(), colour: false });

/** The judged line of a report that begins with this label; never its first line. */
export function lineOf(text: string, label: string): string {
  const line = text.split('\n').find((each) => each.slice(2).startsWith(`${label}  `));
  if (line === undefined) throw new Error(`no line says ${label}:\n${text}`);
  return line;
}

/** `5.9 KB` as it stands behind some words, in bytes. */
export function bytesIn(text: string, pattern: RegExp): number {
  const [, amount, unit = ''] = new RegExp(`${pattern.source}([\\d.]+) (B|KB|MB|GB|TB)`).exec(text) ?? [];
  if (amount === undefined) throw new Error(`no size behind ${pattern} in:\n${text}`);
  return Number(amount) * 1_024 ** ['B', 'KB', 'MB', 'GB', 'TB'].indexOf(unit);
}

/** `03:12:08 CST` of a moment, as the lab's people read it; seconds since the epoch. */
export const clockOf = (seconds: number): string =>
  `${new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' }).format(seconds * 1_000)} CST`;

/** Looks again and again until it is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
