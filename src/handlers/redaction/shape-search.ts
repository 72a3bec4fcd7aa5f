import type { SecretShape } from './secret-shape.ts';
import type { Span } from './span.ts';
import type { Run } from './value-run.ts';

/** How much of the text is decided: heads that begin before `heads`, runs before `runs`; `final` when nothing follows. */
export interface Reach {
  readonly heads: number;
  readonly runs: number;
  readonly final: boolean;
}

/** Looks for one shape through a text that arrives piece by piece. */
export interface ShapeSearch {
  find(text: string, reach: Reach): Span[];
  /** The text lost this many characters at its beginning. */
  forget(count: number): void;
}

export function makeShapeSearch(shape: SecretShape): ShapeSearch {
  let next = 0;
  let open: { readonly span: Span; readonly run: Run } | undefined;

  /** Follows the value to its end, or as far as is known. */
  const follow = (text: string, reach: Reach): boolean => {
    if (open === undefined) return true;
    const { span, run } = open;
    const { to, done } = run(text, span.end, reach.runs, span.start);
    span.end = to;
    span.open = !done && !reach.final;
    if (span.open) return false;
    next = Math.max(next, to);
    open = undefined;
    return true;
  };

  return {
    find(text, reach) {
      const spans: Span[] = [];
      while (follow(text, reach)) {
        const head = shape.head;
        head.lastIndex = next;
        const found = head.exec(text);
        if (found === null || found.index >= reach.heads) {
          next = Math.max(next, reach.heads);
          break;
        }
        next = head.lastIndex;
        const whole = found[0];
        if (shape.except !== undefined && !/["'`]$/.test(whole) && beginsAt(shape.except, text, next)) continue;
        const span = { start: found.index + (found[1]?.length ?? 0), end: next, open: false };
        if (shape.run !== undefined) {
          open = { span, run: shape.run(whole) };
          follow(text, reach);
        }
        if (span.end > span.start) spans.push(span);
      }
      return spans;
    },
    forget(count) {
      next -= count;
    },
  };
}

function beginsAt(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}
