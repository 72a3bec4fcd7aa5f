import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

test('a platform that is not configured is not loaded, nor is its library', async () => {
  const program = `
    const { registerHooks } = require('node:module');
    const seen = [];
    registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context); } });
    (async () => {
      const { openPlatforms } = await import('./src/bot/platforms/open-platforms.ts');
      const platforms = await openPlatforms({ desk: {}, configuration: { platforms: {}, web: {}, secrets: [] } });
      platforms.mount({});
      platforms.start();
      await platforms.stop();
      console.log(JSON.stringify(seen));
    })();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: root });
  const seen = JSON.parse(stdout) as readonly string[]; // what the program above writes
  expect(seen.some((url) => url.endsWith('/open-platforms.ts'))).toBe(true);
  expect(
    seen.filter((url) => /platforms\/(?:telegram|slack|dingtalk)\/|grammy|@slack|dingtalk|\/hono\//.test(url)),
  ).toEqual([]);
});
