// One process of `bench/fanout.ts`: the same command on every host, cold and then warm, and prints what it took.
//   node pool.ts ours|hung|bare '{ "targets": […], "fingerprint": …, "warmRounds": … }'
// `hung`: ours, with one more host asked first that takes the connection and then says nothing.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { type HostSpec, hostSpec } from '../../src/bot/hosts/host-spec.ts';
import { openHosts } from '../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../src/handlers/redaction/redactor.ts';
import { connectBare, endBare, execBare, type Target, tuned } from './bare-ssh.ts';

interface Task {
  readonly targets: readonly Target[];
  readonly fingerprint: string;
  readonly warmRounds: number;
}
export interface PoolReport {
  readonly coldMs: number;
  readonly coldCpuMs: number;
  readonly warmMs: readonly number[];
  readonly warmCpuMs: number;
  readonly rssMiB: number;
  readonly grownMiB: number;
}

// As bin/zhiban does; for the bare pool too.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=100');

const [, , kind, task = ''] = process.argv;
const { targets, fingerprint, warmRounds } = JSON.parse(task) as Task; // given by fanout.ts
const command = '/bin/true';

async function makeOurs(hung: boolean) {
  await import('node-ssh'); // loaded at the first use of a host; the bare pool has its library from the start
  const spec = (target: Target): HostSpec => {
    const { address, port, user, keyFile } = target;
    const hostKeys = { fingerprints: [fingerprint] };
    return hostSpec.parse({ transport: 'ssh', address, port, user, key: { file: keyFile }, hostKeys });
  };
  const redactor = makeRedactor([{ name: 'one', value: 'Kr7-pelican-Tq93-orchard' }]);
  const specs: Record<string, HostSpec> = Object.fromEntries(targets.map((target, i) => [`h${i}`, spec(target)]));
  const hosts = openHosts({ specs, masking: () => redactor, env: process.env });
  const given = new AbortController();
  const { signal } = given;
  const silent = hung ? await silentHost() : undefined;
  const ids = Object.keys(specs);
  if (silent !== undefined) specs.silent = { ...spec(targets[0] as Target), ...silent.at }; // there is one host at least
  let asked: Promise<unknown> | undefined;
  const wave = async (): Promise<void> => {
    if (silent !== undefined) asked ??= hosts.exec('silent', [command], { signal, timeoutMs: 600_000 });
    const all = ids.map((id) => hosts.exec(id, [command], { signal, timeoutMs: 60_000 }));
    for (const done of await Promise.all(all))
      if (!done.ok || done.value.exitCode !== 0) throw new Error(JSON.stringify(done));
  };
  return {
    wave,
    async close() {
      given.abort();
      await asked;
      silent?.close();
      await hosts.close();
    },
  };
}

async function silentHost() {
  const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { at: { address: '127.0.0.1', port }, close: () => server.close().unref() };
}

async function makeBare() {
  const clients: Awaited<ReturnType<typeof connectBare>>[] = [];
  const wave = async (): Promise<void> => {
    await Promise.all(
      targets.map(async (target, i) => {
        clients[i] ??= await connectBare(tuned(target));
        await execBare(clients[i], command);
      }),
    );
  };
  return { wave, close: () => Promise.all(clients.map(endBare)) };
}

const pool = await (kind === 'bare' ? makeBare() : makeOurs(kind === 'hung'));
const rss = (): number => process.memoryUsage.rss() / 1024 / 1024;
const before = rss();
async function timed(): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await pool.wave();
  const ms = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  return { ms, cpuMs: (used.user + used.system) / 1_000 };
}
const cold = await timed();
const warm = [];
for (let i = 0; i < warmRounds; i += 1) warm.push(await timed());
const report: PoolReport = {
  coldMs: cold.ms,
  coldCpuMs: cold.cpuMs,
  warmMs: warm.map((each) => each.ms),
  warmCpuMs: warm.reduce((sum, each) => sum + each.cpuMs, 0) / warmRounds,
  rssMiB: rss(),
  grownMiB: rss() - before,
};
await pool.close();
process.stdout.write(JSON.stringify(report));
