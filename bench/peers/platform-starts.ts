import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';

export interface Started {
  readonly readyMs: number;
  readonly rssMiB: number;
}

const root = resolve(import.meta.dirname, '../..');
const stay = "\nconsole.log('ready'); setInterval(() => {}, 60_000);\n";
const importing = (...names: readonly string[]): string =>
  `${names.map((name, at) => `import * as m${at} from '${name}';`).join(' ')} globalThis.kept = [${names.map((_, at) => `m${at}`).join(', ')}];${stay}`;
/** What any bot has loaded anyway, ours too before its first platform. */
const beside = ['zod', 'intl-messageformat', 'string-width'];
const opening = (file: string, call: string): string => `import { ${call} } from '${root}/src/bot/platforms/${file}';
const memory = { get: async () => undefined, put: async () => {}, list: async () => [] };
const desk = { settings: () => ({ channels: [] }), clock: { now: Date.now, monotonic: () => performance.now() }, commands: [] };
const secret = () => '42:x';
const spec = { mode: 'socket', clientId: 'x', robots: {} };
globalThis.kept = await ${call}({ desk, memory, files: '.', secret, complain: () => {}, publicUrl: undefined }, spec);
SOCKET${stay}`;

/** By platform: its own library alone, that with what ours needs anyway, and ours, each as a program of its own. */
const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Telegram: {
    bare: importing('grammy', '@grammyjs/runner'),
    'bare with ours beside': importing('grammy', '@grammyjs/runner', ...beside),
    ours: opening('telegram/open-telegram.ts', 'openTelegram').replace('SOCKET', ''),
  },
  Slack: {
    bare: importing('@slack/bolt'),
    'bare with ours beside': importing('@slack/bolt', ...beside),
    'its parts we use': importing('@slack/socket-mode', '@slack/web-api', ...beside),
    // Loaded when it connects.
    ours: opening('slack/open-slack.ts', 'openSlack').replace(
      'SOCKET',
      `await import('${root}/src/bot/platforms/slack/links.ts');`,
    ),
  },
  DingTalk: {
    bare: importing('dingtalk-stream'),
    'bare with ours beside': importing('dingtalk-stream', ...beside),
    ours: opening('dingtalk/open-dingtalk.ts', 'openDingTalk').replace('SOCKET', ''),
  },
};

/** Builds each as the bot is built (scripts/build.mjs) and starts it `rounds` times, turn and turn about. */
export async function startPlatform(
  platform: string,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Started[]>> {
  const folder = mkdtempSync(join(root, '.zhiban-bench-platforms-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const names = Object.keys(programs[platform] ?? {});
  for (const [name, source] of Object.entries(programs[platform] ?? {})) {
    writeFileSync(join(folder, `${name}.ts`), source);
    await build({
      entryPoints: [join(folder, `${name}.ts`)],
      outfile: join(folder, `${name}.mjs`),
      bundle: true,
      format: 'esm',
      platform: 'node',
      minifySyntax: true,
      minifyWhitespace: true,
      logLevel: 'error',
      plugins: name === 'ours' ? [oneGrammy] : [],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
  }
  const starts = new Map<string, Started[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) starts.get(name)?.push(await start(join(folder, `${name}.mjs`)));
  return starts;
}

const oneGrammy: NonNullable<Parameters<typeof build>[0]['plugins']>[number] = {
  name: 'one grammy',
  setup: ({ onResolve, resolve: find }) =>
    onResolve({ filter: /^grammy$/ }, ({ kind, resolveDir }) => find('grammy/web', { kind, resolveDir })),
};

function start(file: string): Promise<Started> {
  return new Promise((done, reject) => {
    const from = performance.now();
    const child = spawn(process.execPath, ['--disable-warning=DEP0040', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.on('error', reject);
    child.stdout.once('data', async () => {
      const readyMs = performance.now() - from;
      await setTimeout(300);
      const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      child.once('close', () => done({ readyMs, rssMiB: Number(rss) / 1024 }));
      child.kill('SIGTERM');
    });
  });
}
