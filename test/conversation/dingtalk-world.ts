import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type Composed, compose } from '../../src/bot/compose.ts';
import { openPlatforms } from '../../src/bot/platforms/open-platforms.ts';
import { openWeb } from '../../src/bot/platforms/web/open-web.ts';
import type { WebPlatform } from '../../src/bot/platforms/web/platform.ts';
import { freePort } from '../contract/hosts/sshd.ts';
import { corp, type DingTalkEmulator, startDingTalk } from '../emulators/dingtalk/dingtalk-emulator.ts';
import type { Shown } from '../emulators/dingtalk/messages.ts';

export const onCall = 'cidOnCall+/==';
const cast = ['alice', 'bob', 'carol', 'chenwei', 'mallory'];

export interface DingTalkWorld {
  readonly dingtalk: DingTalkEmulator;
  readonly page: WebPlatform;
  /** Waits for a message of the bot that has these words, and gives it as it stands then. */
  reads(space: string, words: string | RegExp): Promise<Shown>;
  all(space: string): readonly string[];
  close(): Promise<void>;
}

const app = `
import { createServer } from 'node:http';
createServer((_request, response) => response.end('{"status":"healthy"}')).listen(Number(process.argv[2]), '127.0.0.1');
`;

const configuration = (
  home: string,
  port: number,
  page: number,
  { base, world }: DingTalkEmulator,
  cards: boolean,
) => ({
  'zhiban.yaml': `
team: { timeZone: Asia/Shanghai }
state: { dir: ${home}/state }
web: { listen: "127.0.0.1:${page}", publicUrl: "http://127.0.0.1:${page}" }
hosts: { here: { transport: local, folder: ${home}/app } }
platforms:
  dingtalk:
    clientId: ${world.clientId}
    clientSecret: { env: DINGTALK_SECRET }
    apiUrl: "${base}"
    oapiUrl: "${base}"
${cards ? `    cardTemplateId: ${world.cardTemplateId}` : ''}
channels: [{ platform: dingtalk, tenant: ${corp}, space: "${onCall}", system: shop }]
people:
  alice: { name: Alice, roles: [admin], chat: { dingtalk: ["${corp}:alice"] } }
  bob: { name: Bob, roles: [on-call], chat: { dingtalk: ["${corp}:bob"] } }
  carol: { name: Carol, roles: [viewer], chat: { dingtalk: ["${corp}:carol"] } }
  chenwei: { name: Chen Wei, roles: [admin], language: zh, chat: { dingtalk: ["${corp}:chenwei"] } }
roles: { admin: {}, on-call: {}, viewer: {} }
grants:
  - { role: admin, may: ["*"], approve: ["*"] }
  - { role: on-call, may: ["service:*", "*:read", "bot:talk"] }
  - { role: viewer, may: ["*:read", "bot:talk"] }
`,
  'systems/shop.yaml': `
title: Shop
environment: production
folder: ${home}/app
services:
  web:
    host: here
    runtime:
      kind: pidfile
      pidFile: ${home}/app/web.pid
      command: [node, app.mjs, "${port}"]
      folder: ${home}/app
      logFile: ${home}/app/web.log
    port: ${port}
    health: { url: "http://127.0.0.1:${port}/" }
    startWithin: 15s
logs:
  web: { host: here, path: "${home}/app/web.log" }
`,
});

/** The whole bot as it is started, on a small system in production on this machine, with DingTalk for its chat. */
export async function dingtalkWorld({ cards }: { readonly cards: boolean }): Promise<DingTalkWorld> {
  const dingtalk = await startDingTalk();
  for (const id of cast) dingtalk.person(id);
  dingtalk.group(onCall);
  const home = mkdtempSync(join(tmpdir(), 'zhiban-dingtalk-'));
  mkdirSync(join(home, 'config/systems'), { recursive: true });
  mkdirSync(join(home, 'app'));
  writeFileSync(join(home, 'app/app.mjs'), app);
  writeFileSync(join(home, 'app/web.log'), '');
  const files = configuration(home, await freePort(), await freePort(), dingtalk, cards);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(home, 'config', name), content);
  const started = await compose({
    dir: join(home, 'config'),
    env: { ...process.env, DINGTALK_SECRET: dingtalk.world.clientSecret },
    kind: 'bot',
    logLevel: process.env.ZHIBAN_LOG ?? 'silent',
    interrupted: () => {},
  });
  if (!started.ok) throw new Error(JSON.stringify(started));
  const composed: Composed = started.composed;
  const { desk, serving } = composed;
  const platforms = await openPlatforms({
    desk,
    configuration: composed.configuration(),
    memoryOf: composed.platformMemory,
    files: join(home, 'state/files'),
    connect: serving.connect,
  });
  const web = openWeb({ desk, stored: composed.web, assets: home, state: join(home, 'state') });
  await web.platform.start(serving.connect(web.platform));
  platforms.start();
  serving.begin();
  await vi.waitUntil(() => dingtalk.sockets.ready(), { timeout: 25_000 });

  const all = (space: string) => dingtalk.shown(space).map(({ drawn }) => drawn.seen);
  return {
    dingtalk,
    page: web.platform,
    all,
    async reads(space, words) {
      const found = () =>
        dingtalk
          .shown(space)
          .findLast(({ drawn: { seen } }) => (typeof words === 'string' ? seen.includes(words) : words.test(seen)));
      await expect.poll(() => found() !== undefined || all(space), { timeout: 25_000, interval: 20 }).toBe(true);
      const shown = found();
      if (shown === undefined) throw new Error('it was there a moment ago');
      return shown;
    },
    async close() {
      await serving.stop();
      await platforms.stop();
      web.close();
      await web.platform.stop();
      await composed.close();
      await dingtalk.close();
      // What a test started and did not stop.
      const pidFile = join(home, 'app/web.pid');
      if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8')));
      rmSync(home, { recursive: true, force: true });
    },
  };
}
