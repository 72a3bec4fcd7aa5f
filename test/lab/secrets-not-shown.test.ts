import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CliResult, inventory, mend, onHost, stateFolder, zhiban } from './lab.ts';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'src/bot/main.ts');

/** A secret the configuration names, in the forms in which a host may print it. */
const key = randomBytes(32).toString('hex');
const base64 = Buffer.from(key).toString('base64');
const privateKey = readFileSync(join(inventory.home, 'bot-key'), 'utf8').trim().split('\n')[2] ?? '';
/** Secrets only by their shape: no configuration names them. */
const shaped = 'sk-live-Zk41hQ7xPw9TnB3uR8sV2yLc';
const forbidden: Readonly<Record<string, string>> = { key, base64, privateKey, shaped };

let dir = '';
let state = stateFolder();
let results: CliResult[] = [];
beforeEach(() => {
  state = stateFolder();
  results = [];
  dir = mkdtempSync(join(tmpdir(), 'zhiban-lab-config-'));
  cpSync(join(root, 'config/lab'), dir, { recursive: true });
  appendFileSync(join(dir, 'zhiban.yaml'), '\naudit:\n  key: { env: LAB_AUDIT_KEY }\n');
});
afterEach(() => {
  state.remove();
  rmSync(dir, { recursive: true });
});

const env = { LAB_AUDIT_KEY: key, ZHIBAN_LOG: 'debug' };
async function say(who: string, text: string, ...more: string[]): Promise<CliResult> {
  const result = await zhiban(state.path, ['run', text, '--as', who, '--config', dir, ...more], program, env);
  results.push(result);
  return result;
}

/** Everything that came out of it, and everything it keeps, by where it stands. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  const audit = await zhiban(state.path, ['audit', 'export', '--config', dir], program, env);
  expect(audit.status, audit.stderr).toBe(0);
  expect(audit.stdout).toContain('run.closed');
  const files = readdirSync(state.path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(files.length).toBeGreaterThan(0);
  return new Map([
    ...results.flatMap(({ stdout, stderr }, at): [string, string][] => [
      [`answer ${at}`, stdout],
      [`progress and log ${at}`, stderr],
    ]),
    ['audit export', audit.stdout + audit.stderr],
    ...files.map((file): [string, string] => [file.name, readFileSync(join(file.parentPath, file.name), 'latin1')]),
  ]);
}

async function expectNothingShown(): Promise<void> {
  for (const [where, words] of await everything()) {
    for (const [what, value] of Object.entries(forbidden)) {
      expect(value.length).toBeGreaterThan(20);
      expect(words.includes(value), `${what} stands in ${where}`).toBe(false);
    }
  }
}

const leaks = `leaked ${key} and ${base64} and ${privateKey} OPENAI_API_KEY=${shaped} end of leak`;

test('secrets in a log file and in a command line are masked in chat, progress, log, state and audit', async () => {
  const llm = '/opt/smart-teaching/llm/main.py';
  try {
    // It prints them and ends: the last lines of its log are shown.
    onHost(
      'h3',
      `printf '%s\\n' 'print("${leaks}")' 'raise SystemExit(3)' | runuser -u teaching -- tee ${llm} >/dev/null`,
    );
    const failed = await say('bob', '/restart llm', '--yes', '--json');
    expect(failed.json.code).toBe('command-failed');
    expect(failed.json.text).toContain('leaked [masked');
    expect(failed.json.text).toContain('end of leak');
    expect(onHost('h3', 'tail -n 1 /opt/smart-teaching/devops/logs/llm.log')).toBe(leaks);
    await say('bob', '/run 1');

    onHost(
      'h3',
      `mkdir -p /srv/${key}; systemd-run -q --collect --unit=lab-stranger-llm --uid=teaching python3 -m http.server 8001 --directory /srv/${key}; sleep 1`,
    );
    const health = await say('carol', '/health llm');
    expect(health.stdout).toContain('--directory /srv/[masked');
    await say('bob', '/restart llm', '--yes');
    await expectNothingShown();
  } finally {
    onHost(
      'h3',
      `systemctl stop lab-stranger-llm; rm -rf /srv/${key}; cd /opt/smart-teaching/devops/logs; grep -v leaked llm.log >/tmp/llm.log; cat /tmp/llm.log >llm.log; rm /tmp/llm.log`,
    );
    mend('h3');
  }
});

test('secrets in the journal of a unit are masked where a failed restart shows its last lines', async () => {
  const dropIn = '/run/systemd/system/talentlens.service.d';
  try {
    onHost(
      'h1',
      `mkdir -p ${dropIn}; printf '%s\\n' '[Service]' 'ExecStartPre=/bin/echo ${leaks}' 'ExecStartPre=/bin/false' >${dropIn}/lab.conf; systemctl daemon-reload`,
    );
    const failed = await say('bob', '/restart talentlens', '--yes');
    expect(failed.status).toBe(1);
    expect(failed.stdout).toContain('leaked [masked');
    expect(onHost('h1', 'journalctl -u talentlens -n 12 -o cat --no-pager')).toContain(leaks);
    await say('bob', '/run 1', '--json');
    await expectNothingShown();
  } finally {
    mend('h1');
  }
});

test('a secret that is typed is refused, and stands nowhere afterwards', async () => {
  const typed = await say('alice', `/restart llm override="the key is ${key}"`, '--yes');
  expect(typed.status).toBe(2);
  expect(typed.stdout).toContain('rotate');
  await say('bob', '/restart llm', '--yes');
  await expectNothingShown();
  mend('h3');
});
