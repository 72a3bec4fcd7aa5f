import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Composed, compose } from '../../src/bot/compose.ts';
import { openPlatforms } from '../../src/bot/platforms/open-platforms.ts';
import { openWeb } from '../../src/bot/platforms/web/open-web.ts';
import type { WebPlatform } from '../../src/bot/platforms/web/platform.ts';
import { freePort } from '../contract/hosts/sshd.ts';
import { type SlackEmulator, startSlack } from '../emulators/slack/slack-emulator.ts';
import type { Shown } from '../emulators/slack/world.ts';

/** The cast as Slack knows them. */
export const ids = { alice: 'UALICE', bob: 'UBOB', carol: 'UCAROL', chenwei: 'UCHENWEI', mallory: 'UMALLORY' };
export const onCall = 'C0ONCALL';

export interface SlackWorld {
  readonly slack: SlackEmulator;
  readonly composed: Composed;
  readonly page: WebPlatform;
  /** Waits for a message of the bot that has these words, and gives it as it stands then. */
  reads(place: string, words: string | RegExp): Promise<Shown>;
  /** Everything the bot shows there, one after the other. */
  all(place: string): readonly string[];
  /** Waits until nothing is left to be sent. */
  sent(): Promise<void>;
  close(): Promise<void>;
}

/** A small service of its own: answers 200 on its port. */
const app = `
import { createServer } from 'node:http';
createServer((_request, response) => response.end('{"status":"healthy"}')).listen(Number(process.argv[2]), '127.0.0.1');
`;

const yaml = (home: string, port: number, page: number, apiRoot: string, more: string) => ({
  'zhiban.yaml': `
team: { timeZone: Asia/Shanghai }
state: { dir: ${home}/state }
web: { listen: "127.0.0.1:${page}", publicUrl: "http://127.0.0.1:${page}" }
hosts: { here: { transport: local, folder: ${home}/app } }
platforms:
  slack: { botToken: { env: SLACK_BOT }, appToken: { env: SLACK_APP }, apiUrl: "${apiRoot}" }
${more}
channels: [{ platform: slack, space: "${onCall}", system: shop }]
people:
  alice: { name: Alice, roles: [admin], chat: { slack: ["T1:${ids.alice}"] } }
  bob: { name: Bob, roles: [on-call], chat: { slack: ["T1:${ids.bob}"] } }
  carol: { name: Carol, roles: [viewer], chat: { slack: ["T1:${ids.carol}"] } }
  chenwei: { name: Chen Wei, roles: [admin], language: zh, chat: { slack: ["T1:${ids.chenwei}"] } }
roles: { admin: {}, on-call: {}, viewer: {} }
grants:
  - { role: admin, may: ["*"], approve: ["*"] }
  - { role: on-call, may: ["service:*", "alert:*", "*:read", "bot:talk"] }
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

/** The whole bot as it is started, on a small system in production on this machine, with Slack for its chat. */
export async function slackWorld(
  options: { readonly home?: string; readonly more?: string } = {},
): Promise<SlackWorld> {
  const slack = await startSlack();
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'zhiban-slack-'));
  if (options.home === undefined) {
    for (const [name, id] of Object.entries(ids)) slack.user(id, { name });
    slack.channel(onCall);
    mkdirSync(join(home, 'config/systems'), { recursive: true });
    mkdirSync(join(home, 'app'));
    writeFileSync(join(home, 'app/app.mjs'), app);
    writeFileSync(join(home, 'app/web.log'), '');
    const files = yaml(home, await freePort(), await freePort(), slack.apiUrl, options.more ?? '');
    for (const [name, content] of Object.entries(files)) writeFileSync(join(home, 'config', name), content);
  }
  const started = await compose({
    dir: join(home, 'config'),
    env: { ...process.env, SLACK_BOT: slack.world.botToken, SLACK_APP: slack.world.appToken },
    kind: 'bot',
    logLevel: process.env.ZHIBAN_LOG ?? 'silent',
    interrupted: () => {},
  });
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { composed } = started;
  const { desk, serving } = composed;
  const platforms = await openPlatforms({
    desk,
    configuration: composed.configuration(),
    memoryOf: composed.platformMemory,
    files: join(home, 'state/files'),
    connect: serving.connect,
    async draw(chart, reader) {
      const file = await composed.charts.png(chart, reader, 'light');
      return file === undefined ? undefined : readFile(file);
    },
  });
  const web = openWeb({ desk, stored: composed.web, assets: home, state: join(home, 'state') });
  await web.platform.start(serving.connect(web.platform));
  platforms.start();
  serving.begin();

  const all = (place: string) => slack.shown(place).map(({ read }) => read);
  return {
    slack,
    composed,
    page: web.platform,
    all,
    async reads(place, words) {
      const found = () =>
        slack
          .shown(place)
          .findLast(({ read }) => (typeof words === 'string' ? read.includes(words) : words.test(read)));
      await expect.poll(() => found() !== undefined || all(place), { timeout: 25_000, interval: 20 }).toBe(true);
      const shown = found();
      if (shown === undefined) throw new Error('it was there a moment ago');
      return shown;
    },
    sent: async () => {
      await expect.poll(() => desk.store.outbox.waiting(), { timeout: 25_000, interval: 50 }).toBe(0);
    },
    async close() {
      await serving.stop();
      await platforms.stop();
      web.close();
      await web.platform.stop();
      await composed.close();
      await slack.close();
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}
