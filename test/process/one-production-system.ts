import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { type CliResult, projectRoot } from './cli.ts';

/** A configuration that is no demo: one system in production on this machine, `alice` is root here, `bob` somebody else. */
export async function oneProductionSystem(command: readonly string[]): Promise<{ readonly dir: string; home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'zhiban-production-'));
  const dir = join(home, 'config');
  mkdirSync(join(dir, 'systems'), { recursive: true });
  mkdirSync(join(home, 'app'));
  const page = await freePort();
  const files = {
    'zhiban.yaml': `
state: { dir: ${home}/state }
web: { listen: "127.0.0.1:${page}" }
hosts: { here: { transport: local, folder: ${home}/app } }
people:
  alice: { name: Alice, roles: [admin], osUsers: [root] }
  bob: { name: Bob, roles: [admin], osUsers: [nobody] }
roles: { admin: {} }
grants: [{ role: admin, may: ["*"], approve: ["*"] }]
`,
    'systems/shop.yaml': `
title: Shop
environment: production
folder: ${home}/app
services:
  web:
    host: here
    runtime:
      kind: pidfile
      pidFile: ${home}/app/web.pid
      command: ${JSON.stringify(command)}
      folder: ${home}/app
      logFile: ${home}/app/web.log
`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
  return { dir, home };
}

/** The command line from its sources. */
export function fromSource(
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'src/bot/main.ts'), ...args], {
      env: { ...process.env, SUDO_USER: '', SHOP_TOKEN: 'hunter2hunter2', ZHIBAN_LOG: 'silent', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 50_000,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status, signal) =>
      done({ status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
    child.stdin.end(input);
  });
}
