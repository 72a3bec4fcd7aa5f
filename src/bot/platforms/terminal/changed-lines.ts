import { stripVTControlCharacters } from 'node:util';

/**
 * The lines of a message that its version before did not have. What stood there is not said again; `named`: where the
 * first line is not among them its last part ("alert 12") says whose they are.
 */
export function changedLines(before: string, after: string, named: boolean): string {
  const left = before.split('\n').map(bare);
  const lines = after.split('\n');
  const changed = lines.filter((line) => {
    const at = left.indexOf(bare(line));
    if (at >= 0) left.splice(at, 1);
    return at < 0 && bare(line) !== '';
  });
  const [first = ''] = lines;
  if (!named || changed.length === 0 || changed[0] === first) return changed.join('\n');
  const name = bare(first)
    .split(/ · |\s{2,}/)
    .at(-1);
  return [`↳ ${name}`, ...changed.map((line) => `  ${line}`)].join('\n');
}

/** Without colours, and however far apart its parts are. */
const bare = (line: string): string => stripVTControlCharacters(line).trimEnd();
