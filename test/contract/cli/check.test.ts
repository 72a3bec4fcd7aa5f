import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingsJson } from '../../../src/bot/doctor/findings-json.ts';
import { freePort } from '../../free-port.ts';
import { type Sshd, startSshd } from '../hosts/sshd.ts';

const root = resolve(import.meta.dirname, '../../..');
const home = mkdtempSync(join(tmpdir(), 'zhiban-check-'));
let well: Sshd;
let odd: Sshd;
let silent: Sshd;
let page: Server;
let pagePort: number;

beforeAll(async () => {
  pagePort = await freePort();
  page = createServer((_request, response) => response.end('{"status":"healthy"}')).listen(pagePort, '127.0.0.1');
  [well, odd, silent] = await Promise.all([
    startSshd(),
    startSshd({ config: ['AllowTcpForwarding no'], bashrc: 'sleep 0.4\n' }),
    startSshd(),
  ]);
  silent.signal('SIGSTOP');
});
afterAll(async () => {
  await Promise.all([well, odd, silent].map((each) => each?.stop()));
  page.close();
  rmSync(home, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
/** The command line itself, in a folder where nothing of it is. */
function zhiban(...args: readonly string[]): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(root, 'src/bot/main.ts'), ...args], {
      cwd: home,
      env: { ...process.env, LANG: 'C', LC_ALL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 50_000,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status) =>
      done({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}
const check = (dir: string, ...more: readonly string[]): Promise<Ended> => zhiban('check', '--config', dir, ...more);
const judged = async (dir: string): Promise<{ readonly status: number | null; readonly said: FindingsJson }> => {
  const { status, stdout } = await check(dir, '--json');
  return { status, said: JSON.parse(stdout) as FindingsJson }; // its own contract
};

/** A team, one host, and one system on it whose service is `page`, run by a PID file nobody wrote. */
function configuration(
  name: string,
  sshd: Sshd,
  more: { readonly fingerprint?: string; readonly key?: string } = {},
): string {
  const dir = join(home, name);
  const app = join(dir, 'app');
  for (const folder of ['systems', 'app/run', 'app/logs'])
    mkdirSync(join(dir, folder), { recursive: true, mode: 0o755 });
  writeFileSync(
    join(dir, 'zhiban.yaml'),
    `state: { dir: ${join(home, `${name}-state`)} }
people:
  alice: { name: Alice, roles: [admin], osUsers: [alice] }
  bob: { name: Bob, roles: [admin], osUsers: [bob] }
roles: { admin: {} }
grants:
  - { role: admin, may: ["*"], approve: ["*"] }
hosts:
  h1:
    transport: ssh
    address: ${sshd.address}
    port: ${sshd.port}
    user: ${sshd.user}
    key: { file: "${more.key ?? sshd.keyFile}" }
    hostKeys: { fingerprints: ["${more.fingerprint ?? sshd.fingerprint}"] }
    connectTimeout: 1s
`,
  );
  writeFileSync(
    join(dir, 'systems/shop.yaml'),
    `title: Shop
environment: production
folder: ${app}
services:
  web:
    host: h1
    runtime:
      kind: pidfile
      pidFile: ${app}/run/web.pid
      command: [python3, web.py]
      folder: ${app}
      logFile: ${app}/logs/web.log
    port: ${pagePort}
    health: { url: "http://127.0.0.1:${pagePort}/" }
`,
  );
  return dir;
}

const amissOf = ({ findings }: FindingsJson): readonly string[] =>
  findings.filter(({ mark }) => mark !== 'ok').map(({ mark, subject, what }) => `${mark} ${subject}: ${what}`);

describe('zhiban check', () => {
  test('names every fault of the configuration at once, with file, line and column, and exits 78', async () => {
    const dir = join(home, 'faulty');
    mkdirSync(dir);
    writeFileSync(join(dir, 'zhiban.yaml'), 'people:\n  alice:\n    nmae: Alice\nstate:\n  dri: /tmp/x\n');
    const { status, stdout } = await check(dir);
    expect(status).toBe(78);
    expect(stdout).toMatch(/^■ .*faults in the configuration; nothing else was looked at/);
    expect(stdout).toMatch(/zhiban\.yaml:3:5/);
    expect(stdout).toMatch(/zhiban\.yaml:5:3/);
    const asJson = await judged(dir);
    expect(asJson.status).toBe(78);
    expect(asJson.said.ok).toBe(false);
    expect(asJson.said.findings.length).toBeGreaterThan(2);
    expect(asJson.said.findings.every(({ subject }) => subject === 'configuration')).toBe(true);
  });

  test('logs in, looks at everything, and leaves no trace in the state', async () => {
    const { status, said } = await judged(configuration('well', well));
    expect(amissOf(said)).toEqual([
      expect.stringMatching(/^critical service: shop\/web does not run, and its port \d+ is held/),
    ]);
    expect(status).toBe(1);
    const subjects = new Set(said.findings.map(({ subject }) => subject));
    for (const subject of [
      'login',
      'login-shell',
      'clock',
      'sudo',
      'space',
      'path',
      'forwarding',
      'state',
      'approvers',
    ])
      expect(subjects).toContain(subject);
    expect(existsSync(join(home, 'well-state'))).toBe(false);
  });

  test('names a slow login shell and an sshd that forwards nothing', async () => {
    const { said } = await judged(configuration('odd', odd));
    expect(amissOf(said)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^warning login-shell: the login shell of .* is slow: every command takes [45]\d\d ms/),
        expect.stringMatching(/^warning forwarding: its sshd forwards no connections/),
      ]),
    );
  });

  test('shows both fingerprints when the host key is another', async () => {
    const fingerprint = `SHA256:${'x'.repeat(43)}`;
    const { status, said } = await judged(configuration('changed', well, { fingerprint }));
    expect(status).toBe(1);
    const [finding] = said.findings.filter(({ subject }) => subject === 'login');
    expect(finding).toMatchObject({ mark: 'critical', mend: expect.stringContaining('ssh-keygen -lf') });
    expect(finding?.what).toContain(fingerprint);
    expect(finding?.what).toContain(well.fingerprint);
  });

  test('says that the key is not let in, and where its public half belongs', async () => {
    const { said } = await judged(configuration('stranger', well, { key: odd.keyFile }));
    const [finding] = said.findings.filter(({ subject }) => subject === 'login');
    expect(finding?.what).toContain('refused to let');
    expect(finding?.mend).toContain('authorized_keys');
  });

  test('gives up on a host that accepts and never speaks', async () => {
    const startedAt = performance.now();
    const { said } = await judged(configuration('silent', silent));
    expect(amissOf(said)).toEqual([expect.stringMatching(/^critical login: h1 did not answer on .* within 1 s/)]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  test('tells people first what is wrong, and how to mend it', async () => {
    const { stdout } = await check(configuration('shown', odd));
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^■ critical · .*: \d things to mend, \d+ well/);
    expect(lines[1]).toMatch(/^■ h1 {2}shop\/web does not run/);
    expect(lines.filter((line) => /^\s+→ /.test(line)).length).toBeGreaterThanOrEqual(3);
    expect(lines.at(-2)).toMatch(/^●/);
  });
});

describe('zhiban sudoers', () => {
  const print = (host: string, dir: string): Promise<Ended> => zhiban('sudoers', host, '--config', dir);

  test('prints a comment where nothing is needed, without opening the state', async () => {
    const printed = await print('h1', configuration('sudoers', well));
    expect(printed).toMatchObject({ status: 0, stdout: expect.stringMatching(/^# Nothing is run as root on h1/) });
    expect(existsSync(join(home, 'sudoers-state'))).toBe(false);
  });

  test('an unknown host exits 2 with the nearest one', async () => {
    const printed = await print('h2', configuration('sudoers', well));
    expect(printed).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Did you mean h1?') });
  });

  test('a faulty configuration exits 78 and prints nothing that could be installed', async () => {
    const dir = join(home, 'faulty');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'zhiban.yaml'), 'people: []\n');
    expect(await print('h1', dir)).toMatchObject({ status: 78, stdout: '' });
  });
});

test('zhiban init writes into a new folder, names three commands, and refuses one that is not empty', async () => {
  const dir = join(home, 'first');
  const first = await zhiban('init', dir);
  expect(first.status, first.stderr).toBe(0);
  expect(first.stdout.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    "  ssh-keygen -t ed25519 -N '' -f ~/.ssh/zhiban",
    `  \${EDITOR:-vi} ${dir}/zhiban.yaml ${dir}/systems/example.yaml`,
    `  zhiban check --config ${dir}`,
  ]);
  expect(existsSync(join(dir, 'systems/example.yaml'))).toBe(true);
  const again = await zhiban('init', dir);
  expect(again).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('not empty') });
});
