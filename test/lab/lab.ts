import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { holdLab } from './hold-lab.ts';

const root = resolve(import.meta.dirname, '../..');

interface LabHost {
  readonly name: string;
  readonly system: string | null;
  readonly address: string;
  readonly port: number;
  readonly botUser: string;
  readonly botKeyPath: string;
  readonly testUser: string;
  readonly testKeyPath: string;
}
interface Inventory {
  readonly home: string;
  readonly net: string;
  readonly knownHosts: string;
  readonly hosts: readonly LabHost[];
}

function readInventory(): Inventory {
  const home = execFileSync('bash', ['-c', '. "$1"; echo "$LAB_HOME"', 'bash', join(root, 'lab/config.sh')], {
    encoding: 'utf8',
  });
  const file = join(home.trim(), 'inventory.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Inventory; // lab/up wrote it
}

export const inventory = readInventory();
await holdLab(inventory.home);

/** What a process needs to find the lab: `config/lab` reads these. */
export const labEnv: Readonly<Record<string, string>> = { LAB_HOME: inventory.home, LAB_NET: inventory.net };

function host(name: string): LabHost {
  const found = inventory.hosts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is no host of the lab: tests touch nothing else`);
  return found;
}

/** Looks at a lab host as root, by ssh of the test's own, never by Zhiban's word. Returns stdout, trimmed. */
export function onHost(name: string, script: string): string {
  const { address, testUser, testKeyPath } = host(name);
  const options = [
    '-i',
    testKeyPath,
    '-o',
    `UserKnownHostsFile=${inventory.knownHosts}`,
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=5',
    '-o',
    'LogLevel=ERROR',
  ];
  return execFileSync('ssh', [...options, `${testUser}@${address}`, script], {
    encoding: 'utf8',
    timeout: 30_000,
  }).trim();
}

const lab = (tool: string, ...args: string[]): void => {
  for (const name of args.slice(0, 1)) host(name);
  execFileSync(join(root, 'lab', tool), args, { stdio: 'pipe', timeout: 60_000 });
};
export const breakService = (name: string, service: string, fault: string): void => lab('break', name, service, fault);
export const mend = (name: string): void => lab('mend', name);
export const net = (name: string, how: 'cut' | 'heal' | 'drop22' | 'reject22'): void => lab('net', name, how);

/** A state folder of the test's own, gone at its end. */
export function stateFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'zhiban-lab-state-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface CliResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** With `--json`. */
  readonly json: {
    readonly ok: boolean;
    readonly code: string;
    readonly text: string;
    readonly runId?: number;
    readonly approvalId?: string;
    readonly planHash?: string;
  };
}

/** Runs a program of the project with the lab's environment and a state folder of its own. */
export function zhiban(
  state: string,
  args: readonly string[],
  program: string = join(root, 'bin/zhiban'),
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, ...labEnv, ZHIBAN_LAB_STATE: state, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const limit = setTimeout(() => child.kill('SIGKILL'), 110_000);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearTimeout(limit);
      const stdout = Buffer.concat(out).toString();
      const stderr = Buffer.concat(err).toString();
      const get = (): CliResult['json'] => {
        try {
          return JSON.parse(stdout) as CliResult['json']; // the command line's own contract
        } catch {
          throw new Error(`no JSON on stdout (exit ${status} ${signal}): ${stdout}\n${stderr}`);
        }
      };
      done({
        status,
        signal,
        stdout,
        stderr,
        get json() {
          return get();
        },
      });
    });
  });
}

/** One command as a person, as JSON. */
export const command = (state: string, person: string, text: string, ...more: string[]): Promise<CliResult> =>
  zhiban(state, ['run', text, '--as', person, '--json', '--config', 'config/lab', ...more]);
