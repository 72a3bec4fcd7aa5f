// What a platform costs beside its own library, turn and turn about, each against an emulator on this machine: somebody
// types `/whoami`, and one message answers. The library alone replies at once and keeps nothing; the bot keeps the message,
// understands it, audits it, and answers through the durable outbox. What its flushes cost on this disk is printed beside, and
// the same bot with its state in memory shows what is left without them.
// Then how fast a platform's code is ready and how much memory it holds, against the bare imports, both built.
//   npm run bench -- platforms [rounds] [telegram|slack|dingtalk|outbox]...
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ChatContest, inMemory } from './peers/chat-contest.ts';
import { handOff } from './peers/hand-off.ts';
import { startPlatform } from './peers/platform-starts.ts';
import { median, percentile, printMachine, printTable } from './peers/table.ts';

const [given = '300', ...named] = process.argv.slice(2);
const rounds = Number(given);
/** The state lies on a disk; /tmp is memory on many machines. */
const folder = mkdtempSync(join(resolve(import.meta.dirname, '..'), '.zhiban-bench-platforms-'));
process.env.TMPDIR = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Telegram takes 30 messages a second from a bot, in all its chats, and the bot keeps to 28: asked faster, it would wait. */
const everyMs = 50;

/** What one commit appends to SQLite's log. */
const commitBytes = 16_384;
const log = openSync(join(folder, 'flat'), 'w');
writeSync(log, Buffer.alloc(256 * commitBytes));
fdatasyncSync(log);
let flushes = 0;
function flush(): number {
  const startedAt = performance.now();
  flushes += 1;
  writeSync(log, Buffer.alloc(commitBytes, 1), 0, commitBytes, (flushes % 256) * commitBytes);
  fdatasyncSync(log);
  return performance.now() - startedAt;
}

const contests: Readonly<Record<string, () => Promise<ChatContest>>> = {
  telegram: async () => (await import('./peers/chat-telegram.ts')).telegramContest(),
  slack: async () => (await import('./peers/chat-slack.ts')).slackContest(),
  dingtalk: async () => (await import('./peers/chat-dingtalk.ts')).dingtalkContest(),
};

async function commands({ name, ways, close }: ChatContest): Promise<void> {
  const taken = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]));
  const commits = new Map<string, number>();
  const disk: number[] = [];
  const list = Object.entries(ways);
  for (let round = -30; round < rounds; round += 1) {
    const from = performance.now();
    for (let turn = 0; turn < list.length; turn += 1) {
      const next = list[(turn + Math.abs(round)) % list.length];
      if (next === undefined) throw new Error('a turn of nobody');
      const [way, { answer, commits: count }] = next;
      const before = count?.() ?? 0;
      const startedAt = performance.now();
      await answer();
      if (round >= 0) taken.get(way)?.push(performance.now() - startedAt);
      // What the bot writes after its answer is not to be another's burden.
      await setTimeout(5);
      if (round >= 0) commits.set(way, (commits.get(way) ?? 0) + (count?.() ?? 0) - before);
    }
    if (round >= 0) disk.push(flush());
    await setTimeout(Math.max(0, everyMs - (performance.now() - from)));
  }
  await close();
  const p50 = (way: string): number => median(taken.get(way) ?? []);
  const [first = ''] = Object.keys(ways);
  const lines = list.map(([way, { beside = first, commits: count }]) => {
    const perCommand = (commits.get(way) ?? 0) / rounds;
    const more = p50(way) - p50(beside);
    return [
      way,
      p50(way).toFixed(2),
      percentile(taken.get(way) ?? [], 0.95).toFixed(2),
      way === beside ? '' : more.toFixed(2),
      count === undefined ? '' : perCommand.toFixed(1),
      count === undefined ? '' : (perCommand * median(disk)).toFixed(2),
    ];
  });
  printTable([
    [`${name}, ${rounds} commands`, 'p50 ms', 'p95 ms', 'more than bare', 'flushes', 'on this disk'],
    ...lines,
  ]);
  console.log(
    `one flush of the disk: ${median(disk).toFixed(2)} ms p50, ${percentile(disk, 0.95).toFixed(2)} ms p95\n`,
  );
}

async function starts(platform: string): Promise<void> {
  const started = await startPlatform(platform, 9);
  const of = (way: string, what: 'readyMs' | 'rssMiB') => median((started.get(way) ?? []).map((one) => one[what]));
  const ratio = (way: string, what: 'readyMs' | 'rssMiB') =>
    way === 'ours' ? '' : `${(of('ours', what) / of(way, what)).toFixed(2)} ×`;
  printTable([
    [`${platform}, median of 9`, 'ready ms', 'RSS MiB', 'ours: ready', 'ours: memory'],
    ...[...started.keys()].map((way) => [
      way,
      of(way, 'readyMs').toFixed(0),
      of(way, 'rssMiB').toFixed(1),
      ratio(way, 'readyMs'),
      ratio(way, 'rssMiB'),
    ]),
  ]);
  console.log();
}

async function handOffs(): Promise<void> {
  const here = await handOff(rounds);
  const light = await inMemory(() => handOff(rounds));
  const disk = Array.from({ length: 100 }, flush);
  const row = (where: string, taken: readonly number[]) => [
    where,
    median(taken).toFixed(2),
    percentile(taken, 0.95).toFixed(2),
  ];
  printTable([
    ['from the outbox into a platform, one at a time', 'p50 ms', 'p95 ms'],
    row('state on this disk, one flush', here),
    ...(light === undefined ? [] : [row('state in memory', light)]),
    row('one flush of the disk', disk),
  ]);
  console.log();
}

for (const [name, open] of Object.entries(contests)) {
  if (named.length > 0 && !named.includes(name)) continue;
  printMachine();
  const contest = await open();
  await commands(contest);
  await starts(contest.name);
}
if (named.length === 0 || named.includes('outbox')) await handOffs();
closeSync(log);
