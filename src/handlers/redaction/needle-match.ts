import type { Needle } from './secret-encodings.ts';

/** What a needle covers from one place on; `cut off` when the text ends before that is known. */
export type NeedleMatch = { readonly start: number; readonly end: number } | 'none' | 'cut off';

/** Base64 is joined over a line break only after this many base64 characters, as encoders wrap at 60 to 76. */
const wrapAfter = 32;

const isBase64 = (char: string | undefined): boolean => char !== undefined && /^[\w+/-]$/.test(char);
export const isBreak = (char: string | undefined): boolean => char === '\n' || char === '\r';

/** Whether the line break here may stand inside a base64 text, by the characters before it. */
export function isWrapped(text: string, breakAt: number): boolean {
  const end = text[breakAt] === '\n' && text[breakAt - 1] === '\r' ? breakAt - 1 : breakAt;
  return end >= wrapAfter && /^[\w+/-]+$/.test(text.slice(end - wrapAfter, end));
}

export function matchNeedle(text: string, at: number, end: number, final: boolean, needle: Needle): NeedleMatch {
  if (needle.base64 !== undefined) return matchBase64(text, at, end, final, needle);
  const until = at + needle.text.length;
  if (until <= end) return text.startsWith(needle.text, at) ? { start: at, end: until } : 'none';
  return needle.text.startsWith(text.slice(at, end)) ? 'cut off' : 'none';
}

function matchBase64(text: string, at: number, end: number, final: boolean, needle: Needle): NeedleMatch {
  let i = at;
  for (let k = 0; k < needle.text.length; k += 1) {
    if (k > 0 && i < end && isBreak(text[i])) {
      if (!isWrapped(text, i)) return 'none';
      i += text.startsWith('\r\n', i) ? 2 : 1;
    }
    if (i >= end) return 'cut off';
    if (text[i] !== needle.text[k]) return 'none';
    i += 1;
  }
  const start = needle.base64?.sharesBefore && isBase64(text[at - 1]) ? at - 1 : at;
  if (!needle.base64?.sharesAfter) return { start, end: i };
  for (let shared = 0; shared < 3; shared += 1) {
    if (i >= end) return final ? { start, end: i } : 'cut off';
    if (text[i] !== '=' && (shared > 0 || !isBase64(text[i]))) break;
    i += 1;
  }
  return { start, end: i };
}
