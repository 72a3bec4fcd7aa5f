// One command on one host, over the ways people have: ours warm and cold, the bare library warm and cold, ssh with a
// master connection, a fresh ssh. Turn and turn about against one real sshd on loopback; medians, and their ratios.
//   npm run bench -- command [rounds]
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openHosts } from '../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../src/handlers/redaction/redactor.ts';
import { startSshd } from '../test/contract/hosts/sshd.ts';
import { connectBare, endBare, execBare, stock, tuned } from './peers/bare-ssh.ts';
import { median, percentile, printMachine, printTable } from './peers/table.ts';
import { typedQuery } from './worlds/typed-query.ts';

const rounds = Number(process.argv[2] ?? '15');
/** Warm ones are quick: so many of each a round. */
const warmPerRound = 20;

const sshd = await startSshd();
const redactor = makeRedactor([{ name: 'one', value: 'Kr7-pelican-Tq93-orchard' }]);
/** Made once: it asks ssh-keygen. */
const spec = sshd.spec();
const open = () => openHosts({ specs: { h1: spec }, masking: () => redactor, env: process.env });
const options = { signal: new AbortController().signal, timeoutMs: 30_000 };
const ours = open();
const exec = async (hosts = ours): Promise<void> => {
  const done = await hosts.exec('h1', ['/bin/true'], options);
  if (!done.ok || done.value.exitCode !== 0) throw new Error(JSON.stringify(done));
};
const bareTuned = await connectBare(tuned(sshd));
const bareStock = await connectBare(stock(sshd));

const sshArgs = [
  ...['-F', 'none', '-i', sshd.keyFile, '-p', String(sshd.port), '-o', 'BatchMode=yes'],
  ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'],
];
const control = join(sshd.folder, 'control');
const target = `${sshd.user}@${sshd.address}`;
const master = spawn('ssh', [...sshArgs, '-N', '-o', 'ControlMaster=yes', '-o', `ControlPath=${control}`, target], {
  stdio: 'ignore',
});
const run = promisify(execFile);
const viaMaster = async (): Promise<void> => {
  await run('ssh', [...sshArgs, '-o', 'ControlMaster=no', '-o', `ControlPath=${control}`, target, '/bin/true']);
};
await run('sh', ['-c', `while ! [ -S '${control}' ]; do sleep 0.05; done`]);

const query = await typedQuery(sshd);
const flat = openSync(join(query.folder, 'flat'), 'w');
const commitsBefore = query.commits();
await query.ask();
const commits = query.commits() - commitsBefore;
const page = Buffer.alloc(4_096);
writeSync(flat, page);

const warm: Readonly<Record<string, () => Promise<unknown>>> = {
  'ours, exec': () => exec(),
  'ours, batch of 10': () => ours.batch('h1', Array(10).fill(['/bin/true']), options),
  'ssh2 tuned, exec': () => execBare(bareTuned, '/bin/true'),
  'ssh2 as shipped, exec': () => execBare(bareStock, '/bin/true'),
  'ours, typed to answered': query.ask,
  'ssh2 tuned, the same program': () => execBare(bareTuned, 'sh', query.program),
  'ours, one commit alone': query.commit,
  'the disk, one fdatasync': async () => {
    writeSync(flat, page, 0, page.length, 0);
    fdatasyncSync(flat);
  },
};
const slow: Readonly<Record<string, () => Promise<unknown>>> = {
  'ours, cold': async () => {
    const hosts = open();
    await exec(hosts);
    return () => hosts.close();
  },
  'ssh2 tuned, cold': async () => {
    const client = await connectBare(tuned(sshd));
    await execBare(client, '/bin/true');
    return () => endBare(client);
  },
  'ssh2 as shipped, cold': async () => {
    const client = await connectBare(stock(sshd));
    await execBare(client, '/bin/true');
    return () => endBare(client);
  },
  'ssh with ControlMaster': viaMaster,
  'ssh, fresh': () => run('ssh', [...sshArgs, target, '/bin/true']),
};

const times = new Map<string, number[]>();
async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  const cleanUp = await work();
  const tookMs = performance.now() - startedAt;
  times.set(name, [...(times.get(name) ?? []), tookMs]);
  if (typeof cleanUp === 'function') await cleanUp();
}
for (const work of [...Object.values(warm), ...Object.values(slow)]) {
  const cleanUp = await work(); // once each, unmeasured
  if (typeof cleanUp === 'function') await cleanUp();
}
/** Another order each round: what comes after a slow one shares the processor with its leavings. */
const turned = <T>(list: readonly T[], by: number): readonly T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
];
for (let round = 0; round < rounds; round += 1) {
  for (let i = 0; i < warmPerRound; i += 1)
    for (const [name, work] of turned(Object.entries(warm), i)) await measure(name, work);
  for (const [name, work] of turned(Object.entries(slow), round)) {
    await setTimeout(30);
    await measure(name, work);
  }
}

const p50 = (name: string): number => median(times.get(name) ?? []);
const row = (name: string): string[] => [
  name,
  p50(name).toFixed(2),
  percentile(times.get(name) ?? [], 0.95).toFixed(2),
  `${(p50(name) / p50('ssh2 tuned, exec')).toFixed(2)} ×`,
];
printMachine();
printTable([['one command', 'p50 ms', 'p95 ms', 'bare warm = 1'], ...[...times.keys()].map(row)]);
const ratio = (a: string, b: string): string => `${(p50(a) / p50(b)).toFixed(2)} ×`;
console.log(`\nwarm: ${ratio('ours, exec', 'ssh2 tuned, exec')} the bare warm channel, without the gate`);
console.log(
  `typed to answered: ${ratio('ours, typed to answered', 'ssh2 tuned, the same program')} the same program over the bare warm channel (goal 1.25), ${commits} commits (goal 3)`,
);
const unflushed = p50('ours, typed to answered') - commits * p50('ours, one commit alone');
console.log(
  `the same, what its commits take here left out: ${(unflushed / p50('ssh2 tuned, the same program')).toFixed(2)} ×`,
);
console.log(`cold: ${ratio('ours, cold', 'ssh2 tuned, cold')} the tuned cold library (goal 1.1)`);
console.log(`ControlMaster takes ${ratio('ssh with ControlMaster', 'ours, exec')} ours warm (goal 2.5)`);
console.log(`a fresh ssh takes ${ratio('ssh, fresh', 'ours, exec')} ours warm (goal 50)`);

closeSync(flat);
await query.close();
await ours.close();
await Promise.all([endBare(bareTuned), endBare(bareStock)]);
master.kill();
await once(master, 'exit');
await sshd.stop();
