import { dotted } from '../joined.ts';
import type { ServiceState } from '../runtimes/runtime.ts';
import { outside, type Text, texts } from '../text.ts';

const say = texts('service-state', {
  running: { en: 'running', zh: '运行中' },
  stopped: { en: 'not running', zh: '未运行' },
  starting: { en: 'starting', zh: '启动中' },
  failed: { en: 'failed', zh: '已失败' },
  stranger: { en: 'not running', zh: '未运行' },
  unknown: { en: 'not known', zh: '情况不明' },
  since: { en: 'since {since} ({age})', zh: '自 {since} 起({age})' },
  pid: { en: 'pid {pid}', zh: '进程 {pid}' },
  memory: { en: 'mem {memory}', zh: '内存 {memory}' },
  exit: { en: 'last exit {exit}', zh: '上次退出 {exit}' },
  restarts: {
    en: 'restarted by systemd {count, plural, one {# time} other {# times}}',
    zh: '被 systemd 自动重启 {count} 次',
  },
});

/** `running · since 03:12 (2 d ago) · pid 3980 · mem 210 MB · last exit 0`. */
export function stateWords(state: ServiceState): Text {
  const { sinceMs, pid, memoryBytes, lastExit, restarts, why } = state;
  const said = state.state === 'running' && why !== undefined;
  return dotted([
    said ? undefined : say[state.state](),
    why,
    sinceMs === undefined ? undefined : say.since({ since: { atMs: sinceMs }, age: { atMs: sinceMs, as: 'age' } }),
    pid === undefined || said ? undefined : say.pid({ pid: String(pid) }),
    memoryBytes === undefined ? undefined : say.memory({ memory: { bytes: memoryBytes } }),
    lastExit === undefined ? undefined : say.exit({ exit: outside(lastExit) }),
    restarts === undefined || why !== undefined ? undefined : say.restarts({ count: restarts }),
  ]);
}
