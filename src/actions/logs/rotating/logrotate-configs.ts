import type { Exec } from '../../ports.ts';
import { programArgv, sh } from '../../sh.ts';

/** One block of a logrotate configuration. */
export interface LogrotateBlock {
  readonly config: string;
  readonly patterns: readonly string[];
  readonly directives: readonly string[];
}

const program = sh`
for file in /etc/logrotate.conf /etc/logrotate.d/*; do
  [ -f "$file" ] && [ -r "$file" ] || continue
  printf '\001%s\n' "$file"
  cat -- "$file"
done
exit 0
`;
export const logrotateConfigsArgv = programArgv(program);

export function logrotateConfigsSeen(answer: Exec | undefined): readonly LogrotateBlock[] {
  return (answer?.stdout ?? '').split('\u0001').flatMap((part) => {
    const [config = '', ...lines] = part.split('\n');
    const text = lines
      .map((line) => line.replace(/^\s*#.*$/, ''))
      .join('\n')
      .replace(/^\s*(prerotate|postrotate|firstaction|lastaction|preremove)\b[\s\S]*?^\s*endscript\b/gm, '$1');
    return [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, names = '', body = '']) => ({
      config,
      // Directives for all may stand before the names of a block.
      patterns: [...names.matchAll(/"([^"]+)"|(\/\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
      directives: body
        .split('\n')
        .map((line) => line.trim().replace(/\s+/g, ' '))
        .filter((line) => line !== ''),
    }));
  });
}

/** Whether a pattern of logrotate's names a file. */
export function namesFile(pattern: string, path: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${expression}$`).test(path);
}
