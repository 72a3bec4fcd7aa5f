import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { logSpec } from '../../../src/actions/logs/log-spec.ts';
import { type LogQuery, readLogs } from '../../../src/actions/logs/read-logs.ts';
import { openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhiban-masked-'));
const secret = 'Kr7-pelican-Tq93-orchard';
const shaped = `sk-${'proj'}-${'Ab9dEf'.repeat(8)}`;
const redactor = makeRedactor([{ name: 'DEMO_API_KEY', value: secret }]);
const hosts = openHosts({
  specs: { here: { transport: 'local', folder } },
  masking: () => redactor,
  env: process.env,
});
afterAll(async () => {
  await hosts.close();
  rmSync(folder, { recursive: true });
});

const now = Date.UTC(2026, 10, 20, 3);
const path = join(folder, 'app.log');
const line = (second: number, text: string): string =>
  `${new Date(now + second * 1_000).toISOString()} ERROR [llm] ${text}\n`;
writeFileSync(
  path,
  [
    line(1, `login with ${secret} failed`),
    line(2, `Authorization: Bearer ${shaped}`),
    `Traceback (most recent call last):\nValueError: DEMO_API_KEY=${secret}\n`,
    // Where what is kept of an entry is cut off.
    line(3, `${'x'.repeat(4_030)}${secret}`),
    line(4, `${'y '.repeat(180)}${secret} was taken`),
  ].join(''),
);

describe('what a log says is masked before anybody of the bot has it', () => {
  test.each<[string, Partial<LogQuery>]>([
    ['lines, kinds and samples', { level: 40, signatures: 40, keep: 50 }],
    ['the newest lines', { tail: true, keep: 50, window: {} }],
    ['modules and hours', { hours: true, modules: true, keep: 50 }],
    ['what was looked for', { text: 'pelican', keep: 50 }],
  ])('%s', async (_what, query) => {
    const log = { ...logSpec.parse({ host: 'here', path }), id: 'app', system: 'demo' };
    const context = { hosts, now: () => now, signal: AbortSignal.timeout(60_000) };
    const [one] = await readLogs([log], { window: { sinceMs: now }, ...query }, context);
    const said = JSON.stringify(one);
    expect(one?.result.ok === true && one.result.value.read.matched).toBeGreaterThan(0);
    for (const part of [secret, shaped, 'pelican-Tq93']) expect(said).not.toContain(part);
    expect(said).toContain('DEMO_API_KEY');
  });
});
