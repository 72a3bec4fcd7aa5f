import { isBeyondAscii } from './fold.ts';
import type { Meaning } from './meanings.ts';
import type { Token } from './tokens.ts';

/** Longest run of Chinese taken apart. */
const longestGlued = 40;

/**
 * `错误1小时` → `错误`, `1小时`: words that Chinese needs no space between. Only when there is exactly one way to take
 * it apart into words that are understood.
 */
export function unglue(token: Token, meanings: (token: Token) => readonly Meaning[]): readonly Token[] | undefined {
  const { text } = token;
  if (token.quoted || token.key !== undefined || !isBeyondAscii(text) || text.length > longestGlued) return undefined;
  const understood = new Map<string, boolean>();
  const isWord = (from: number, to: number): boolean => {
    const key = `${from}-${to}`;
    const known = understood.get(key) ?? meanings({ ...token, text: text.slice(from, to) }).length > 0;
    understood.set(key, known);
    return known;
  };
  const ways: Token[][][] = Array.from({ length: text.length + 1 }, () => []);
  ways[text.length] = [[]];
  for (let from = text.length - 1; from >= 0; from--)
    for (let to = from + 1; to <= text.length; to++)
      // Latin words and digits glued to each other are one word.
      if ((isSeam(text, to) || to === text.length) && ways[to]?.length && isWord(from, to))
        for (const way of ways[to] ?? [])
          if ((ways[from]?.length ?? 0) < 2)
            ways[from]?.push([
              { ...token, text: text.slice(from, to), start: token.start + from, end: token.start + to },
              ...way,
            ]);
  const [only, other] = ways[0] ?? [];
  return other === undefined ? only : undefined;
}

const isSeam = (text: string, at: number): boolean =>
  !(/[a-z0-9]/i.test(text.charAt(at - 1)) && /[a-z0-9]/i.test(text.charAt(at)));
