import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { type Chats, chatsYaml } from './cast.ts';

export interface Shop {
  readonly home: string;
  /** Ends what of it was started, and takes it away. */
  clear(): void;
}

/** A small service of its own: answers 200 on its port, which a connection of somebody else may hold for a moment. */
const app = `
import { createServer } from 'node:http';
const server = createServer((_request, response) => response.end('{"status":"healthy"}'));
const listen = () => server.listen(Number(process.argv[2]), '127.0.0.1');
server.on('error', () => setTimeout(listen, 100));
listen();
`;

const bot = (home: string, page: number): string => `
team: { timeZone: Asia/Shanghai }
state: { dir: ${home}/state }
web: { listen: "127.0.0.1:${page}", publicUrl: "http://127.0.0.1:${page}" }
hosts: { here: { transport: local, folder: ${home}/app } }
`;

const system = (home: string, port: number, environment: string): string => `
title: Shop
environment: ${environment}
folder: ${home}/app
services:
  web:
    host: here
    runtime:
      kind: pidfile
      pidFile: ${home}/app/web.pid
      command: [node, app.mjs, "${port}"]
      folder: ${home}/app
      logFile: ${home}/app/web.log
    port: ${port}
    health: { url: "http://127.0.0.1:${port}/" }
    startWithin: 15s
logs:
  web: { host: here, path: "${home}/app/web.log" }
`;

export interface ShopOptions {
  /** More of `zhiban.yaml`. */
  readonly more?: string;
  /** DingTalk has a template of cards. */
  readonly cards?: boolean;
  /** Production unless told. */
  readonly environment?: 'production' | 'lab';
}

/** A small system on this machine, and the configuration of a bot that looks after it. */
export async function openShop(chats: Chats, options: ShopOptions = {}): Promise<Shop> {
  const { more = '', cards = false, environment = 'production' } = options;
  const home = mkdtempSync(join(tmpdir(), 'zhiban-shop-'));
  mkdirSync(join(home, 'config/systems'), { recursive: true });
  mkdirSync(join(home, 'app'));
  writeFileSync(join(home, 'app/app.mjs'), app);
  writeFileSync(join(home, 'app/web.log'), '');
  writeFileSync(
    join(home, 'config/zhiban.yaml'),
    `${bot(home, await freePort())}${chatsYaml(chats, { cards })}${more}`,
  );
  writeFileSync(join(home, 'config/systems/shop.yaml'), system(home, await freePort(), environment));
  return {
    home,
    clear() {
      const pidFile = join(home, 'app/web.pid');
      if (existsSync(pidFile)) kill(Number(readFileSync(pidFile, 'utf8')));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It ended by itself.
  }
}
