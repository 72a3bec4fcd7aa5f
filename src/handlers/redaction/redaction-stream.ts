import { type Marks, markOf } from './mark.ts';
import type { NeedleSearch } from './needle-search.ts';
import { longestHead } from './secret-shape.ts';
import { secretShapes } from './secret-shapes.ts';
import { makeShapeSearch, type Reach, type ShapeSearch } from './shape-search.ts';
import { byStart, moveSpans, nameOf, nameWithin, type Span, startOfUnfinished } from './span.ts';
import { runLookahead } from './value-run.ts';

export interface RedactionStream {
  /** Takes text and returns what can be shown by now: whole lines at once, of a long line all but a tail of fixed length. */
  push(chunk: string): string;
  /** Takes the last text, if any, and returns all that is left. Ends the stream. */
  end(last?: string): string;
}

/**
 * Masks a text that arrives piece by piece, the same however it is cut. What is kept back is raw text not decided yet;
 * a value of any length is dropped as it comes once its beginning was masked.
 */
export function makeRedactionStream(needles: NeedleSearch, marks: Marks): RedactionStream {
  const undecided = longestHead + runLookahead + nameWithin + needles.longest;
  const history = marks.longest + 64; // shown before, for marks cut in two and for look-behind
  // Most programs say nothing on one of their two outputs: what searches is made when there is something to search.
  let shapes: readonly ShapeSearch[] = [];
  let text = '';
  let shown = 0;
  let searched = 0;
  let maskedTo = 0;
  let spans: Span[] = [];

  const search = (length: number, reach: Reach): void => {
    if (shapes.length === 0) shapes = secretShapes.map(makeShapeSearch);
    const hidden = marks.hide(text);
    const part = length === text.length ? hidden : hidden.slice(0, length);
    const shaped = shapes.flatMap((shape) => shape.find(part, reach));
    const end = reach.final ? text.length : Math.max(searched, marks.cutOffAt(text));
    const found = needles.find(hidden, searched, end, reach.final);
    searched = found.settled;
    spans = [...spans, ...shaped, ...found.spans].sort(byStart);
  };

  const show = (limit: number): string => {
    let out = '';
    for (const [index, span] of spans.entries()) {
      if (span.start >= limit) break;
      if (span.start >= maskedTo)
        out += text.slice(Math.max(shown, maskedTo), span.start) + markOf(nameOf(spans, index));
      maskedTo = Math.max(maskedTo, span.end);
    }
    out += text.slice(Math.max(shown, maskedTo), Math.max(limit, maskedTo));
    shown = limit;
    spans = spans.filter((span) => span.open || span.start >= limit);
    forget(shown - history);
    return out;
  };

  const forget = (count: number): void => {
    if (count <= 0) return;
    text = text.slice(count);
    shown -= count;
    searched -= count;
    maskedTo -= count;
    moveSpans(spans, -count);
    for (const shape of shapes) shape.forget(count);
  };

  const showLines = (lineEnd: number): string => {
    search(lineEnd, { heads: lineEnd, runs: lineEnd, final: false });
    return show(startOfUnfinished(spans, shown, maskedTo, Math.min(lineEnd, searched)));
  };

  const showLongLine = (): string => {
    const runs = text.length - runLookahead;
    search(text.length, { heads: runs - longestHead, runs, final: false });
    const limit = text.length - undecided;
    return show(/[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit); // never half a character
  };

  return {
    push(chunk) {
      text += chunk;
      const lineEnd = 1 + Math.max(chunk.lastIndexOf('\n'), chunk.lastIndexOf('\r'));
      const lines = lineEnd > 0 ? showLines(text.length - chunk.length + lineEnd) : '';
      return text.length - shown < 2 * undecided ? lines : lines + showLongLine();
    },
    end(last = '') {
      text += last;
      if (text === '') return '';
      search(text.length, { heads: text.length, runs: text.length, final: true });
      return show(text.length);
    },
  };
}
