// What a platform costs beside its own library, turn and turn about, against an emulator on this machine.
//   bare      grammY's handleUpdate with a handler that replies
//   adapter   our Telegram: an update read, handed in, a message rendered and posted; nothing kept
//   whole     the bot: the message durably kept, understood, audited, answered through the durable outbox
// Then how fast its code is ready and how much memory it holds, against the bare imports, both built.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { Api, Bot } from 'grammy';
import { outside } from '../src/actions/text.ts';
import { buttonTokens } from '../src/bot/platforms/telegram/button-tokens.ts';
import { makeIncoming } from '../src/bot/platforms/telegram/incoming.ts';
import { makeMoves } from '../src/bot/platforms/telegram/moves.ts';
import { makeQuestions } from '../src/bot/platforms/telegram/questions.ts';
import { makeSending } from '../src/bot/platforms/telegram/sending.ts';
import { bob, botOnTelegram } from '../test/contract/platforms/telegram-world.ts';
import { startTelegram } from '../test/emulators/telegram/telegram-emulator.ts';
import { median, percentile, printMachine, printTable } from './peers/table.ts';

const rounds = Number(process.argv[2] ?? '300');
const root = resolve(import.meta.dirname, '..');

const telegram = await startTelegram();
telegram.user(bob);
const whole = await botOnTelegram();
// A stranger to no limit of commands.
Object.assign(whole.desk.settings().limits, { commandsPerMinute: 1_000_000 });
const { world, token, apiRoot } = telegram;

const bare = new Bot(token, { client: { apiRoot }, botInfo: { ...(await new Api(token, { apiRoot }).getMe()) } });
bare.command('whoami', (context) => context.reply('You are Bob'));

const api = new Api(token, { apiRoot });
const memory = whole.platformMemory('bench');
const now = () => Date.now();
const tokens = buttonTokens(memory, now);
const moves = makeMoves(memory, () => false);
const questions = makeQuestions(memory, now);
const sending = makeSending({
  api,
  memory,
  tokens,
  moves,
  questions,
  pace: { take: () => ({ waitMs: 0, scope: 'conversation' }) },
  shutOut: new Set(),
  now,
  files: whole.folder,
  isOwn: () => false,
});
const incoming = makeIncoming({
  desk: whole.desk,
  api,
  tokens,
  moves,
  questions,
  shutOut: new Set(),
  self: () => ({ id: 42, username: 'zhiban_bot' }),
  receive:
    () =>
    async ({ message }) => {
      const reader = { language: 'en', timeZone: 'UTC', nowMs: now() } as const;
      const blocks = [{ type: 'heading', mark: 'ok', text: outside('You are Bob') }] as const;
      await sending.post(message.conversation, { key: message.deliveryKey, message: { blocks }, reader });
    },
});

/** As Telegram writes it; nobody is told of it there. */
const typed = () => {
  world.updates.allowed = ['none'];
  return telegram.type(bob, '/whoami').update;
};

async function answered(work: () => Promise<unknown>, from: typeof telegram): Promise<number> {
  const before = from.shown(bob).length;
  const startedAt = performance.now();
  await work();
  while (from.shown(bob).length === before) await new Promise((done) => setImmediate(done));
  return performance.now() - startedAt;
}

const kinds = {
  bare: () => {
    const update = typed();
    return answered(() => bare.handleUpdate(update as never), telegram); // an update as the emulator writes it
  },
  adapter: () => {
    const update = typed();
    return answered(() => incoming.keep(update), telegram);
  },
  whole: () => answered(async () => void whole.telegram.type(bob, '/whoami'), whole.telegram),
};
await whole.until(() => whole.telegram.world.updates.polled());
const taken = new Map<string, number[]>();
for (let round = -20; round < rounds; round += 1)
  for (const [kind, run] of Object.entries(kinds)) {
    const tookMs = await run();
    if (round >= 0) taken.set(kind, [...(taken.get(kind) ?? []), tookMs]);
    for (const each of [telegram, whole.telegram]) {
      const chat = each.world.chats.get(bob);
      if (chat !== undefined) chat.messages = [];
    }
  }
const p50 = (kind: string): number => median(taken.get(kind) ?? []);
printMachine();
printTable([
  [`${rounds} commands`, 'p50 ms', 'p95 ms', 'beside bare, p50'],
  ...Object.keys(kinds).map((kind) => [
    kind,
    p50(kind).toFixed(2),
    percentile(taken.get(kind) ?? [], 0.95).toFixed(2),
    `${(p50(kind) - p50('bare')).toFixed(2)} ms`,
  ]),
]);
await whole.close();
await telegram.close();

const folder = mkdtempSync(join(root, '.zhiban-bench-platforms-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const stay = "\nconsole.log('ready'); setInterval(() => {}, 60_000);\n";
const sources = {
  bare: `import * as grammy from 'grammy'; import * as runner from '@grammyjs/runner'; globalThis.kept = [grammy, runner];${stay}`,
  // What any bot has loaded anyway, ours too before its first platform.
  'bare with ours beside': `import * as grammy from 'grammy'; import * as runner from '@grammyjs/runner'; import * as zod from 'zod'; import * as intl from 'intl-messageformat'; import * as width from 'string-width'; globalThis.kept = [grammy, runner, zod, intl, width];${stay}`,
  ours: `import { openTelegram } from '${root}/src/bot/platforms/telegram/open-telegram.ts';
const memory = { get: async () => undefined, put: async () => {}, list: async () => [] };
const desk = { settings: () => ({ channels: [] }), clock: { now: Date.now, monotonic: () => performance.now() } };
globalThis.kept = await openTelegram({ desk, memory, files: '.', secret: () => '42:x', complain: () => {} }, {});${stay}`,
};
for (const [name, source] of Object.entries(sources)) {
  writeFileSync(join(folder, `${name}.ts`), source);
  await build({
    entryPoints: [join(folder, `${name}.ts`)],
    outfile: join(folder, `${name}.mjs`),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    // As the bot is built: see scripts/build.mjs.
    plugins: [
      {
        name: 'one grammy',
        setup: ({ onResolve, resolve: find }) =>
          onResolve({ filter: /^grammy$/ }, ({ kind, resolveDir }) =>
            name === 'ours' ? find('grammy/web', { kind, resolveDir }) : undefined,
          ),
      },
    ],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

function start(name: string): Promise<{ readonly readyMs: number; readonly rssMiB: number }> {
  return new Promise((done, reject) => {
    const from = performance.now();
    const child = spawn(process.execPath, [join(folder, `${name}.mjs`)], { stdio: ['ignore', 'pipe', 'inherit'] });
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

const starts = new Map<string, Awaited<ReturnType<typeof start>>[]>();
for (let round = 0; round < 9; round += 1)
  for (const kind of Object.keys(sources)) starts.set(kind, [...(starts.get(kind) ?? []), await start(kind)]);
const ofStart = (kind: string, what: 'readyMs' | 'rssMiB') => median((starts.get(kind) ?? []).map((one) => one[what]));
const ratio = (to: string, what: 'readyMs' | 'rssMiB') => `${(ofStart('ours', what) / ofStart(to, what)).toFixed(2)} ×`;
const peers = Object.keys(sources).filter((kind) => kind !== 'ours');
printTable([
  ['median of 9', 'ready ms', 'RSS MiB'],
  ...Object.keys(sources).map((kind) => [
    kind,
    ofStart(kind, 'readyMs').toFixed(0),
    ofStart(kind, 'rssMiB').toFixed(1),
  ]),
  ...peers.map((peer) => [`ours : ${peer}`, ratio(peer, 'readyMs'), ratio(peer, 'rssMiB')]),
]);
