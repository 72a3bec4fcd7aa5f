import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from '../../../src/actions/inventory.ts';
import { faultLines } from '../../../src/bot/cli/show-faults.ts';
import { known } from '../../../src/bot/compose.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { type Breakage, breakDemo, brokenNow, type DemoService, mendDemo } from '../../../src/bot/demo/break-demo.ts';
import { prepareDemo } from '../../../src/bot/demo/prepare-demo.ts';
import { freePort } from '../../free-port.ts';

const configuration = join(import.meta.dirname, '../../../config/demo');
const home = mkdtempSync(join(tmpdir(), 'zhiban-demo-'));
const folder = join(home, 'system');
let services: readonly Service[] = [];
const running = new Map<string, ChildProcess>();

beforeAll(async () => {
  const [llm, backend, frontend] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = {
    ZHIBAN_DEMO_HOME: home,
    ZHIBAN_DEMO_LLM_PORT: `${llm}`,
    ZHIBAN_DEMO_BACKEND_PORT: `${backend}`,
    ZHIBAN_DEMO_FRONTEND_PORT: `${frontend}`,
  };
  const loaded = loadConfiguration(configuration, env, known);
  if (!loaded.ok) throw new Error(faultLines(loaded.faults));
  services = loaded.configuration.settings.systems[0]?.services ?? [];
  prepareDemo(configuration, folder);
  for (const { id } of services) await start(id);
});
afterEach(async () => {
  mendDemo(folder);
  for (const { id } of services) if (running.get(id)?.exitCode !== null) await start(id);
});
afterAll(() => {
  for (const child of running.values()) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** As the configuration says, and until it answers or ends. */
async function start(id: string): Promise<number | null> {
  const { runtime, health } = serviceOf(id);
  if (runtime.kind !== 'pidfile') throw new Error('the demo runs by PID files');
  const [command, ...words] = runtime.command;
  const child = spawn(command === 'node' ? process.execPath : command, words, {
    cwd: runtime.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.set(id, child);
  let said = '';
  const listening = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('listens on port')) resolve();
    });
  });
  await Promise.race([listening, once(child, 'close')]);
  expect(said).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - [a-z]+ - (INFO|CRITICAL) - /);
  expect(health?.url).toContain(`127.0.0.1`);
  return child.exitCode;
}

function serviceOf(id: string): Service {
  const service = services.find((each) => each.id === id);
  if (service === undefined) throw new Error(`the demo has no ${id}`);
  return service;
}

async function ask(id: string, timeoutMs = 5_000) {
  const startedAt = performance.now();
  const answer = await fetch(serviceOf(id).health?.url ?? '', { signal: AbortSignal.timeout(timeoutMs) });
  const text = await answer.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  return { status: answer.status, body, tookMs: performance.now() - startedAt };
}

const broken = (service: DemoService, breakage: Breakage): void => breakDemo(folder, service, breakage);

describe('the stand-ins of the demo', () => {
  test('answer as the configuration expects', async () => {
    for (const { id, health } of services) {
      const { status, body } = await ask(id);
      expect(status).toBe(health?.status);
      if (typeof body === 'object') expect(body).toEqual(health?.expect);
    }
  });

  test('the backend says when the model is not well', async () => {
    broken('llm', 'body');
    expect((await ask('llm')).body).toEqual({ status: 'degraded', model: 'not loaded' });
    expect((await ask('backend')).body).toEqual({ status: 'degraded', llm: 'disconnected' });
    mendDemo(folder);
    expect((await ask('backend')).body).toEqual({ status: 'healthy', llm: 'connected' });
  });

  test('a slow one answers late, and later than the limit of the configuration', async () => {
    broken('frontend', 'slow');
    const { status, tookMs } = await ask('frontend');
    expect(status).toBe(200);
    expect(tookMs).toBeGreaterThan(serviceOf('frontend').health?.slowAfter ?? Number.POSITIVE_INFINITY);
  });

  test('a hanging one accepts and never answers, until it is mended', async () => {
    broken('llm', 'hang');
    await expect(ask('llm', 700)).rejects.toThrow('timeout');
    mendDemo(folder, ['llm']);
    expect((await ask('llm')).status).toBe(200);
  });

  test('a crash ends it once; the next start is well', async () => {
    const child = running.get('llm');
    broken('llm', 'crash');
    if (child?.exitCode === null) await once(child, 'exit');
    expect(child?.exitCode).toBe(137);
    await expect(ask('llm')).rejects.toThrow();
    expect(brokenNow(folder, 'llm')).toEqual([]);
    expect(await start('llm')).toBeNull();
    expect((await ask('llm')).status).toBe(200);
  });

  test('one that crashes on start says why, each time', async () => {
    const child = running.get('backend');
    child?.kill('SIGTERM');
    if (child?.exitCode === null) await once(child, 'exit');
    expect(child?.exitCode).toBe(0);
    broken('backend', 'crash-on-start');
    expect(await start('backend')).toBe(1);
    expect(await start('backend')).toBe(1);
  });

  test('several breakages of one service hold together', () => {
    broken('llm', 'slow');
    broken('llm', 'body');
    expect(brokenNow(folder, 'llm')).toEqual(['slow', 'body']);
    expect(brokenNow(folder, 'backend')).toEqual([]);
  });

  test('to prepare again mends, and keeps the logs', () => {
    broken('llm', 'slow');
    prepareDemo(configuration, folder);
    expect(brokenNow(folder, 'llm')).toEqual([]);
    expect(readFileSync(join(folder, 'version.txt'), 'utf8')).toBe('1.0.0\n');
    expect(existsSync(join(folder, 'logs'))).toBe(true);
  });
});
