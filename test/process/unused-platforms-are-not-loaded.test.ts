import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Files of ours and packages that belong to one platform, but for the few that say how it is configured. */
const belongs: Readonly<Record<string, RegExp>> = {
  telegram: /platforms\/telegram\/(?!.*-(?:kind|spec|ids|numbers)\.ts$)|\/@?grammy(?:js)?\//,
  slack: /platforms\/slack\/(?!.*-(?:kind|spec|ids|numbers)\.ts$)|\/@slack\//,
  dingtalk: /platforms\/dingtalk\/(?!.*-(?:kind|spec|ids|numbers)\.ts$)|\/dingtalk-stream\//,
};
const specs: Readonly<Record<string, object>> = {
  telegram: { apiRoot: 'http://127.0.0.1:9' },
  slack: { mode: 'socket', apiUrl: 'http://127.0.0.1:9/api/' },
  dingtalk: { clientId: 'x', apiUrl: 'http://127.0.0.1:9', oapiUrl: 'http://127.0.0.1:9' },
};

/** Every module loaded in a process of its own that opens these platforms, connects them and ends. */
async function loadedFor(configured: readonly string[]): Promise<readonly string[]> {
  const platforms = Object.fromEntries(configured.map((name) => [name, specs[name]]));
  const names = ['telegram.token', 'slack.botToken', 'slack.appToken', 'dingtalk.clientSecret'];
  const secrets = names.map((name) => ({ name: `platforms.${name}`, value: '42:none-of-them-is-reached' }));
  const program = `
    const { registerHooks } = require('node:module');
    const seen = [];
    registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context); } });
    (async () => {
      const { openPlatforms } = await import('./src/bot/platforms/open-platforms.ts');
      const sleep = (ms, signal) => new Promise((done) => {
        if (signal?.aborted) done();
        signal?.addEventListener('abort', done);
      });
      const clock = { now: Date.now, monotonic: () => performance.now(), sleep };
      const platforms = await openPlatforms({
        desk: { clock, commands: [], settings: () => ({ channels: [], language: 'en' }), log: () => {} },
        configuration: ${JSON.stringify({ platforms, web: {}, secrets })},
        memoryOf: () => ({ get: async () => undefined, put: async () => {}, list: async () => [] }),
        files: '.',
        connect: () => async () => {},
      });
      platforms.mount({ all: () => {} });
      platforms.start();
      await platforms.stop();
      for (const path of Object.keys(require.cache)) seen.push(path);
      console.log(JSON.stringify(seen));
      process.exit(0);
    })();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: root, timeout: 60_000 });
  return JSON.parse(stdout) as readonly string[]; // what the program above writes
}

test.concurrent.for([
  { named: 'none', configured: [] },
  { named: 'Telegram', configured: ['telegram'] },
  { named: 'Slack', configured: ['slack'] },
  { named: 'DingTalk', configured: ['dingtalk'] },
])('where $named is configured no other platform is loaded, nor any library of theirs', async ({ configured }) => {
  const seen = await loadedFor(configured);
  expect(seen.some((url) => url.endsWith('/open-platforms.ts'))).toBe(true);
  const loaded = Object.keys(belongs).filter((name) => seen.some((url) => belongs[name]?.test(url)));
  expect(loaded).toEqual(configured);
  if (configured.length === 0) expect(seen.filter((url) => url.includes('/hono/'))).toEqual([]);
  // Its connection is our own, over what node has; so is Slack's, but for Socket Mode and the calls.
  expect(seen.filter((url) => /\/(?:dingtalk-stream|axios|ws|express|@slack\/bolt)\//.test(url))).toEqual([]);
});
