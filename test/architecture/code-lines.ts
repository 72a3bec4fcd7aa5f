export interface CodeLine {
  /** Without comments; of strings, templates and regular expressions the quotes alone. */
  readonly code: string;
  readonly hasComment: boolean;
}

/** A regular expression may begin after these, not after a value. */
const beforeRegex = /(?:[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield))\s*$|^\s*$/;
const literals: Readonly<Record<string, RegExp>> = {
  "'": /'(?:[^'\\\n]|\\.)*'/y,
  '"': /"(?:[^"\\\n]|\\.)*"/y,
  '/': /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
};

/** TypeScript line by line, for rules that must not take words for code. */
export function codeLines(text: string): readonly CodeLine[] {
  const lines = [{ code: '', hasComment: false }];
  /** How many braces are open in each `${` that is. */
  const open: number[] = [];
  let at = 0;
  const add = (code: string): void => {
    const line = lines.at(-1);
    if (line !== undefined) line.code += code;
  };
  const pass = (until: number, isComment: boolean): void => {
    for (const [place, part] of text.slice(at, until).split('\n').entries()) {
      if (place > 0) lines.push({ code: '', hasComment: false });
      const line = lines.at(-1);
      if (line !== undefined && isComment && part.trim() !== '') line.hasComment = true;
    }
    at = until;
  };
  /** From inside a template to its end or its next `${`. */
  const template = (): void => {
    const [found] = /(?:[^\\`$]|\\[\s\S]|\$(?!\{))*/y[Symbol.match](text.slice(at)) ?? [''];
    pass(at + found.length, false);
    if (text.startsWith('${', at)) open.push(0);
    add(text.startsWith('${', at) ? '${' : '`');
    at += text.startsWith('${', at) ? 2 : 1;
  };
  while (at < text.length) {
    const sign = text[at] ?? '';
    const end = (mark: string, from: number): number => {
      const found = text.indexOf(mark, from);
      return found < 0 ? text.length : found;
    };
    if (text.startsWith('//', at)) pass(end('\n', at), true);
    else if (text.startsWith('/*', at)) pass(Math.min(text.length, end('*/', at + 2) + 2), true);
    else if (sign === '`') {
      add('`');
      at += 1;
      template();
    } else if (sign === '}' && open.at(-1) === 0) {
      open.pop();
      add('}');
      at += 1;
      template();
    } else {
      const literal = sign === '/' && !beforeRegex.test(lines.at(-1)?.code ?? '') ? undefined : literals[sign];
      const whole = literal === undefined ? undefined : matchAt(literal, text, at);
      const depth = open.pop();
      if (depth !== undefined) open.push(depth + (sign === '{' ? 1 : sign === '}' ? -1 : 0));
      if (whole === undefined) {
        if (sign === '\n') lines.push({ code: '', hasComment: false });
        else add(sign);
        at += 1;
      } else {
        add(sign + sign);
        at += whole.length;
      }
    }
  }
  return lines;
}

function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}
