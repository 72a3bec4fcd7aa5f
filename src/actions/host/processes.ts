import type { Exec } from '../ports.ts';
import { programArgv, sh } from '../sh.ts';

/** Two looks at every process and the whole machine, 0.3 s apart. */
const program = sh`
look() {
  echo "uptime $(cat /proc/uptime)"
  head -n 1 /proc/stat
  cat /proc/[0-9]*/stat 2>/dev/null | awk '{
    pid = $1
    name = $0
    sub(/^[^(]*[(]/, "", name)
    sub(/[)] [^)]*$/, "", name)
    sub(/^.*[)] /, "")
    print "p", pid, $2, $4, $12 + $13, $20, $22, name
  }'
}
echo "hertz $(getconf CLK_TCK || echo 100)"
echo "page $(getconf PAGESIZE || echo 4096)"
echo "cores $(grep -c '^processor' /proc/cpuinfo)"
look
sleep 0.3
look
`;

export const processesArgv = programArgv(program);

export interface ProcessSeen {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly name: string;
  /** Of one core, over the time between the two looks. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}
export interface ProcessesSeen {
  readonly processes: readonly ProcessSeen[];
  /** Of all cores together. */
  readonly cpuPercent: number;
  readonly cores: number;
}

interface Look {
  uptime: number;
  busy: number;
  all: number;
  readonly processes: Map<string, readonly string[]>;
}

export function processesSeen(answer: Exec | undefined): ProcessesSeen | undefined {
  const looks: Look[] = [];
  const constants = { hertz: 100, page: 4_096, cores: 1 };
  for (const line of (answer?.stdout ?? '').split('\n')) {
    const words = line.split(' ');
    const [key, ...rest] = words;
    const look = looks.at(-1);
    if (key === 'hertz' || key === 'page' || key === 'cores') constants[key] = Number(rest[0]) || constants[key];
    else if (key === 'uptime') looks.push({ uptime: Number(rest[0]), busy: 0, all: 0, processes: new Map() });
    else if (key === 'cpu' && look !== undefined) Object.assign(look, times(rest));
    // PID and start: a PID given to somebody else between the looks is another process.
    else if (key === 'p' && look !== undefined) look.processes.set(`${rest[0]} ${rest[4]}`, rest);
  }
  const [first, second] = looks;
  if (first === undefined || second === undefined) return undefined;
  const seconds = Math.max(0.01, second.uptime - first.uptime);
  const processes = [...second.processes].map(([key, words]) => {
    const before = Number(first.processes.get(key)?.[3] ?? words[3]);
    return {
      pid: Number(words[0]),
      parent: Number(words[1]),
      session: Number(words[2]),
      name: words.slice(6).join(' '),
      cpuPercent: (100 * Math.max(0, Number(words[3]) - before)) / constants.hertz / seconds,
      memoryBytes: Number(words[5]) * constants.page,
    };
  });
  const all = second.all - first.all;
  return {
    processes: processes.filter(({ pid }) => Number.isInteger(pid)),
    cpuPercent: all <= 0 ? 0 : (100 * (second.busy - first.busy)) / all,
    cores: constants.cores,
  };
}

/** Of `/proc/stat`: user nice system idle iowait irq softirq steal. */
function times(words: readonly string[]): { busy: number; all: number } {
  const ticks = words
    .filter((word) => word !== '')
    .slice(0, 8)
    .map(Number);
  const all = ticks.reduce((sum, each) => sum + each, 0);
  return { all, busy: all - (ticks[3] ?? 0) - (ticks[4] ?? 0) };
}

/** A process, its descendants, and its session when it leads one. */
export function treeOf(root: number, processes: readonly ProcessSeen[]): readonly ProcessSeen[] {
  const mine = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent, session } of processes) {
      if (mine.has(pid) || !(mine.has(parent) || session === root)) continue;
      mine.add(pid);
      grown = true;
    }
  }
  return processes.filter(({ pid }) => mine.has(pid));
}
