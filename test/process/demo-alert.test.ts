import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Composed, compose } from '../../src/bot/compose.ts';
import { prepareDemo } from '../../src/bot/demo/prepare-demo.ts';
import { demoFolder } from '../../src/bot/demo/prepare-for-demo.ts';
import { renderText } from '../../src/bot/platforms/terminal/render.ts';
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts';
import { freePort } from '../free-port.ts';

let folder: string;
let composed: Composed;
let web: FakePlatform;
let terminal: FakePlatform;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-demo-alert-'));
  const dir = join(folder, 'config');
  cpSync(join(import.meta.dirname, '../../config/demo'), dir, { recursive: true });
  const monitors = join(dir, 'monitors.yaml');
  writeFileSync(monitors, readFileSync(monitors, 'utf8').replace('every: 2s', 'every: 300ms'));
  const composing = await compose({
    dir,
    env: {
      ...process.env,
      ZHIBAN_DEMO_HOME: join(folder, 'home'),
      ZHIBAN_DEMO_LLM_PORT: String(await freePort()),
      ZHIBAN_DEMO_BACKEND_PORT: String(await freePort()),
      ZHIBAN_DEMO_FRONTEND_PORT: String(await freePort()),
    },
    kind: 'bot',
    logLevel: 'silent',
    interrupted: () => {},
  });
  if (!composing.ok) throw new Error(`config/demo does not load: ${JSON.stringify(composing)}`);
  composed = composing.composed;
  prepareDemo(dir, demoFolder(composed.configuration()));
  web = fakePlatform({ name: 'web', now: Date.now });
  terminal = fakePlatform({ name: 'terminal', now: Date.now });
  for (const platform of [web, terminal]) await platform.start(composed.serving.connect(platform));
  composed.serving.begin();
});
afterAll(async () => {
  await terminal.hear('alice', '/stop frontend');
  await terminal.hear('alice', '/stop backend');
  await terminal.hear('alice', '/stop llm');
  await vi.waitFor(
    () => expect(words(terminal, 'alice').filter((each) => /stopped/.test(each))).toHaveLength(3),
    20_000,
  );
  await composed?.serving.stop();
  await composed?.close();
  rmSync(folder, { recursive: true, force: true });
});

const words = (platform: FakePlatform, space: string): readonly string[] =>
  platform
    .in(space)
    .map(({ message }) => renderText(message, { language: 'en', timeZone: 'UTC', nowMs: Date.now(), colour: false }));
const reads = (platform: FakePlatform, space: string, pattern: RegExp) =>
  expect.poll(() => words(platform, space).join('\n---\n'), { timeout: 30_000, interval: 50 }).toMatch(pattern);

test('what is broken in the demo is an alert in its room, and a restart resolves it on the same message', async () => {
  await terminal.hear('alice', '/start demo');
  await reads(terminal, 'alice', /^● .*(up|started|run \d)/m);
  await terminal.hear('alice', '/demo break llm');
  await reads(web, 'on-call', /^■ demo · .*llm.* · critical · since .* · alert 1/);
  await reads(web, 'on-call', /out of memory: the model wanted/);
  expect(words(web, 'on-call').join()).toMatch(/\[Acknowledge] \/ack 1 .*\/restart llm/);
  await terminal.hear('alice', '/ack 1');
  await reads(web, 'on-call', /acknowledged by Alice/);
  await terminal.hear('alice', '/restart llm');
  await reads(web, 'on-call', /^● demo · .* · resolved .* · alert 1/);
  await reads(web, 'on-call', /Restart llm .* by Alice \(run \d+\)/);
  expect(web.in('on-call')).toHaveLength(1);
});
