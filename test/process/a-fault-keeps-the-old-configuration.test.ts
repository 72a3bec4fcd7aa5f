import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot, zhiban } from './cli.ts';
import { oneProductionSystem } from './one-production-system.ts';

test('a fault keeps the old configuration and is named, by SIGHUP and by /reconfigure; what is well is taken', async () => {
  const { dir, home } = await oneProductionSystem(['sleep', '1000']);
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const file = join(dir, 'systems/shop.yaml');
  const renamed = readFileSync(file, 'utf8').replace('title: Shop', 'title: Shop\naliases: [boutique]');

  const child = spawn(process.execPath, [join(projectRoot, 'bin/zhiban'), 'start', '--config', dir], {
    env: { ...process.env, SUDO_USER: '', ZHIBAN_LOG: 'silent' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  const comes = (words: string | RegExp) => expect.poll(() => said, { timeout: 30_000 }).toMatch(words);
  const types = (line: string) => {
    said = '';
    child.stdin.write(`${line}\n`);
  };

  await comes('zhiban is ready for shop');
  const [, version = ''] = /configuration ([0-9a-f]{12})/.exec(said) ?? [];
  writeFileSync(file, `${renamed}speed: 3\n`);
  child.kill('SIGHUP');
  await comes(/the old configuration stays:\n.*systems\/shop\.yaml:\d+:1 speed is not a known key/);
  types('/reconfigure');
  await comes(`The old configuration ${version} stays in force: 1 fault`);
  await comes(/systems\/shop\.yaml:\d+:1 speed is not a known key/);
  types('/health boutique');
  await comes('I know no service "boutique"');

  writeFileSync(file, renamed);
  said = '';
  child.kill('SIGHUP');
  await comes('configuration loaded');
  types('/reconfigure');
  await comes(/Nothing had changed: configuration [0-9a-f]{12} stays/);
  types('/health boutique');
  await comes(/· 1 of \d+ checks|web.*not running/);
  types('exit');
  await ended;
  const trail = await zhiban(['audit', 'export', '--config', dir], {});
  const changes = trail.stdout.split('\n').filter((line) => line.includes('"event":"configuration.changed"'));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toContain(`"reason":"${version} → `);
});
