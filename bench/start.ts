// How fast a process is ready and how much memory it then holds, against the bare imports, turn and turn about.
//   empty   node with nothing
//   unbuilt every package imported as it lies in node_modules, Slack, Telegram and DingTalk included
//   built   the packages the bot needs, bundled like the bot, and nothing done with them
//   zhiban  `zhiban start` on a small configuration, until its state is open and it listens to its terminal; then once
//           more after its page was asked for, which loads what serves it
// It measures what is built: `npm run bench -- start` builds first when something changed.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { median, printMachine, printTable } from './peers/table.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(root, '.zhiban-bench-start-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const everything = [
  'zod',
  'pino',
  'better-sqlite3',
  'node-ssh',
  'croner',
  'node-cron',
  'yaml',
  'commander',
  'intl-messageformat',
  'hono',
  '@hono/node-server',
  'prom-client',
  '@slack/bolt',
  'grammy',
  'dingtalk-stream',
];
const core = ['zod', 'pino', 'better-sqlite3', 'node-ssh', 'croner', 'yaml', 'commander', 'intl-messageformat'];
const stay = "\nconsole.log('ready'); setInterval(() => {}, 60_000);\n";
const imports = (names: readonly string[]) =>
  names.map((name, at) => `import * as m${at} from '${name}'; globalThis['m${at}'] = m${at};`).join('\n');
writeFileSync(join(folder, 'empty.mjs'), stay);
writeFileSync(join(folder, 'unbuilt.mjs'), imports(everything) + stay);
writeFileSync(join(folder, 'core.mjs'), imports(core) + stay);
await build({
  entryPoints: [join(folder, 'core.mjs')],
  outfile: join(folder, 'built.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['better-sqlite3', 'node-ssh', 'ssh2'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
const configuration = join(folder, 'config');
cpSync(join(root, 'config/demo'), configuration, { recursive: true });

interface Measured {
  readonly readyMs: number;
  readonly rssMiB: number;
  /** Of the bot: after its page was asked for. */
  readonly visitedMiB: number;
}

/** So long things settle. */
const settleMs = 500;

function rssMiB(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Until the word `ready` (or the bot's first line) stands on stdout, and its memory when things have settled. */
function measure(args: readonly string[]): Promise<Measured> {
  return new Promise((done, reject) => {
    const from = performance.now();
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: {
        ...process.env,
        ZHIBAN_DEMO_HOME: join(folder, `state-${Math.random()}`),
        ZHIBAN_READY: '1',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.on('error', reject);
    child.stdout.once('data', async (chunk: Buffer) => {
      const readyMs = performance.now() - from;
      await setTimeout(settleMs);
      const idleMiB = rssMiB(child.pid);
      const page = /http:\/\/\S+/.exec(chunk.toString())?.[0];
      if (page !== undefined) {
        await (await fetch(page)).text();
        await setTimeout(settleMs);
      }
      const visitedMiB = rssMiB(child.pid);
      child.once('close', () => done({ readyMs, rssMiB: idleMiB, visitedMiB }));
      child.kill('SIGTERM');
    });
  });
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  empty: [join(folder, 'empty.mjs')],
  unbuilt: [join(folder, 'unbuilt.mjs')],
  built: [join(folder, 'built.mjs')],
  zhiban: [join(root, 'bin/zhiban'), 'start', '--config', configuration],
};
const rounds = Number(process.argv[2] ?? '9');
const results = new Map<string, Measured[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const [kind, args] of Object.entries(kinds))
    results.set(kind, [...(results.get(kind) ?? []), await measure(args)]);
}
const of = (kind: string, what: keyof Measured) => median((results.get(kind) ?? []).map((one) => one[what]));
printMachine();
printTable([
  [`median of ${rounds}`, 'ready ms', 'RSS MiB', 'page asked for'],
  ...Object.keys(kinds).map((kind) => [
    kind,
    of(kind, 'readyMs').toFixed(0),
    of(kind, 'rssMiB').toFixed(1),
    kind === 'zhiban' ? of(kind, 'visitedMiB').toFixed(1) : '',
  ]),
]);
const ready = of('zhiban', 'readyMs') / of('unbuilt', 'readyMs');
const idle = of('zhiban', 'rssMiB') / of('built', 'rssMiB');
console.log(`\nready: ${ready.toFixed(2)} x the unbuilt imports (goal 0.65)`);
console.log(`idle:  ${idle.toFixed(2)} x the built bare imports (goal 1.2)`);
