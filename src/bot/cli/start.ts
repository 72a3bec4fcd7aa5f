import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import type { Loop } from '../../handlers/loop.ts';
import type { Run } from '../../handlers/store/runs.ts';
import type { Composed } from '../compose.ts';
import { prepareDemo } from '../demo/prepare-demo.ts';
import { demoFolder } from '../demo/prepare-for-demo.ts';
import { type OpenPlatforms, openPlatforms } from '../platforms/open-platforms.ts';
import { openTerminal, type TerminalChat } from '../platforms/terminal/chat.ts';
import { demoConfiguration } from '../project-root.ts';
import { open } from './open.ts';
import { ailmentOf, type ServedPage, servePage } from './serve-page.ts';
import { whoCalls } from './who-calls.ts';

/** The bot on a configuration: what was interrupted is said, and the terminal is a chat for whoever started it. */
export async function start(dir: string): Promise<number> {
  const composed = await open({
    dir,
    env: process.env,
    kind: 'bot',
    logLevel: process.env.ZHIBAN_LOG ?? 'info',
    logToFile: process.env.ZHIBAN_LOG === undefined && process.stdin.isTTY && process.stderr.isTTY,
    interrupted: tell,
  });
  const settings = composed.desk.settings();
  const identified = whoCalls(settings, undefined, process.env);
  const caller = identified.identified ? identified.person : undefined;
  const systems = settings.systems.map(({ id }) => id).join(', ');
  const log = composed.logPath === undefined ? '' : ` · log in ${composed.logPath}`;
  const ready = `zhiban is ready for ${systems} · configuration ${settings.version} · state in ${composed.configuration().state.dir}${log}`;
  const nobody = identified.identified ? undefined : nobodyHere(identified.osUser);
  return serve({
    composed,
    person: caller?.id,
    ...(nobody === undefined ? {} : { nobody }),
    caller,
    first: [],
    last: [],
    welcome: `${nobody ?? '/login gives you a link that signs you in there.'}\n${ready}`,
  });
}

const nobodyHere = (osUser: string): string =>
  `Nobody can talk here: no person of the configuration has the operating-system user ${osUser} (people.<id>.osUsers: [${osUser}]). Other chats and the page are served.`;

/** The embedded demo: its small system is laid out and started, then one may talk about it, as any of its people. */
export async function demo(): Promise<number> {
  const dir = demoConfiguration();
  const composed = await open({
    dir,
    env: process.env,
    kind: 'bot',
    logLevel: process.env.ZHIBAN_LOG ?? 'warn',
    logToFile: process.env.ZHIBAN_LOG === undefined,
    interrupted: tell,
  });
  prepareDemo(dir, demoFolder(composed.configuration()));
  return serve({
    composed,
    person: 'alice',
    first: ['/start demo'],
    last: ['/stop frontend', '/stop backend', '/stop llm'],
    welcome,
  });
}

const welcome = `You are Alice (admin), here and there: a chat about a small system on this machine. Try, one after the other:
  /health · /demo break llm · /health · /restart llm · /help
  /demo as carol (a viewer) · /restart llm · /demo as chenwei · /重启 大模型 · /audit
On the page the menu at the top right makes you another person; /login gives a link that opens it as whoever you are here.
Open it in two browsers to see a second person approve /stop demo in # on-call.
exit ends it and stops what it started.`;

interface Serve extends Omit<TerminalChat, 'desk'> {
  readonly composed: Composed;
  /** Said once before the first prompt. */
  readonly welcome: string;
}

/** Until the terminal is left or a signal comes. */
async function serve({ composed, welcome, ...sitting }: Serve): Promise<number> {
  const end = new AbortController();
  const leave = () => end.abort(new Error('the process must end'));
  const reload = () => {
    // A terminal that was closed says so by the same signal; nobody would see this process go on.
    if (process.stdin.isTTY && !isatty(0)) return leave();
    return void loadAgain(composed).then(console.error, (error: unknown) => console.error(String(error)));
  };
  process.once('SIGTERM', leave).on('SIGHUP', reload);
  // A terminal that was closed takes no words and gives none; what was begun is ended in order all the same.
  for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on('error', leave);
  let page: ServedPage | undefined;
  let heartbeat: Loop | undefined;
  let platforms: OpenPlatforms | undefined;
  try {
    platforms = await openPlatforms({
      desk: composed.desk,
      configuration: composed.configuration(),
      memoryOf: composed.platformMemory,
      files: join(composed.configuration().state.dir, 'files'),
      connect: composed.serving.connect,
      disconnect: composed.serving.disconnect,
      async draw(chart, reader) {
        const file = await composed.charts.png(chart, reader, 'light');
        return file === undefined ? undefined : readFile(file);
      },
    });
    page = await servePage(composed, composed.serving.connect, platforms.mount).catch((error: unknown) => {
      console.error(String(error));
      return undefined;
    });
    if (page === undefined) return 1;
    const terminal = openTerminal({ desk: composed.desk, ...sitting });
    await terminal.platform.start(composed.serving.connect(terminal.platform));
    platforms.start();
    composed.platformsOpened(platforms);
    composed.serving.begin();
    // Loaded again while they were being opened.
    await composed.desk.connectAnew?.();
    heartbeat = await beat(composed);
    await terminal.chat(`The page: ${page.url}\n${welcome}`, end.signal);
    return 0;
  } finally {
    process.off('SIGTERM', leave).off('SIGHUP', reload);
    await heartbeat?.stop();
    await composed.serving.stop();
    await platforms?.stop();
    await page?.close();
    await composed.close();
  }
}

/** Says what came of it. */
async function loadAgain({ desk }: Composed): Promise<string> {
  const faults = await desk.reconfigure();
  if (faults.length > 0) return `the old configuration stays:\n${faults.join('\n')}`;
  const anew = (await desk.connectAnew?.()) ?? [];
  return anew.length === 0 ? 'configuration loaded' : `configuration loaded, connected anew: ${anew.join(', ')}`;
}

async function beat(composed: Composed): Promise<Loop | undefined> {
  const { heartbeat } = composed.configuration();
  if (heartbeat === undefined) return undefined;
  const { startHeartbeat } = await import('../heartbeat/heartbeat.ts');
  return startHeartbeat(composed.desk, { ...heartbeat, ailment: () => ailmentOf(composed) });
}

function tell(runs: readonly Run[]): void {
  for (const { runId, plan, requester } of runs) {
    console.error(
      `run ${runId} (${plan.action} on ${plan.system}, asked by ${requester}) was interrupted: /resume ${runId}, /undo ${runId} or /abandon ${runId} "why"`,
    );
  }
}
