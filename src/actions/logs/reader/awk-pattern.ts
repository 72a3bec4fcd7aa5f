/**
 * An own pattern for an awk that knows no groups, no `\d` and no `{2}`: the alternatives it has, each in the pieces that its named
 * groups cut it into. Every piece is an extended regular expression of POSIX.
 */
interface Piece {
  readonly name: string;
  readonly lazy: boolean;
  readonly text: string;
}
type Pieces = readonly Piece[];

/** What awk has no word for: looking around, references back, edges of words, flags, letters beyond ASCII in ranges. */
class Unsaid extends Error {}

const mostAlternatives = 8;
const mostLetters = 4_000;
const mostCopies = 60;
const blanks = ' \t\r\f\v';
const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: blanks };
const letters: Readonly<Record<string, string>> = { t: '\t', r: '\r', f: '\f', v: '\v' };

/**
 * Lines for the reading program: `a` begins an alternative, with `^` and `$` where it is held at the line's ends; the others are a
 * piece each, `name` and `?` where as little as can be is meant. Undefined for a pattern that only perl and python can read.
 */
export function awkPattern(pattern: string): string | undefined {
  try {
    const { alternatives, at } = alternativesOf(pattern, 0, true);
    if (at < pattern.length) return undefined;
    const lines = alternatives.flatMap((pieces) => {
      const [first, last] = [pieces.at(0), pieces.at(-1)];
      const [begins, ends] = [first?.text === '^', last?.text === '$' && last !== first];
      const inner = joined(pieces.slice(begins ? 1 : 0, ends ? -1 : undefined));
      if (inner.some(({ text }) => text === '^' || text === '$')) throw new Unsaid();
      return [
        `a\t${begins ? '^' : ''}${ends ? '$' : ''}`,
        ...inner.map((one) => `${one.name}\t${one.lazy ? '?' : ''}\t${one.text}`),
      ];
    });
    const text = lines.join('\n');
    return text.length > mostLetters ? undefined : text;
  } catch (fault) {
    if (fault instanceof Unsaid) return undefined;
    throw fault;
  }
}

const plain = (text: string): Piece => ({ name: '', lazy: false, text });
const isEdge = ({ text }: Piece): boolean => text === '^' || text === '$';
const isPlain = (piece: Piece): boolean => piece.name === '' && !piece.lazy && !isEdge(piece);

/** Plain neighbours are one piece. */
function joined(pieces: Pieces): Pieces {
  const done: Piece[] = [];
  for (const piece of pieces) {
    const before = done.at(-1);
    if (before !== undefined && isPlain(before) && isPlain(piece)) done.splice(-1, 1, plain(before.text + piece.text));
    else done.push(piece);
  }
  return done;
}
const flat = (alternatives: readonly Pieces[]): string => {
  if (alternatives.some((pieces) => !pieces.every(isPlain))) throw new Unsaid();
  return `(${alternatives.map((pieces) => pieces.map(({ text }) => text).join('')).join('|')})`;
};

/** What stands between `|`, up to the end or a `)`. */
function alternativesOf(pattern: string, from: number, top: boolean): { alternatives: readonly Pieces[]; at: number } {
  const alternatives: Pieces[] = [];
  let ways: readonly Pieces[] = [[]];
  let at = from;
  const end = (): void => {
    alternatives.push(...ways);
    if (alternatives.length > mostAlternatives) throw new Unsaid();
    ways = [[]];
  };
  while (at < pattern.length && pattern[at] !== ')') {
    if (pattern[at] === '|') {
      end();
      at += 1;
      continue;
    }
    const atom = atomOf(pattern, at, top);
    ways = ways.flatMap((way) => atom.ways.map((more) => [...way, ...more]));
    if (ways.length > mostAlternatives) throw new Unsaid();
    at = atom.at;
  }
  end();
  return { alternatives, at };
}

interface Atom {
  readonly ways: readonly Pieces[];
  readonly at: number;
}
function atomOf(pattern: string, at: number, top: boolean): Atom {
  const letter = pattern[at] ?? '';
  if (letter === '^' || letter === '$') return { ways: [[plain(letter)]], at: at + 1 };
  if (letter === '(') return groupOf(pattern, at, top);
  const { text, at: behind } =
    letter === '['
      ? classOf(pattern, at)
      : letter === '\\'
        ? escapeOf(pattern, at)
        : { text: letter === '.' ? '.' : literal(letter), at: at + 1 };
  return repeated(text, pattern, behind);
}

function groupOf(pattern: string, at: number, top: boolean): Atom {
  const [head = '(', , name] = /^\((?:\?(?:(:)|<([a-zA-Z]\w*)>))?/.exec(pattern.slice(at)) ?? [];
  if (head === '(' && pattern[at + 1] === '?') throw new Unsaid();
  const inner = alternativesOf(pattern, at + head.length, top && name === undefined);
  if (pattern[inner.at] !== ')') throw new Unsaid();
  const behind = inner.at + 1;
  const holds = inner.alternatives.some((pieces) => pieces.some((piece) => piece.name !== ''));
  if (name === undefined && !holds) return repeated(flat(inner.alternatives), pattern, behind);
  if (!top) throw new Unsaid();
  const ways = name === undefined ? inner.alternatives : [[{ ...captured(inner.alternatives), name }]];
  const [may = ''] = /^\?\??/.exec(pattern.slice(behind)) ?? [];
  if (may === '' && /^[*+{]/.test(pattern.slice(behind))) throw new Unsaid();
  const none: readonly Pieces[] = may === '' ? [] : [[]];
  return { ways: may === '??' ? [...none, ...ways] : [...ways, ...none], at: behind + may.length };
}

/** One piece that takes as little as can be may be all of a group. */
function captured(alternatives: readonly Pieces[]): Omit<Piece, 'name'> {
  const [only, ...more] = alternatives;
  const [first] = only ?? [];
  if (more.length === 0 && only?.length === 1 && first?.lazy === true) return { lazy: true, text: first.text };
  return { lazy: false, text: flat(alternatives) };
}

function repeated(text: string, pattern: string, at: number): Atom {
  const [words = '', sign, least, comma, most] = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})/.exec(pattern.slice(at)) ?? [];
  const lazy = words !== '' && pattern[at + words.length] === '?';
  const copies = [Number(least ?? 0), Number(most || (least ?? 0))] as const;
  if (Math.max(...copies) > mostCopies) throw new Unsaid();
  const many =
    words === ''
      ? text
      : sign !== undefined
        ? text + sign
        : text.repeat(copies[0]) +
          (comma === '' ? '' : most === '' ? `${text}*` : `${text}?`.repeat(copies[1] - copies[0]));
  return { ways: [[{ name: '', lazy, text: many }]], at: at + words.length + (lazy ? 1 : 0) };
}

const literal = (letter: string): string => {
  if ('.[]()*+?{}|$'.includes(letter)) return letter === ']' ? '[]]' : `[${letter}]`;
  if (letter === '^' || letter === '\\') return `\\${letter}`;
  if ((letter < ' ' && letter !== '\t') || /\p{Cs}/u.test(letter)) throw new Unsaid();
  // Of several bytes: together they are repeated.
  return letter > '~' ? `(${letter})` : letter;
};

function escapeOf(pattern: string, at: number): { text: string; at: number } {
  const letter = pattern[at + 1] ?? '';
  if (letter === 'A') return { text: '^', at: at + 2 };
  if (letter === 'z' || letter === 'Z') return { text: '$', at: at + 2 };
  const known = classes[letter.toLowerCase()];
  if (known !== undefined) return { text: `[${letter === letter.toUpperCase() ? '^' : ''}${known}]`, at: at + 2 };
  return { text: literal(letterOf(letter)), at: at + 2 };
}
const letterOf = (letter: string): string => {
  const known = letters[letter];
  if (known === undefined && (letter === '' || /\w/.test(letter))) throw new Unsaid();
  return known ?? letter;
};

/** `]`, `[`, `-`, `^` stand where POSIX lets them mean themselves. */
function classOf(pattern: string, from: number): { text: string; at: number } {
  const not = pattern[from + 1] === '^';
  let at = from + (not ? 2 : 1);
  let [head, middle, bracket, hyphen, hat] = ['', '', '', '', ''];
  while (at < pattern.length && pattern[at] !== ']') {
    const escaped = pattern[at] === '\\';
    const letter = pattern[at + (escaped ? 1 : 0)] ?? '';
    at += escaped ? 2 : 1;
    const known = escaped ? classes[letter] : undefined;
    if (known !== undefined) {
      middle += known;
      continue;
    }
    const own = escaped ? letterOf(letter) : letter;
    if (pattern[at] === '-' && pattern[at + 1] !== ']' && pattern[at + 1] !== undefined) {
      const to = pattern[at + 1] ?? '';
      if (!/^[0-9A-Za-z]$/.test(own) || !/^[0-9A-Za-z]$/.test(to)) throw new Unsaid();
      middle += `${own}-${to}`;
      at += 2;
    } else if (own === ']') head = ']';
    else if (own === '[') bracket = '[';
    else if (own === '-') hyphen = '-';
    else if (own === '^') hat = '^';
    else if (own > '~' || (own < ' ' && own !== '\t')) throw new Unsaid();
    else middle += own === '\\' ? '\\\\' : own;
  }
  const inside = head + middle + bracket + hat + hyphen;
  if (inside === '' || (inside.startsWith('^') && !not)) {
    if (inside !== '^') throw new Unsaid();
    return { text: '\\^', at: at + 1 };
  }
  return { text: `[${not ? '^' : ''}${inside}]`, at: at + 1 };
}
