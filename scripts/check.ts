// Everything worth doing before every commit: format, lint, types, architecture and unit tests. All at once, for each
// alone leaves a processor idle; what each said is printed when it ends, the whole of it where something is wrong.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const quiet = ['--reporter=default', '--silent=passed-only'];
const steps = [
  ['biome', 'check', '.'],
  // What did not change since is not looked through again.
  ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.tsbuildinfo'],
  ['tsc', '--noEmit', '-p', 'src/bot/platforms/web/page'],
  ['vitest', 'run', '--project', 'unit', ...quiet],
] as const;

const startedAt = performance.now();
const seconds = (): string => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;

async function check([command, ...args]: (typeof steps)[number]): Promise<boolean> {
  const child = spawn(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    env: { ...process.env, BEFORE_COMMIT: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], said, complained] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  const last = said.trimEnd().split('\n').slice(-6).join('\n');
  console.log(`${code === 0 ? last : said + complained}\n${code === 0 ? '●' : '■'} ${command} · ${seconds()}`);
  return code === 0;
}

const well = await Promise.all(steps.map(check));
process.exitCode = well.every(Boolean) ? 0 : 1;
