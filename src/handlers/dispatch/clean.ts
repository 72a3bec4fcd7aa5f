import { hasQuotes, isQuote, quotationsOf, quote } from './quotes.ts';

/** Printable ASCII and Chinese letters, single spaces, none of the characters looked at below: nothing to clean. */
const plain = /^[!#-&(-;=?A-_a-~\u3400-\u4dbf\u4e00-\u9fff]+(?: [!#-&(-;=?A-_a-~\u3400-\u4dbf\u4e00-\u9fff]+)*$/;
/** A run of letters that stand for themselves, Chinese ones too. */
const ordinaryRun = /[!#-&(-;=?A-_a-~\u3400-\u4dbf\u4e00-\u9fff]+/y;
/** What a platform made of a typed address or mention: `<http://x|x>`, `<tel:1|1>`, `<@U1|bob>`. */
const pasted = /<(?:(?:https?|ftp|tel|mailto):[^<>|\s]*|@[A-Za-z0-9]+|#[A-Za-z0-9]+)(?:\|[^<>|]*)?>/y;
const invisible = /^\p{Default_Ignorable_Code_Point}$/u;
const trailingStops = /(?<!。)。+$/;
const space = /^\s$/;
const dash = /^[\u2010-\u2015\u2212\ufe58\ufe63]$/;
const leadingMentions = /^(?:@[^\s/"]+ ?)+/;
/** Telegram's `/health@zhiban_bot`; names of bots end so there. */
const addressedBot = /^(\/?[^\s@"]+)@\w*bot(?=\s|$)/i;

/**
 * What was typed, in the one form the parser reads: full-width letters, odd spaces and quotation marks made ordinary,
 * pasted links unwrapped, code ticks, invisible characters and mentions of the bot gone. What stands inside quotation
 * marks is kept. Cleaning twice is cleaning once.
 */
export function clean(typed: string): string {
  if (plain.test(typed)) return typed;
  let text = typed.normalize('NFC');
  // Taking one thing away can bring another to light (`<<http://x|@bot>`); a text settles in two or three rounds.
  for (let round = 0; round < 8; round++) {
    const next = addressed(scan(text));
    if (next === text || plain.test(next)) return next;
    text = next;
  }
  return text;
}

function scan(text: string): string {
  const quotation = hasQuotes(text) ? quotationsOf(text) : undefined;
  const pieces: string[] = [];
  // The last character put out; a space before anything is, for no word has begun.
  let last = ' ';
  const put = (piece: string): void => {
    if (piece === '' || (piece === ' ' && last === ' ')) return;
    pieces.push(piece);
    last = piece.charAt(piece.length - 1);
  };
  let at = 0;
  while (at < text.length) {
    ordinaryRun.lastIndex = at;
    const run = ordinaryRun.exec(text)?.[0];
    if (run !== undefined) {
      put(run);
      at += run.length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const wordStarts = last === ' ' || last === '=';
    const found = isQuote(character) ? quotation?.(at, wordStarts) : undefined;
    if (found !== undefined) {
      if (!wordStarts) put(' ');
      put(quote(found.content.replace(/[\t\n\v\f\r\u2028\u2029]/g, ' '), character));
      put(' ');
      at = found.end;
      continue;
    }
    const unwrapped = character === '<' ? unwrap(text, at) : undefined;
    for (const each of unwrapped?.words ?? [character]) put(ordinaryOf(each));
    at = unwrapped?.end ?? at + character.length;
  }
  return pieces.join('').trimEnd().replace(trailingStops, '').trimEnd().normalize('NFC');
}

function ordinaryOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0x20 && code < 0x7f) return character === '`' ? '' : character;
  if (code >= 0xff01 && code <= 0xff5e) return ordinaryOf(String.fromCharCode(code - 0xfee0));
  if (space.test(character)) return ' ';
  // The key of `/` gives this under a Chinese input method.
  if (character === '、') return '/';
  if (dash.test(character)) return '-';
  if (isQuote(character)) return '‘’‚'.includes(character) ? "'" : '“„‟'.includes(character) ? '"' : character;
  return character === '”' ? '"' : invisible.test(character) ? '' : character;
}

function unwrap(text: string, at: number): { readonly words: string; readonly end: number } | undefined {
  pasted.lastIndex = at;
  const match = pasted.exec(text)?.[0];
  if (match === undefined) return undefined;
  const [target = '', label] = match.slice(1, -1).split('|');
  const words = target.startsWith('@') ? target : (label ?? target.replace(/^(?:tel|mailto):/, ''));
  return { words, end: at + match.length };
}

/** Without whom it is said to. */
function addressed(text: string): string {
  return text.replace(leadingMentions, '').replace(addressedBot, '$1');
}
