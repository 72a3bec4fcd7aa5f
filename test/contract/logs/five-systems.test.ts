import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import type { ActionContext } from '../../../src/actions/ports.ts';
import { actions } from '../../../src/actions/registry.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { renderText } from '../../../src/bot/platforms/terminal/render.ts';
import { parse } from '../../../src/handlers/dispatch/parse.ts';
import { reportMessage } from '../../../src/handlers/messages.ts';
import { folder, thisMachine } from '../../actions/logs/this-machine.ts';

/**
 * Lines in the forms of the manuals of Intent (its application log and uvicorn's lines in it), ZK-Agent (JSON lines on its standard
 * output) and Uplifted (chapter on log formats), at known minutes before now.
 */
const room = folder();
afterAll(() => room.remove());
const now = Date.now();
const clock = (minutesAgo: number): string =>
  `${new Date(now - minutesAgo * 60_000).toISOString().replace('T', ' ').slice(0, 19)},123`;

const uplifted = [
  [1_500, "uplifted.api - ERROR - Error in plugins_api.py at line 142: Plugin 'older' not found"],
  [110, "uplifted.plugin_manager - INFO - Plugin 'security_scanner' activated"],
  [109, "uplifted.mcp_bridge - INFO - Registered 5 tools from 'security_scanner'"],
  [80, "uplifted.plugin_manager - INFO - Plugin 'security_scanner' deactivated"],
  [79, "uplifted.plugin_manager - WARNING - Plugin 'code_review' took 31 s to activate"],
  [50, 'uplifted.api - INFO - Request GET /api/v1/plugins 200'],
  [49, 'uplifted.api - INFO - Request GET /api/v1/tools 200'],
  [20, "uplifted.api - ERROR - Error in plugins_api.py at line 142: Plugin 'unknown' not found"],
  [10, "uplifted.api - ERROR - Error in plugins_api.py at line 142: Plugin 'other' not found"],
  [5, 'uplifted.api - INFO - Request POST /api/v1/tools 500'],
] as const;
const intent = [
  [1_300, 'intent.workflow - ERROR - openai.RateLimitError: 429 after 3 tries'],
  [55, 'intent.api - INFO - POST /v1/intent 200'],
  [
    50,
    'intent.llm - ERROR - openai.APITimeoutError: Request timed out after 30 s\nTraceback (most recent call last):\n  File "/opt/intent/llm.py", line 9, in ask\nopenai.APITimeoutError: Request timed out.',
  ],
  [49, 'uvicorn.error - WARNING - shutting down slowly'],
  [45, 'intent.llm - ERROR - openai.APITimeoutError: Request timed out after 31 s'],
  [30, 'intent.ranking - CRITICAL - config/ranking.yaml cannot be read'],
] as const;
const zk = [
  [40, 50, 'fastgpt', 'connect ECONNREFUSED 10.0.0.12:6379'],
  [30, 30, 'next', 'GET /api/health 200'],
  [20, 60, 'prisma', 'Can not reach database server'],
] as const;

const logOf = (name: string, text: string): string => {
  const path = join(room.path, name);
  writeFileSync(path, text);
  utimesSync(path, now / 1_000, now / 1_000);
  return path;
};
const lines = (all: readonly (readonly [number, string])[]): string =>
  all.map(([minutes, text]) => `${clock(minutes)} - ${text}\n`).join('');

let context: ActionContext;
beforeAll(() => {
  const paths = {
    uplifted: logOf('uplifted.log', lines(uplifted)),
    // What uvicorn says itself has no time: it has that of the line before.
    intent: logOf('app.log', `${lines(intent)}INFO:     127.0.0.1:5 - "GET /v1/health HTTP/1.1" 200 OK\n`),
    zk: logOf(
      'zk.log',
      zk
        .map(([ago, level, name, msg]) => JSON.stringify({ level, time: now - ago * 60_000, name, msg }))
        .join('\n')
        .concat('\n'),
    ),
  };
  const systems = Object.entries(paths).map(([id, path]) => ({
    ...systemSpec.parse({
      title: id,
      environment: 'lab',
      folder: room.path,
      services: {},
      logs: { app: { host: 'here', path } },
    }),
    id,
    services: [],
  }));
  context = {
    hosts: thisMachine(),
    inventory: systemsToInventory(systems),
    history: { lastChange: async () => ({ runId: 7, action: 'restart', by: 'bob', atMs: now - 15 * 60_000 }) },
    timeZone: 'UTC',
    now: () => Date.now(),
    signal: AbortSignal.timeout(60_000),
  } as unknown as ActionContext; // all that questions about logs use
});

/** What is typed, parsed and answered, as a person reads it. */
async function read(text: string): Promise<string> {
  const systems = context.inventory.systems();
  const parsed = parse(text, { commands: actions, systems, people: {} });
  if (!parsed.ok || parsed.value.command.kind !== 'query') throw new Error(JSON.stringify(parsed));
  const report = await parsed.value.command.report(parsed.value.input, context);
  if (!report.ok) throw new Error(JSON.stringify(report));
  return renderText(reportMessage(report.value), { language: 'en', timeZone: 'UTC', nowMs: Date.now(), colour: false });
}

describe('I2: /logs errors of every form there is', () => {
  test('errors and above of the window, by kind, new ones first', async () => {
    const answer = await read('/logs errors intent 1h');
    expect(answer).toMatch(/3 errors in 1 h, 2 kinds/);
    expect(answer).toMatch(/2 × app +intent\.llm: openai\.APITimeoutError: Request timed out after <n> s/);
    expect(answer).toMatch(/1 × app +intent\.ranking: config\/ranking\.yaml cannot be read/);
    expect(answer).not.toContain('RateLimitError');
  });

  test('the newest ones as they stand, newest last', async () => {
    const answer = await read('/logs intent errors 100');
    const order = ['RateLimitError', 'after 30 s', 'File "/opt/intent/llm.py"', 'after 31 s', 'ranking.yaml'].map(
      (words) => answer.indexOf(words),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  test('JSON lines and Uplifted’s own, and what is new since the last change', async () => {
    expect(await read('/logs errors zk 1h')).toMatch(/2 errors in 1 h, 2 kinds/);
    const answer = await read('/logs errors uplifted 1h');
    expect(answer).toMatch(/2 × app +uplifted\.api: Error in plugins_api\.py at line <n>: Plugin '<v>' not found/);
  });
});

test('I3: /logs stats counts by kind and by hour, with a chart', async () => {
  const answer = await read('/logs stats intent 24h');
  expect(answer).toMatch(/4 errors and 1 warning among 7 entries/);
  expect(answer).toMatch(/errors +[▁-█]+/);
  expect(answer).toMatch(/2 +app +openai\.APITimeoutError: Request timed out after <n> s/);
  expect(answer).toMatch(/1 +app +openai\.RateLimitError: <n> after <n> tries/);
});

describe('U8: by module, level, words and time', () => {
  test.each([
    [
      '/logs uplifted plugin_manager 2h',
      ["'security_scanner' activated", "'code_review'"],
      ['mcp_bridge', 'Request', 'ERROR'],
    ],
    ['/logs uplifted plugin_manager 2h level=warn', ["'code_review'"], ['activated\n', 'ERROR']],
    ['/logs uplifted warn 30m', ["'unknown' not found", "'other' not found"], ['Request', "'code_review'"]],
    [
      '/logs uplifted plugin=security_scanner 1d',
      ['activated', 'Registered 5 tools', 'deactivated'],
      ['code_review', 'Request'],
    ],
    ['/logs uplifted text="at line 142" 1h', ["'unknown'", "'other'"], ["'older'", 'Request']],
    ['/logs search uplifted "not found" 1d level=warn', ["'unknown'", "'other'"], ["'older'"]],
    ['/logs search uplifted "not found" 2d level=warn', ["'unknown'", "'other'", "'older'"], []],
  ])('%s', async (text, has, hasNot) => {
    const answer = await read(text);
    for (const words of has) expect(answer).toContain(words);
    for (const words of hasNot) expect(answer.split('\n').slice(2).join('\n')).not.toContain(words);
  });

  test('what was left out on purpose is said', async () => {
    expect(await read('/logs uplifted plugin_manager 2h warn')).toMatch(/warning and above · only of plugin_manager/);
  });
});

test('U9: /logs top ranks modules and plugins, and counts requests per hour', async () => {
  const answer = await read('/logs top uplifted 24h');
  expect(answer).toMatch(/5 +2 +app +uplifted\.api/);
  expect(answer).toMatch(/3 +0 +app +uplifted\.plugin_manager/);
  expect(answer).toMatch(/3 +security_scanner/);
  expect(answer).toMatch(/Requests per hour/);
  expect(answer).toMatch(/requests +[▁-█]+/);
});
