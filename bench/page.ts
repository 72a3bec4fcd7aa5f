// How soon the page is painted, how soon 100 open pages see what was said, and what they cost, against Hono alone with the
// same words (bench/peers/bare-page.ts), turn and turn about.
//   paint   first contentful paint of the room in headless Chromium, nothing cached
//   events  from sending a line until the last of 100 open streams has it
//   memory  what 100 open streams add to the process
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
// biome-ignore lint/correctness/noUnresolvedImports: it exports by CommonJS, which biome does not follow
import { chromium } from 'playwright-core';
import { median, printMachine, printTable } from './peers/table.ts';

const root = resolve(import.meta.dirname, '..');
const pages = 100;
const turns = 9;
const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-page-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
}

function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Promise((found, failed) => {
    let heard = '';
    const hear = (chunk: Buffer) => {
      heard += chunk.toString();
      const url = /(?:^|The page: )(http:\/\/127\.0\.0\.1:\d+\/)\s/m.exec(heard)?.[1];
      if (url !== undefined) found({ child, url });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => failed(new Error(`it ended (${code}): ${heard}`)));
  });
}

const rssMiB = ({ child }: Served): number => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 'NaN') / 1024;
};

/** One open page's stream; `next` resolves with the time when the next event with these words has come. */
interface Listener {
  next(words: string): Promise<number>;
  end(): void;
}

/** Not by `fetch`: it says of itself that it is no visit by a person. */
async function load(url: string, headers: Readonly<Record<string, string>>) {
  const response = await new Promise<IncomingMessage>((open, failed) => {
    get(url, { headers }, open).on('error', failed);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer); // no encoding was set
  return { headers: response.headers, body: Buffer.concat(chunks) };
}

async function listen(url: string, cookie: string): Promise<Listener> {
  const response = await new Promise<IncomingMessage>((open, failed) => {
    get(url, { headers: { cookie }, agent: false }, open).on('error', failed);
  });
  if (response.statusCode !== 200) throw new Error(`${url}: HTTP ${response.statusCode}`);
  let heard = '';
  let wanted: { readonly words: string; readonly seen: (atMs: number) => void } | undefined;
  response.on('data', (chunk: Buffer) => {
    heard = (heard + chunk.toString()).slice(-65_536);
    if (wanted === undefined || !heard.includes(wanted.words)) return;
    wanted.seen(performance.now());
    wanted = undefined;
  });
  response.on('error', () => {}); // it is ended by us
  return {
    next: (words) =>
      new Promise((seen) => {
        wanted = { words, seen };
      }),
    end: () => response.destroy(),
  };
}

function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((done, failed) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 202 ? done() : failed(new Error(`HTTP ${response.statusCode}`))));
    });
    sent.on('error', failed).end(body);
  });
}

const ours = await serve([join(root, 'bin/zhiban'), 'demo'], {
  ZHIBAN_DEMO_HOME: join(folder, 'demo'),
  ZHIBAN_DEMO_WEB_PORT: '0',
  ZHIBAN_DEMO_LLM_PORT: '18321',
  ZHIBAN_DEMO_BACKEND_PORT: '18320',
  ZHIBAN_DEMO_FRONTEND_PORT: '18322',
});
// In the demo one is simply there: the first visit brings the cookie.
const room = `${ours.url}rooms/on-call`;
const arrived = await load(room, {});
const cookie = (arrived.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0] ?? '').join('; ');
const html = arrived.body.toString();
const saved = join(folder, 'saved');
mkdirSync(saved);
// The peer's page follows nothing, so that only its painting is compared.
writeFileSync(join(saved, 'index.html'), html);
for (const [, path] of html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|svg)[^"]*)"/g)) {
  const { body } = await load(`${ours.url}${path}`, { cookie });
  writeFileSync(join(saved, (path ?? '').split('?', 1)[0]?.replaceAll('/', '_') ?? ''), body);
}
const bare = await serve([join(root, 'bench/peers/bare-page.ts'), saved]);

async function paint(url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    const paints = () => performance.getEntriesByName('first-contentful-paint').at(0)?.startTime;
    await page.waitForFunction(paints);
    return Number(await page.evaluate(paints));
  } finally {
    await context.close();
  }
}

/** The time until half and all of the streams have a line. */
async function spread(listeners: readonly Listener[], say: (words: string) => Promise<void>) {
  const words = `note-${Math.random().toString(36).slice(2)}`;
  const heard = Promise.all(listeners.map((listener) => listener.next(words)));
  const startMs = performance.now();
  await say(words);
  const times = (await heard).map((atMs) => atMs - startMs);
  return { halfMs: median(times), allMs: Math.max(...times) };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const paints = { ours: [] as number[], bare: [] as number[] };
for (let turn = 0; turn < turns; turn += 1) {
  paints.ours.push(await paint(`${ours.url}rooms/on-call`));
  paints.bare.push(await paint(bare.url));
}
await browser.close();

const quiet = { ours: rssMiB(ours), bare: rssMiB(bare) };
const [heard, bareHeard] = await Promise.all([
  Promise.all(Array.from({ length: pages }, () => listen(`${ours.url}rooms/on-call/events?after=0`, cookie))),
  Promise.all(Array.from({ length: pages }, () => listen(`${bare.url}events`, ''))),
]);
const origin = ours.url.replace(/\/$/, '');
const say = (words: string) =>
  post(`${ours.url}rooms/on-call/say`, JSON.stringify({ text: words, key: words.replace('-', '_').padEnd(8, '0') }), {
    cookie,
    origin,
    'content-type': 'application/json',
  });
const sayBare = (words: string) => post(`${bare.url}say`, `${words}${'x'.repeat(600)}`, {});
const events = { ours: [] as { halfMs: number; allMs: number }[], bare: [] as { halfMs: number; allMs: number }[] };
for (let turn = 0; turn < turns; turn += 1) {
  events.ours.push(await spread(heard, say));
  await setTimeout(300); // the answer to it is shown too
  events.bare.push(await spread(bareHeard, sayBare));
}
const full = { ours: rssMiB(ours), bare: rssMiB(bare) };
for (const listener of [...heard, ...bareHeard]) listener.end();

printMachine();
const row = (name: string, mine: number, its: number, unit: string) => [
  name,
  `${mine.toFixed(1)} ${unit}`,
  `${its.toFixed(1)} ${unit}`,
  `${(mine / its).toFixed(2)} ×`,
];
const halves = (of: readonly { halfMs: number }[]) => median(of.map(({ halfMs }) => halfMs));
const alls = (of: readonly { allMs: number }[]) => median(of.map(({ allMs }) => allMs));
printTable([
  ['page', 'zhiban', 'bare hono', 'ratio'],
  row('first contentful paint, 360 px, nothing cached', median(paints.ours), median(paints.bare), 'ms'),
  row(`said until half of ${pages} pages have it`, halves(events.ours), halves(events.bare), 'ms'),
  row(`said until all ${pages} pages have it`, alls(events.ours), alls(events.bare), 'ms'),
  row('memory, no page open', quiet.ours, quiet.bare, 'MiB'),
  row(`memory, ${pages} pages open`, full.ours, full.bare, 'MiB'),
]);
ours.child.kill('SIGTERM');
bare.child.kill('SIGTERM');
await new Promise((ended) => ours.child.once('exit', ended));
