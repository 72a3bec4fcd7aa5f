import type { Exec } from '../ports.ts';
import { programArgv, sh } from '../sh.ts';

/** Established TCP connections by local port. */
const program = sh`
cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
  awk '$4 == "01" { count[substr($2, length($2) - 3)]++ } END { for (port in count) print port, count[port] }'
`;
export const connectionsArgv = programArgv(program);

export function connectionsSeen(answer: Exec | undefined): ReadonlyMap<number, number> {
  return new Map(
    [...(answer?.stdout ?? '').matchAll(/^([0-9A-F]{4}) (\d+)$/gm)].map(([, port = '', count]) => [
      Number.parseInt(port, 16),
      Number(count),
    ]),
  );
}
