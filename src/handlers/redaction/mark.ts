/** Longest secret name shown in a mark; keeps every mark shorter than the overlap of two stream windows. */
const maxNameLength = 64;

/** Stands for every character of a mark while searching, so that nothing matches into, across or next to one. A noncharacter. */
export const barrier = '\uffff';

export function markOf(name?: string): string {
  if (name === undefined) return '[masked]';
  return `[masked:${name.replace(/[^\p{L}\p{N}_./-]/gu, '_').slice(0, maxNameLength)}]`;
}

/** The marks one redactor makes, found again in text that was masked before. */
export interface Marks {
  readonly longest: number;
  /** The text, as long as before, with every mark made of barriers. */
  hide(text: string): string;
  /** Where a mark may begin that the end of the text cuts off; the text's length when none does. */
  cutOffAt(text: string): number;
}

export function makeMarks(names: readonly string[]): Marks {
  const marks = [...new Set([markOf(), ...names.map((name) => markOf(name))])];
  const known = new Set(marks);
  return {
    longest: Math.max(...marks.map((mark) => mark.length)),
    hide: (text) =>
      text.includes('[masked')
        ? text.replace(/\[masked(?::[^\]\s]{1,64})?\]/g, (found) =>
            known.has(found) ? barrier.repeat(found.length) : found,
          )
        : text,
    cutOffAt(text) {
      const at = text.lastIndexOf('[');
      const rest = text.slice(at);
      return at >= 0 && marks.some((mark) => mark !== rest && mark.startsWith(rest)) ? at : text.length;
    },
  };
}
