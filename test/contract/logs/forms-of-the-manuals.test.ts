import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onlyPath, readersToday } from '../../actions/logs/only-reader.ts';
import { folder, readHere } from '../../actions/logs/this-machine.ts';

const room = folder();
afterAll(() => room.remove());
const start = Date.UTC(2026, 10, 20, 2);

interface Sample {
  readonly lines: string;
  readonly shape: string;
  /** All entries, and of them the errors and above, by whom. */
  readonly entries: number;
  readonly errors: readonly string[];
  readonly modules?: readonly string[];
  readonly plugins?: readonly string[];
}

/** Lines as the systems of the five manuals write them, one log each; from 02:00:00 UTC on. */
const samples: Readonly<Record<string, Sample>> = {
  'TalentLens /var/log/talentlens/app.log': {
    lines: `2026-11-20 02:00:01,120 - talentlens - INFO - started
2026-11-20 02:00:02,120 - talentlens - ERROR - AI 解析失败:TimeoutError
2026-11-20 02:00:03,120 - uvicorn.access - INFO - 127.0.0.1:5 - "GET /health HTTP/1.1" 200
2026-11-20 02:00:04,120 - uvicorn.error - ERROR - Exception in ASGI application
Traceback (most recent call last):
  File "/opt/HR人事/backend/main.py", line 9, in read
sqlite3.OperationalError: database is locked
`,
    shape: 'iso',
    entries: 4,
    errors: ['talentlens', 'uvicorn.error'],
    modules: ['talentlens', 'uvicorn.access', 'uvicorn.error'],
  },
  'TalentLens monitor.log, which an echo writes': {
    lines:
      'ALERT: TalentLens service is down!\nALERT: Disk usage is 91%\nALERT: API health check failed with code 502\n',
    shape: 'level',
    entries: 3,
    errors: ['', '', ''],
  },
  'TalentLens /var/log/nginx/access.log': {
    lines: `10.0.0.7 - - [20/Nov/2026:10:00:01 +0800] "GET /api/people?page=2 HTTP/1.1" 200 31 "-" "Mozilla/5.0"
10.0.0.7 - alice [20/Nov/2026:10:00:02 +0800] "POST /api/resume HTTP/1.1" 502 157 "http://hr/" "Mozilla/5.0"
10.0.0.9 - - [20/Nov/2026:10:00:03 +0800] "\\x16\\x03\\x01" 400 157 "-" "-"
`,
    shape: 'access',
    entries: 3,
    errors: ['/api'],
  },
  'TalentLens /var/log/nginx/error.log': {
    lines: `2026/11/20 02:00:01 [notice] 7#7: signal process started
2026/11/20 02:00:02 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream
2026/11/20 02:00:03 [crit] 7#7: *2 SSL_do_handshake() failed
`,
    shape: 'iso',
    entries: 3,
    errors: ['', ''],
  },
  'Smart Teaching llm.log, of uvicorn alone': {
    lines: `INFO:     Started server process [4127]
INFO:     127.0.0.1:5 - "POST /v1/chat HTTP/1.1" 200 OK
ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/opt/smart-teaching/llm/main.py", line 31, in chat
openai.APITimeoutError: Request timed out.
`,
    shape: 'level',
    entries: 3,
    errors: [''],
  },
  'Smart Teaching backend.log': {
    lines: `2026-11-20 02:00:01,000 - backend - INFO - 学生 7 登录
2026-11-20 02:00:02,000 - backend - WARNING - 大模型服务响应慢
2026-11-20 02:00:03,000 - backend - CRITICAL - sqlite3.DatabaseError: malformed
`,
    shape: 'iso',
    entries: 3,
    errors: ['backend'],
  },
  'Smart Teaching frontend.log, of http.server': {
    lines: `127.0.0.1 - - [20/Nov/2026 02:00:01] "GET / HTTP/1.1" 200 -
127.0.0.1 - - [20/Nov/2026 02:00:02] "GET /chat.js HTTP/1.1" 500 -
`,
    shape: 'access',
    entries: 2,
    errors: ['/chat.js'],
  },
  'Intent logs/app.log': {
    lines: `2026-11-20 02:00:01,000 - intent.api - INFO - POST /v1/intent 200
2026-11-20 02:00:02,000 - intent.llm - ERROR - openai.RateLimitError: 429
2026-11-20 02:00:03,000 - intent.ranking - WARNING - fell back
`,
    shape: 'iso',
    entries: 3,
    errors: ['intent.llm'],
    modules: ['intent.api', 'intent.llm', 'intent.ranking'],
  },
  'ZK-Agent on its standard output, levels INFO to FATAL': {
    lines: `{"level":"INFO","timestamp":"2026-11-20T02:00:01.000Z","service":"api","message":"up"}
{"level":"WARN","timestamp":"2026-11-20T02:00:02.000Z","service":"redis","message":"slow"}
{"level":"ERROR","timestamp":"2026-11-20T02:00:03.000Z","service":"fastgpt","message":"ECONNREFUSED"}
{"level":"FATAL","timestamp":"2026-11-20T02:00:04.000Z","service":"prisma","message":"no database"}
`,
    shape: 'json',
    entries: 4,
    errors: ['fastgpt', 'prisma'],
    modules: ['api', 'redis', 'fastgpt', 'prisma'],
  },
  'ZK-Agent, as pino writes': {
    lines: `{"level":30,"time":${start + 1_000},"name":"next","msg":"GET /api/health 200"}
{"level":50,"time":${start + 2_000},"name":"fastgpt","msg":"connect ECONNREFUSED"}
{"level":60,"time":${start + 3_000},"name":"prisma","msg":"no database"}
`,
    shape: 'json',
    entries: 3,
    errors: ['fastgpt', 'prisma'],
  },
  'Uplifted logs/uplifted.log': {
    lines: `2026-11-20 02:00:01,123 - uplifted.plugin_manager - INFO - Plugin 'security_scanner' activated
2026-11-20 02:00:02,456 - uplifted.mcp_bridge - INFO - Registered 5 tools from 'security_scanner'
2026-11-20 02:00:03,789 - uplifted.api - ERROR - Error in plugins_api.py at line 142: Plugin 'unknown' not found
2026-11-20 02:00:04,789 - uplifted.api - DEBUG - Request GET /api/v1/plugins 200
`,
    shape: 'iso',
    entries: 4,
    errors: ['uplifted.api'],
    modules: ['uplifted.plugin_manager', 'uplifted.mcp_bridge', 'uplifted.api'],
    plugins: ['security_scanner', 'unknown'],
  },
  'Uplifted /var/log/uplifted-health.log, with colours': {
    lines: '检查 API...\n\u001b[0;32m✓ API 正常\u001b[0m\n\u001b[0;31m! 警告: 磁盘使用率超过 80%\u001b[0m\n',
    shape: 'other',
    entries: 1,
    errors: [],
  },
};

describe.each(readersToday)('I2, I3, U8, U9: what the five manuals’ systems write, read with %s', (reader) => {
  const machine = { path: onlyPath(reader) };
  test.each(Object.entries(samples))('%s', async (what, sample) => {
    const path = join(room.path, `${reader} ${what.replaceAll(/[^\w]/g, '-')}.log`);
    writeFileSync(path, sample.lines);
    utimesSync(path, start / 1_000 + 60, start / 1_000 + 60);
    const window = { sinceMs: start, untilMs: start + 120_000 };
    const all = await readHere({ path, zone: 'UTC' }, { window, hours: true, modules: true, keep: 50 }, machine);
    expect(all.shapes[0]?.shape).toBe(sample.shape);
    expect(all.matched).toBe(sample.entries);
    for (const module of sample.modules ?? []) expect(all.modules.map((each) => each.module)).toContain(module);
    for (const plugin of sample.plugins ?? []) expect(all.plugins.map((each) => each.plugin)).toContain(plugin);
    const errors = await readHere({ path, zone: 'UTC' }, { window, level: 40, signatures: 40, keep: 50 }, machine);
    expect(errors.entries.map(({ module }) => module)).toEqual(sample.errors);
    expect(errors.signatures.reduce((sum, { count }) => sum + count, 0)).toBe(sample.errors.length);
  });
});
