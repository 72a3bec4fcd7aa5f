import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { placeKey } from '../../../src/bot/config/fault.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** Writes files into a new folder, which goes when the test is over. */
export function configurationFolder(files: Files): string {
  const dir = mkdtempSync(join(tmpdir(), 'zhiban-configuration-'));
  made.push(dir);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return dir;
}

export const known = {
  commandWords: ['health', 'restart', '重启', 'status', 'demo'],
  permissions: [
    'service:restart',
    'service:start',
    'system:read',
    'bot:talk',
    'backup:make',
    'backup:restore',
    'backup:drill',
    'alert:ack',
    'checklist:done',
    'schedule:pause',
    'maintenance:start',
  ],
};

/** Stands for a secret: no fault may hold it. */
export const secretValue = 'hunter2-plain-as-day';
export const env = { H1_KEY: 'the key of h1', EMPTY: '', PREFIX: '10.0.0' };

/** A small team with two systems on two hosts; nothing is wrong with it. */
export const wellFormed = {
  'zhiban.yaml': `team: { timeZone: Asia/Shanghai, language: zh }
state: { dir: /nonexistent/zhiban-state }
limits: { commandsPerMinute: 20 }
audit: { readsWhenUnwritable: true }
`,
  'people.yaml': `people:
  alice:
    name: Alice
    roles: [admin]
    chat: { telegram: ["1001"], slack: ["T1:U1"] }
    osUsers: [alice]
  chenwei: { name: Chen Wei, roles: [admin], language: zh, chat: { dingtalk: ["D1:c7"] } }
  bob:
    name: Bob
    roles: [on-call]
    chat: { telegram: ["1002"] }
    osUsers: [bob]
roles:
  admin: { title: Admins }
  on-call: {}
grants:
  - { role: admin, may: ["*"], approve: ["*"], breakGlass: ["*"] }
  - role: on-call
    may: ["service:*", "*:read"]
    systems: [shop]
    environments: [production]
    hours: { from: "09:00", to: "18:00" }
    input: { service: [web] }
machines: { scheduler: [on-call], "api:deploys": [on-call] }
channels:
  - { platform: slack, tenant: T1, space: C1, system: shop }
`,
  'hosts.yaml': `hosts:
  h1:
    transport: ssh
    address: \${PREFIX}.1
    port: \${SSH_PORT:-2222}
    user: ops
    key: { env: H1_KEY }
    hostKeys: { fingerprints: ["SHA256:${'a'.repeat(43)}"] }
  here: { transport: local, folder: /srv/here }
`,
  'systems/shop.yaml': `title: 商店
aliases: [店]
environment: production
folder: /opt/shop
services:
  web:
    host: h1
    needs: [db]
    aliases: [网站]
    runtime: { kind: systemd, unit: web.service, reload: true }
    port: 8080
    health: { url: "http://localhost:8080/health", expect: { status: ok } }
    startWithin: 30s
  db:
    host: h1
    shared: true
    runtime: { kind: systemd, unit: db.service }
    port: 5432
logs:
  app: { host: h1, path: /var/log/shop/app.log }
databases:
  main: { engine: sqlite, host: h1, path: /opt/shop/shop.db }
backups: { host: h1, folder: /backup/shop }
version: { host: h1, file: /opt/shop/version.txt, minimum: { python3: "3.8" } }
temporary:
  - { host: h1, folder: /opt/shop/tmp, names: ["*.tmp"] }
thresholds: { diskPercent: 95 }
`,
  'systems/local.yaml': `title: Local
environment: staging
folder: /srv/here/local
services:
  job:
    host: here
    runtime:
      kind: pidfile
      pidFile: /srv/here/local/job.pid
      command: [node, job.mjs]
      folder: /srv/here/local
      logFile: /srv/here/local/job.log
`,
} as const;
export type WellFormedFile = keyof typeof wellFormed;

/** Stands before the character a fault must point at; it is not written. */
export const mark = '‸';

/** `FILE:LINE:COLUMN: message. hint`, the file without the folder. */
export function faultsIn(dir: string): readonly string[] {
  const loaded = loadConfiguration(dir, env, known);
  return loaded.ok
    ? []
    : loaded.faults.map((each) => `${placeKey(each)}: ${each.message}. ${each.hint}`.replaceAll(`${dir}/`, ''));
}

/** Replaces marked text in the well-formed configuration, and returns the marks' places in order. */
export function changed(edits: readonly (readonly [WellFormedFile, string, string])[]) {
  const files: Record<string, string> = { ...wellFormed };
  for (const [file, from, to] of edits) {
    if (files[file]?.includes(from) !== true) throw new Error(`${file} has no ${from}`);
    files[file] = files[file].replace(from, () => to);
  }
  const places = Object.keys(files)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((file) => {
      const pieces = (files[file] ?? '').split(mark);
      files[file] = pieces.join('');
      return pieces.slice(0, -1).map((_, index) => {
        const lines = pieces
          .slice(0, index + 1)
          .join('')
          .split('\n');
        return `${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
      });
    });
  return { files, places };
}
