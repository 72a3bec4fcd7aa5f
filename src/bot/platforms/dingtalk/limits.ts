import type { PlatformLimits } from '../../../handlers/platform.ts';

/** UTF-16 units of markdown that every client still draws; DingTalk itself takes 15,000 bytes. */
export const markdownUnits = 3_500;
/** Of one upload, in bytes. */
export const mediaBytes = 20 * 1024 * 1024;
/** Places for buttons on the card of docs/platforms/dingtalk.md. */
export const mostButtons = 6;

/** Nothing but a card changes after it was sent, else each change is said anew; an organisation has about 40 calls a second. */
export const limitsWith = (cards: boolean): PlatformLimits => ({
  textBytes: markdownUnits,
  editsPerMinute: 30,
  silenceMs: 60_000,
  buttons: cards,
  files: true,
});
