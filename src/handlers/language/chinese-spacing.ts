/** Stands in a compiled wording where a parameter begins and ends. A noncharacter: outside text that has it loses it (`inertLine`). */
export const edge = '\uffff';

const han = /^[\p{Script=Han}]$/u;
const latin = /^[A-Za-z0-9]$/;

/**
 * Takes the edges out and sets the spaces there as Chinese is set: one between a Chinese character and a Latin letter or
 * digit, none between two Chinese ones. `在 60 秒 内` → `在 60 秒内`. Within parameters nothing is touched.
 */
export const settle = (text: string): string => (text.includes(edge) ? text.split(edge).reduce(joinSpaced, '') : text);

/** Two pieces in one line, spaced by what meets. */
export function joinSpaced(left: string, right: string): string {
  const before = left.trimEnd();
  const after = right.trimStart();
  const last = before.slice(-1);
  const [first = ''] = after;
  if (han.test(last) && han.test(first)) return before + after;
  if ((han.test(last) && latin.test(first)) || (latin.test(last) && han.test(first))) return `${before} ${after}`;
  return left + right;
}
