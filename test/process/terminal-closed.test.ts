import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from './cli.ts';
import { oneProductionSystem } from './one-production-system.ts';

/** It gives a program a terminal of its own, and takes it away when it is killed. */
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

test.skipIf(!hasScript)('a bot whose terminal is closed ends in order, and does not go on unseen', async () => {
  const { dir, home } = await oneProductionSystem(['sleep', '1000']);
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const at = (name: string): string => join(home, name);
  const bot = `exec ${process.execPath} ${join(projectRoot, 'src/bot/main.ts')} start --config ${dir}`;
  const line = `echo $$ >${at('pid')}; ${bot} 2>${at('err')}`;
  const terminal = spawn('script', ['-q', '-f', '-c', line, at('typescript')], { stdio: 'ignore' });
  const shown = (): string => (existsSync(at('typescript')) ? readFileSync(at('typescript'), 'utf8') : '');
  await expect.poll(shown, { timeout: 40_000 }).toContain('zhiban is ready');
  terminal.kill('SIGKILL');
  const pid = Number(readFileSync(at('pid'), 'utf8'));
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 20_000 }).toBe(false);
  expect(readFileSync(at('err'), 'utf8')).not.toContain('Error');
});
