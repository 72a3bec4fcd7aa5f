/** A quotation found in a text: what stands between the marks, and the index after the closing one. */
export interface Quotation {
  readonly content: string;
  readonly end: number;
}

/** Phones and input methods mix these freely, so any of a family may close what another one opened. */
const doubleMarks = '"“”„‟＂';
const singleMarks = "'‘’‚＇";

/** Looked for first; the content of “…” may hold straight marks. */
const ownClosing: Readonly<Record<string, string>> = { '“': '”', '”': '”', '„': '”', '「': '」', '『': '』' };
const anyQuote = /["“”„‟＂'‘’‚＇「『]/;

export const hasQuotes = (text: string): boolean => anyQuote.test(text);
export const isQuote = (character: string): boolean => anyQuote.test(character);

/**
 * Finds quotations of one text, asked from left to right. `"…"` and `「…」` may open anywhere; `'…'` only where a word
 * starts, and closes only where one ends, so that apostrophes stay letters.
 */
export function quotationsOf(text: string): (at: number, wordStarts: boolean) => Quotation | undefined {
  // Once nothing closes from here on, nothing does further right: keeps a run of opening marks linear.
  const hopeless = new Set<string>();
  return (at, wordStarts) => {
    const mark = text.charAt(at);
    if (hopeless.has(mark)) return undefined;
    const end = singleMarks.includes(mark) ? (wordStarts ? closingSingle(text, at) : at) : closing(text, at);
    if (end === at) return undefined;
    if (end < 0) hopeless.add(mark);
    return end < 0 ? undefined : { content: text.slice(at + 1, end), end: end + 1 };
  };
}

function closing(text: string, at: number): number {
  const mark = text.charAt(at);
  const own = mark === '"' ? mark : ownClosing[mark];
  const end = own === undefined ? -1 : text.indexOf(own, at + 1);
  return end >= 0 || !doubleMarks.includes(mark) ? end : indexOfAny(text, doubleMarks, at + 1);
}

function closingSingle(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++)
    if (singleMarks.includes(text.charAt(i)) && (i + 1 === text.length || /\s/.test(text.charAt(i + 1)))) return i;
  return -1;
}

function indexOfAny(text: string, marks: string, from: number): number {
  for (let i = from; i < text.length; i++) if (marks.includes(text.charAt(i))) return i;
  return -1;
}

/** Writes a quotation the one way the tokens are read: straight marks unless the content holds one. */
export function quote(content: string, opening: string): string {
  if (opening === '「') return `「${content}」`;
  if (opening === '『') return `『${content}』`;
  if (singleMarks.includes(opening)) return `'${content}'`;
  return content.includes('"') ? `“${content}”` : `"${content}"`;
}
