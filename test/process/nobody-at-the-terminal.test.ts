import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fromSource, oneProductionSystem } from './one-production-system.ts';

test('whoever starts a bot and is no person of it is told so at once, and at each word typed', async () => {
  const { dir, home } = await oneProductionSystem(['sleep', '1000']);
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const file = join(dir, 'zhiban.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('osUsers: [root]', 'osUsers: [games]'));
  const { stdout, stderr } = await fromSource(['start', '--config', dir], '/health\nexit\n');
  expect(
    stdout.match(/Nobody can talk here: no person of the configuration has the operating-system user/g),
    stderr,
  ).toHaveLength(2);
  expect(stdout).not.toContain('/login gives you');
});
