import type { Shape } from './command-index.ts';
import { isDurationUnit } from './durations.ts';
import { fold } from './fold.ts';
import type { NameIndex } from './name-index.ts';
import type { Token } from './tokens.ts';

/** Puts together what is one word although typed as several (`Chen Wei`, `5 分钟`), and takes `teaching/llm` apart. */
export function regroup(tokens: readonly Token[], shape: Shape, names: NameIndex): readonly Token[] {
  const joined = tokens.some((token) => isBeginning(token, names)) ? join(tokens, shape, names) : tokens;
  if (shape.fields.service === undefined || shape.fields.rest !== undefined) return joined;
  return joined.some((token) => token.text.includes('/')) ? joined.flatMap((token) => pair(token, names)) : joined;
}

const number = /^[\d.一二两三四五六七八九十半]+$/;
const isBeginning = (token: Token, names: NameIndex): boolean =>
  isBare(token) && (number.test(token.text) || names.beginnings.has(withoutAt(fold(token.text))));
const isBare = (token: Token): boolean => !token.quoted && token.key === undefined;
const withoutAt = (word: string): string => (word.startsWith('@') ? word.slice(1) : word);

function join(tokens: readonly Token[], shape: Shape, names: NameIndex): readonly Token[] {
  const out: Token[] = [];
  let at = 0;
  while (at < tokens.length) {
    const group = groupAt(tokens.slice(at, at + Math.max(names.longestName, 2)), shape, names);
    out.push(...group.tokens);
    at += group.count;
  }
  return out;
}

interface Group {
  readonly tokens: readonly Token[];
  /** How many tokens it stands for. */
  readonly count: number;
}

/** The longest name these tokens begin with, or a number and its unit, or the first alone. */
function groupAt(tokens: readonly Token[], shape: Shape, names: NameIndex): Group {
  const [first, second] = tokens;
  if (first === undefined) return { tokens: [], count: 1 };
  if (isBeginning(first, names))
    for (let count = tokens.length; count > 1; count--) {
      const words = tokens.slice(0, count);
      const name = words.map((word) => word.text).join(' ');
      const last = words.at(-1);
      if (last !== undefined && words.every(isBare) && isName(fold(name), shape, names))
        return { tokens: [{ ...first, text: name, end: last.end }], count };
    }
  const isAmount = shape.fields.duration !== undefined && isBare(first) && number.test(first.text);
  if (isAmount && second !== undefined && isBare(second) && isDurationUnit(fold(second.text)))
    return { tokens: [{ ...first, text: first.text + second.text, end: second.end }], count: 2 };
  return { tokens: [first], count: 1 };
}

function isName(phrase: string, { fields }: Shape, names: NameIndex): boolean {
  return (
    (fields.system !== undefined && names.systems.has(phrase)) ||
    (fields.service !== undefined && names.services.has(phrase)) ||
    (fields.log !== undefined && names.logs.has(phrase)) ||
    (fields.person !== undefined && names.people.has(withoutAt(phrase)))
  );
}

function pair(token: Token, names: NameIndex): readonly Token[] {
  const slash = isBare(token) ? token.text.indexOf('/') : -1;
  if (slash <= 0 || slash === token.text.length - 1) return [token];
  const [left, right] = [token.text.slice(0, slash), token.text.slice(slash + 1)];
  const seam = token.end - right.length - 1;
  return names.systems.has(fold(left)) || names.services.has(fold(right))
    ? [
        { ...token, text: left, end: seam },
        { ...token, text: right, start: seam + 1 },
      ]
    : [token];
}
