import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { silencesThere } from '../../src/bot/alertmanager/silences-there.ts';
import { type IntakeLimits, intakeHandler } from '../../src/bot/http/intake/intake-server.ts';
import { alertmanagerSource } from '../../src/handlers/alerts/alert-settings.ts';
import type { ADeskOptions } from '../fakes/a-desk.ts';
import type { FakeClock } from '../fakes/fake-clock.ts';
import { freePort } from '../free-port.ts';
import { type AnAlertBot, anAlertBot } from '../handlers/alerts/an-alert-bot.ts';

export const projectRoot = join(import.meta.dirname, '../..');
const token = 'life-cycle-token-of-a-test';

/** Real time, where real programs are met. */
const clock: FakeClock = {
  now: Date.now,
  monotonic: () => performance.now(),
  advance: () => {},
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', stop, { once: true });
      function done(): void {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
      function stop(): void {
        clearTimeout(timer);
        reject(signal?.reason);
      }
      if (signal?.aborted === true) stop();
    }),
};

export interface AlertmanagerWorld {
  readonly it: AnAlertBot;
  readonly folder: string;
  /** Of Alertmanager, `http://127.0.0.1:PORT`. */
  readonly api: string;
  /** Where the bot takes alerts in, and the token it wants. */
  readonly intakePort: number;
  readonly token: string;
  amtool(...args: readonly string[]): string;
  /** Starts one more program beside it, and waits until it answers. */
  start(command: string, args: readonly string[], ready: string): Promise<void>;
  listen(listener: RequestListener): Promise<number>;
  close(): Promise<void>;
}

/** A bot that takes alerts in, and a real Alertmanager with the shipped routing that sends them there. */
export async function alertmanagerWorld(
  options: ADeskOptions & {
    readonly groupInterval: string;
    readonly limits?: Partial<IntakeLimits>;
    readonly people?: readonly string[];
    readonly systems?: readonly string[];
  },
): Promise<AlertmanagerWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-alertmanager-'));
  const children: ChildProcess[] = [];
  const servers: Server[] = [];
  const start: AlertmanagerWorld['start'] = async (command, args, ready) => {
    children.push(spawn(command, args, { cwd: folder, stdio: 'ignore' }));
    await vi.waitFor(async () => expect((await fetch(ready)).status).toBe(200), { timeout: 40_000, interval: 100 });
  };
  const listen: AlertmanagerWorld['listen'] = async (listener) => {
    const server = createServer(listener);
    servers.push(server);
    // As the bot itself listens.
    await new Promise<void>((resolve) => void server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve));
    return (server.address() as AddressInfo).port; // it listens
  };
  const port = await freePort();
  const api = `http://127.0.0.1:${port}`;
  const source = alertmanagerSource.parse({ kind: 'alertmanager', api });
  const it = await anAlertBot({ ...options, clock, intake: { am: source } });
  Object.assign(it.desk, {
    silencesElsewhere: silencesThere({
      sources: () => ({ am: source }),
      members: (id) => it.desk.store.alerts.members(id, 100),
      now: Date.now,
    }),
  });
  const handle = intakeHandler({
    intake: it.desk.store.intake,
    source: (name) => (name === 'am' ? { source, token } : undefined),
    inventory: it.desk.inventory,
    now: Date.now,
    log: () => {},
    ...(options.limits && { limits: options.limits }),
  });
  const intakePort = await listen(
    (incoming, outgoing) => void (handle(incoming, outgoing) || outgoing.writeHead(404).end()),
  );
  const webhook = `http://127.0.0.1:${intakePort}/intake/am`;
  // The shipped routing with times for a test.
  const routing = readFileSync(join(projectRoot, 'config/prometheus/alertmanager.yml'), 'utf8')
    .replace('http://127.0.0.1:8377/intake/alertmanager', webhook)
    .replace('/etc/alertmanager/zhiban-token', join(folder, 'token'))
    .replace('group_wait: 5s', 'group_wait: 0s')
    .replace('group_interval: 30s', `group_interval: ${options.groupInterval}`);
  writeFileSync(join(folder, 'token'), token);
  writeFileSync(join(folder, 'alertmanager.yml'), routing);
  await start(
    'prometheus-alertmanager',
    [
      '--config.file=alertmanager.yml',
      '--storage.path=am',
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    `${api}/-/ready`,
  );
  return {
    it,
    folder,
    api,
    intakePort,
    token,
    start,
    listen,
    amtool: (...args) => execFileSync('amtool', ['--alertmanager.url', api, ...args], { encoding: 'utf8' }),
    async close() {
      await Promise.all(children.map(ended));
      await it.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
