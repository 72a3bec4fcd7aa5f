// The same command on N hosts: our connections, the bare library's, and what people use today (clush, pdsh,
// parallel-ssh, ansible as Debian ships them, each left out when not installed). N real sshd listeners on 127.0.5.x. Pools
// are built as the bot is. `ours, one hung`: the same while one more host took the connection and says nothing.
//   apt-get install clustershell pdsh pssh ansible-core
//   npm run bench -- fanout [hosts] [rounds] [pools]     with `pools`, without the tools
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { startSshd } from '../test/contract/hosts/sshd.ts';
import type { Target } from './peers/bare-ssh.ts';
import type { PoolReport } from './peers/pool.ts';
import { median, printMachine, printTable } from './peers/table.ts';

const count = Number(process.argv[2] ?? '200');
const rounds = Number(process.argv[3] ?? '3');
const warmRounds = 5;
/** One sshd listens on 16 addresses at most. */
const perDaemon = 16;
const port = 22_405;
const run = promisify(execFile);

const addresses = Array.from({ length: count }, (_, i) => `127.0.5.${i + 1}`);
const [first, ...others] = Array.from({ length: Math.ceil(count / perDaemon) }, (_, i) =>
  addresses.slice(i * perDaemon, (i + 1) * perDaemon),
);
if (first === undefined || count > 250) throw new Error('1 to 250 hosts');
const config = (listen: readonly string[]): string[] => [
  ...listen.slice(1).map((address) => `ListenAddress ${address}:${port}`),
  'MaxStartups 400:30:800', // the addresses stand for hosts of their own, each with its own count
];
const lead = await startSshd({ address: first[0] ?? '', port, config: config(first) });
// The others use the keys of the first: one host key and one login, as far as these tools are concerned.
const daemons = await Promise.all(
  others.map((listen) => startSshd({ address: listen[0] ?? '', port, config: [...config(listen), ...lead.keyConfig] })),
);
const targets = addresses.map((address): Target => ({ address, port, user: lead.user, keyFile: lead.keyFile }));

// Beside node_modules, for what is not bundled is found there.
const folder = mkdtempSync(join(resolve(import.meta.dirname, '..'), '.zhiban-bench-fanout-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const poolFile = join(folder, 'pool.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'peers/pool.ts')],
  outfile: poolFile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  external: ['better-sqlite3', 'node-ssh', 'ssh2'],
});

const list = join(lead.folder, 'hosts');
writeFileSync(list, `${addresses.join('\n')}\n`);
const sshOptions = [
  ...['-F', 'none', '-i', lead.keyFile, '-p', String(port), '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR'],
  ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'],
];
interface Tool {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}
/** Connections kept and modules sent through them, as its manual advises. */
const ansible = (module: 'raw' | 'command'): Tool => ({
  program: 'ansible',
  args: ['all', '-i', list, '-u', lead.user, '-f', '32', '-o', '-m', module, '-a', '/bin/true'],
  env: {
    ANSIBLE_SSH_ARGS: [...sshOptions, '-o ControlMaster=auto', '-o ControlPersist=60s'].join(' '),
    ANSIBLE_PIPELINING: 'true',
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
  },
});
const tools: Readonly<Record<string, Tool>> = {
  clush: {
    program: 'clush',
    args: ['-q', '-l', lead.user, '--hostfile', list, '-o', sshOptions.join(' '), '/bin/true'],
  },
  pdsh: {
    program: 'pdsh',
    args: ['-R', 'ssh', '-l', lead.user, '-w', `^${list}`, '/bin/true'],
    env: { PDSH_SSH_ARGS_APPEND: sshOptions.join(' ') },
  },
  'ansible raw': ansible('raw'),
  'ansible command': ansible('command'),
  'parallel-ssh': {
    program: 'parallel-ssh',
    args: ['-l', lead.user, '-h', list, '-x', sshOptions.join(' '), '/bin/true'],
  },
};
const onlyPools = process.argv[4] === 'pools';
const installed = Object.entries(tools).filter(
  ([, { program }]) => !onlyPools && spawnSync('which', [program]).status === 0,
);

const pools = new Map<string, PoolReport[]>();
const wall = new Map<string, number[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const kind of round % 2 === 0 ? ['ours', 'bare', 'hung'] : ['hung', 'bare', 'ours']) {
    const task = JSON.stringify({ targets, fingerprint: lead.fingerprint, warmRounds });
    const { stdout } = await run(process.execPath, [poolFile, kind, task]);
    pools.set(kind, [...(pools.get(kind) ?? []), JSON.parse(stdout) as PoolReport]); // printed by pool.ts
  }
  for (const [name, { program, args, env }] of round === 0 ? [...installed, ...installed] : installed) {
    const startedAt = performance.now();
    await run(program, args, { env: { ...process.env, ...env }, maxBuffer: 1e8 });
    if (round > 0 || rounds === 1) wall.set(name, [...(wall.get(name) ?? []), performance.now() - startedAt]);
  }
}
await Promise.all([lead, ...daemons].map((daemon) => daemon.stop()));

const of = (kind: string, what: (report: PoolReport) => number): number => median((pools.get(kind) ?? []).map(what));
const warmMs = (kind: string): number => of(kind, (report) => median(report.warmMs));
const coldMs = (kind: string): number => of(kind, (report) => report.coldMs);
const named = { ours: 'ours', hung: 'ours, one hung', bare: 'ssh2 pool' };
const rows = (['ours', 'hung', 'bare'] as const).flatMap((kind) => {
  const name = named[kind];
  const rss = of(kind, (report) => report.rssMiB).toFixed(0);
  const grown = of(kind, (report) => report.grownMiB).toFixed(0);
  const line = (temperature: string, ms: number, cpuMs: number): string[] => [
    `${name}, ${temperature}`,
    ms.toFixed(0),
    cpuMs.toFixed(0),
    rss,
    grown,
    `${(ms / warmMs('ours')).toFixed(1)} ×`,
  ];
  return [
    line(
      'warm',
      warmMs(kind),
      of(kind, (report) => report.warmCpuMs),
    ),
    line(
      'cold',
      coldMs(kind),
      of(kind, (report) => report.coldCpuMs),
    ),
  ];
});
const toolRows = [...wall].map(([name, times]) => {
  const ms = median(times);
  return [name, ms.toFixed(0), '', '', '', `${(ms / warmMs('ours')).toFixed(1)} ×`];
});
printMachine();
printTable([[`${count} hosts`, 'wall ms', 'cpu ms', 'rss MiB', 'grown MiB', 'ours warm = 1'], ...rows, ...toolRows]);
console.log(`\nwarm: ${(warmMs('ours') / warmMs('bare')).toFixed(2)} × the bare warm pool (goal 1.15)`);
console.log(`cold: ${(coldMs('ours') / coldMs('bare')).toFixed(2)} × the tuned cold pool (goal 1.1)`);
console.log(
  `one hung: ${(warmMs('hung') / warmMs('ours')).toFixed(2)} × ours warm, ${(coldMs('hung') / coldMs('ours')).toFixed(2)} × ours cold (goal: nobody waits for it)`,
);
console.log(
  `memory: ${of('ours', (report) => report.rssMiB).toFixed(0)} MiB (goal 120), the bare pool ${of('bare', (report) => report.rssMiB).toFixed(0)}`,
);
