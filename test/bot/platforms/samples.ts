import { outside, texts } from '../../../src/actions/text.ts';
import type { Message } from '../../../src/handlers/message.ts';
import { failureMessage, nextBlocks, reportMessage } from '../../../src/handlers/messages.ts';
import { hostileWords } from '../../handlers/language/hostile-words.ts';

/** 21 November 2025, 03:12:08 in Shanghai. */
export const now = Date.UTC(2025, 10, 20, 19, 12, 8);

const say = texts('sample', {
  head: { en: '{system} · {verdict} · production', zh: '{system} · {verdict} · 生产环境' },
  teaching: { en: 'teaching', zh: '智能教学助手' },
  critical: { en: 'critical', zh: '严重' },
  llm: { en: 'llm', zh: '大模型服务' },
  backend: { en: 'backend', zh: '后端服务' },
  disk: { en: 'disk /', zh: '磁盘 /' },
  gone: {
    en: 'no answer on :8001 for {since} — process {pid} is gone (exit 137, killed)',
    zh: '端口 8001 已 {since}无响应,进程 {pid} 已退出(137,被系统终止)',
  },
  answers: { en: '{status} in {took} · pid {pid} · mem {memory}', zh: '{status},{took} · 进程 {pid} · 内存 {memory}' },
  filling: {
    en: '{percent} % of {size}, full in about {days, plural, one {# day} other {# days}} at this rate',
    zh: '已用 {percent} %(共 {size}),按当前增速约 {days} 天写满',
  },
  allWell: {
    en: '{system} · {count, plural, one {# check} other {all # checks}} ok · slowest backend {took}',
    zh: '{system} · {count} 项检查全部正常 · 最慢为后端 {took}',
  },
  restart: { en: 'Restart llm on h3 · teaching · production', zh: '在 h3 上重启大模型服务 · 智能教学助手 · 生产环境' },
  plan: { en: 'plan {code}', zh: '计划 {code}' },
  stop: { en: 'stop llm (pid {pid} gone, nothing to stop)', zh: '停止大模型服务(进程 {pid} 已不在,无需停止)' },
  start: { en: 'start llm as teaching: {command}', zh: '以 teaching 用户启动大模型服务:{command}' },
  wait: { en: 'wait until :8001 answers 200, at most {limit}', zh: '等待端口 8001 返回 200,最多 {limit}' },
  away: {
    en: 'Away for about {downtime}. frontend and backend stay up; backend answers without the model meanwhile.',
    zh: '预计中断约 {downtime}。前端与后端继续运行,期间后端的回答不经过大模型。',
  },
  backup: { en: 'newest verified backup', zh: '最近一次已验证的备份' },
  backupIs: { en: 'b-118 · {taken} · {size}', zh: 'b-118 · {taken} · {size}' },
  confirm: { en: 'Restart', zh: '重启' },
  cancel: { en: 'Cancel', zh: '取消' },
  took: { en: '{took}', zh: '{took}' },
  healthy: {
    en: 'llm is back · away {away} · healthy after {after} · pid {pid} · run {run}',
    zh: '大模型服务已恢复 · 中断 {away} · {after}后健康 · 进程 {pid} · 运行 {run}',
  },
  refused: {
    en: 'You may look at {system} but not restart it. {people} may; ask them, or /can @me restart {system} shows why.',
    zh: '你可以查看 {system},但不能重启它。{people}可以,请找他们,或用 /can @me restart {system} 查看原因。',
  },
  unknown: {
    en: 'I know no service “{typed}” in {system}. Did you mean {near}?',
    zh: '{system} 里没有叫“{typed}”的服务。你是说 {near} 吗?',
  },
  notBack: {
    en: 'llm did not come up within {limit} · run {run} · nothing else was changed',
    zh: '大模型服务 {limit} 内未恢复 · 运行 {run} · 其他没有改动',
  },
  kinds: { en: 'kind', zh: '类型' },
  times: { en: 'times', zh: '次数' },
  where: { en: 'where', zh: '位置' },
  latency: { en: 'API errors, 1 h', zh: '接口错误率,1 小时' },
  key: { en: 'New API key', zh: '新的 API 密钥' },
});

const code = { code: '7F3K' };
const stopped = say.stop({ pid: 4127 });
const started = say.start({ command: outside('python3 main.py') });
const waited = say.wait({ limit: { durationMs: 60_000 } });

export const samples: Readonly<Record<string, Message>> = {
  'health-critical': reportMessage({
    verdict: 'critical',
    headline: say.head({ system: say.teaching(), verdict: say.critical() }),
    measuredAtMs: now,
    blocks: [
      {
        type: 'findings',
        findings: [
          { mark: 'critical', label: say.llm(), text: say.gone({ since: { durationMs: 130_000 }, pid: 4127 }) },
          {
            mark: 'ok',
            label: say.backend(),
            text: say.answers({ status: 200, took: { durationMs: 41 }, pid: 3980, memory: { bytes: 220_200_960 } }),
          },
          {
            mark: 'warning',
            label: say.disk(),
            text: say.filling({ percent: 91, size: { bytes: 42_949_672_960 }, days: 6 }),
          },
          {
            mark: 'unknown',
            label: outside('redis'),
            text: outside('ssh: connect to host h4 port 22: Connection timed out'),
          },
        ],
      },
    ],
    next: ['/restart llm', '/logs llm errors 15m', '/diagnose teaching start'],
  }),
  'health-all-well': reportMessage({
    verdict: 'ok',
    headline: say.allWell({ system: say.teaching(), count: 9, took: { durationMs: 41 } }),
    measuredAtMs: now - 7_200_000,
    blocks: [],
    next: [],
  }),
  'plan-with-buttons': {
    blocks: [
      { type: 'heading', text: say.restart(), aside: say.plan(code) },
      {
        type: 'steps',
        steps: [stopped, started, waited].map((title) => ({ title, state: 'waiting' })),
      },
      { type: 'text', text: say.away({ downtime: { durationMs: 10_000 } }) },
      {
        type: 'facts',
        facts: [
          {
            label: say.backup(),
            value: say.backupIs({ taken: { atMs: now - 90_000_000 }, size: { bytes: 39_845_888 } }),
          },
          { label: outside('unit'), value: outside('/opt/HR人事/llm/llm.pid') },
        ],
      },
      {
        type: 'buttons',
        buttons: [
          { label: say.confirm(), command: '/confirm 7F3K', style: 'primary' },
          { label: say.cancel(), command: '/deny 7F3K' },
        ],
      },
    ],
  },
  progress: {
    blocks: [
      { type: 'heading', text: say.restart(), aside: say.plan(code) },
      {
        type: 'steps',
        steps: [
          { title: stopped, state: 'done' },
          { title: started, state: 'running', note: say.took({ took: { durationMs: 4_000 } }) },
          { title: waited, state: 'waiting' },
        ],
      },
    ],
  },
  'undone-after-failure': {
    blocks: [
      {
        type: 'text',
        mark: 'critical',
        text: say.notBack({ limit: { durationMs: 60_000 }, run: 2041 }),
      },
      {
        type: 'steps',
        steps: [
          { title: stopped, state: 'undone' },
          { title: started, state: 'undo-failed' },
          { title: waited, state: 'failed', note: outside('curl: (7) Failed to connect') },
          { title: waited, state: 'skipped' },
          { title: waited, state: 'unknown' },
          { title: waited, state: 'undoing' },
        ],
      },
    ],
  },
  proof: {
    blocks: [
      {
        type: 'text',
        mark: 'ok',
        text: say.healthy({ away: { durationMs: 11_400 }, after: { durationMs: 7_234 }, pid: 5310, run: 2041 }),
      },
      ...nextBlocks(['/health teaching']),
    ],
  },
  refusal: failureMessage({
    code: 'denied',
    message: say.refused({ system: 'zk', people: { list: ['Chen Wei', 'Alice'], joined: 'or' } }),
    next: ['/can @me restart zk'],
  }),
  'unknown-word': failureMessage({
    code: 'not-found',
    message: say.unknown({ typed: 'lm', system: say.teaching(), near: 'llm' }),
    next: ['/restart llm'],
  }),
  'long-log-output': failureMessage({
    code: 'unhealthy',
    message: say.notBack({ limit: { durationMs: 60_000 }, run: 2041 }),
    evidence: [
      {
        type: 'code',
        text: Array.from(
          { length: 1_500 },
          (_, i) =>
            `2025-11-21 03:${String(i % 60).padStart(2, '0')}:00,123 ERROR api.v1.chat 第 ${i} 次请求失败: TimeoutError: provider did not answer in 30 s`,
        ).join('\r\n'),
      },
      {
        type: 'file',
        name: 'errors-teaching-0312.log',
        path: '/var/lib/zhiban/files/errors-teaching-0312.log',
        bytes: 163_840,
      },
    ],
    next: ['/logs llm 5m'],
  }),
  'table-and-chart': {
    blocks: [
      {
        type: 'table',
        columns: [say.kinds(), say.times(), say.where()],
        rows: [
          [outside('TimeoutError: provider did not answer in <n> s'), outside('198'), say.llm()],
          [outside('502 from llm for /v1/chat'), outside('12'), say.backend()],
          [outside('sqlite3.OperationalError: database is locked'), outside('4'), say.backend()],
        ],
      },
      {
        type: 'chart',
        alt: say.latency(),
        unit: '%',
        series: [
          {
            name: '/v1/chat',
            points: Array.from({ length: 240 }, (_, i) => [now + i * 15_000, i > 180 ? 11.8 : (i % 7) / 5] as const),
          },
          { name: '人事', points: [] },
          { name: 'flat', points: [[now, 3] as const, [now + 1, 3] as const] },
        ],
      },
      { type: 'private-input', label: say.key(), ref: 'k1' },
    ],
  },
  'hostile-output': {
    blocks: [
      { type: 'text', mark: 'unknown', text: say.unknown({ typed: hostileWords, system: 'zk', near: hostileWords }) },
      { type: 'text', text: outside(hostileWords) },
      { type: 'code', text: hostileWords },
    ],
  },
};
