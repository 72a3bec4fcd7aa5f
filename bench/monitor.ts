// Watching 200 hosts every 15 s, CPU, memory, disk and load of each: our one batch a host over a warm connection, real Prometheus
// scraping a real node exporter as often, and an ssh a check as a script would. What is counted is the watcher's own CPU and memory
// and all bytes on the wire, both ways: everything runs in a network namespace of its own, so nobody else's traffic is among them.
//   npm run bench -- monitor [HOSTS] [ROUNDS]       needs root, prometheus and prometheus-node-exporter (left out when not there)
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { systemSpec } from '../src/actions/inventory.ts';
import { monitorSpec } from '../src/actions/monitors/monitor-spec.ts';
import { monitorsOf } from '../src/actions/monitors/monitors-of.ts';
import { openHosts } from '../src/bot/hosts/hosts.ts';
import { lookAt, openWatch } from '../src/handlers/monitors/system-watch.ts';
import { makeRedactor } from '../src/handlers/redaction/redactor.ts';
import { startSshd } from '../test/contract/hosts/sshd.ts';
import { aDesk } from '../test/fakes/a-desk.ts';
import { median, printMachine, printTable } from './peers/table.ts';

if (process.env.ZHIBAN_BENCH_ALONE !== '1') {
  const again = 'ip link set lo up && exec "$@"';
  const args = ['--net', 'sh', '-c', again, 'sh', process.execPath, ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', args, { stdio: 'inherit', env: { ...process.env, ZHIBAN_BENCH_ALONE: '1' } });
  process.exit(status ?? 1);
}

const count = Number(process.argv[2] ?? '200');
const rounds = Number(process.argv[3] ?? '4');
const everyMs = 15_000;
const perDaemon = 16;
const port = 22_405;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const addresses = Array.from({ length: count }, (_, at) => `127.0.5.${at + 1}`);
const [first = [], ...others] = Array.from({ length: Math.ceil(count / perDaemon) }, (_, at) =>
  addresses.slice(at * perDaemon, (at + 1) * perDaemon),
);
const config = (listen: readonly string[]): string[] => [
  ...listen.slice(1).map((address) => `ListenAddress ${address}:${port}`),
  'MaxStartups 400:30:800',
];
const lead = await startSshd({ address: first[0] ?? '', port, config: config(first) });
const daemons = await Promise.all(
  others.map((listen) => startSshd({ address: listen[0] ?? '', port, config: [...config(listen), ...lead.keyConfig] })),
);

/** Bytes that crossed the loopback of this namespace. */
const wire = (): number => Number(/^\s*lo:\s*(\d+)/m.exec(readFileSync('/proc/net/dev', 'utf8'))?.[1]);

interface Cost {
  readonly cpuMs: number;
  readonly bytes: number;
  readonly megabytes: number;
}
printMachine();
const rows: [string, Cost][] = [];

// Ours.
const specs = Object.fromEntries(addresses.map((address, at) => [`h${at}`, { ...lead.spec(), address }]));
const hosts = openHosts({ specs, masking: () => makeRedactor([]), env: process.env });
const it = await aDesk({ hosts });
const monitors = Object.fromEntries(
  (['cpu', 'memory', 'disk', 'load'] as const).map((kind) => [kind, monitorSpec.parse({ kind, warning: 1e9 })]),
);
const limit = pLimit(24);
const systems = addresses.map((_, at) => {
  const services = { x: { host: `h${at}`, runtime: { kind: 'systemd', unit: 'x.service' } } };
  const spec = systemSpec.parse({ title: 'x', environment: 'lab', folder: '/', services, monitors });
  return {
    ...spec,
    id: `s${at}`,
    services: Object.entries(spec.services).map(([id, each]) => ({ ...each, id, system: `s${at}` })),
  };
});
const watches = await Promise.all(systems.map((system) => openWatch(it.desk, system.id)));
const look = () =>
  Promise.all(
    systems.map((system, at) =>
      limit(async () => {
        const watch = watches[at];
        if (watch === undefined) throw new Error('a system without its watch');
        const signals = await lookAt(it.desk, system, monitorsOf(system), watch, AbortSignal.timeout(60_000));
        if (signals.length > 0) throw new Error(JSON.stringify(signals[0]));
      }),
    ),
  );
for (let warm = 0; warm < 2; warm++) await look();
const own: Cost[] = [];
for (let round = 0; round < rounds; round++) {
  const [before, bytes, begun] = [process.cpuUsage(), wire(), performance.now()];
  await look();
  const { user, system } = process.cpuUsage(before);
  own.push({ cpuMs: (user + system) / 1_000, bytes: wire() - bytes, megabytes: process.memoryUsage().rss / 1_048_576 });
  if (round === 0) console.log(`one look at ${count} hosts took ${(performance.now() - begun).toFixed(0)} ms\n`);
}
const middle = (all: readonly Cost[]): Cost => ({
  cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
  bytes: median(all.map(({ bytes }) => bytes)),
  megabytes: median(all.map(({ megabytes }) => megabytes)),
});
rows.push(['ours, one batch a host', middle(own)]);
await hosts.close();

// Prometheus and the node exporter, all targets the same one.
if (existsSync('/usr/bin/prometheus') && existsSync('/usr/bin/prometheus-node-exporter')) {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-prometheus-'));
  const exporter = spawn('prometheus-node-exporter', ['--web.listen-address=0.0.0.0:9100'], { stdio: 'ignore' });
  const targets = addresses.map((address) => `${address}:9100`);
  const global = { scrape_interval: `${everyMs / 1_000}s`, scrape_timeout: '10s' };
  const scrape = { global, scrape_configs: [{ job_name: 'node', static_configs: [{ targets }] }] };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(scrape));
  const prometheus = spawn(
    'prometheus',
    ['--config.file=prometheus.yml', '--storage.tsdb.path=data', '--web.listen-address=127.0.0.1:9090'],
    { cwd: folder, stdio: 'ignore' },
  );
  const of = prometheus.pid ?? 0;
  const ticks = (): number => {
    const words = readFileSync(`/proc/${of}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(words[11]) + Number(words[12])) * 10;
  };
  const resident = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${of}/status`, 'utf8'))?.[1]) / 1_024;
  await sleep(2 * everyMs);
  const [cpu, bytes] = [ticks(), wire()];
  await sleep(rounds * everyMs);
  rows.push([
    'prometheus and node exporter',
    { cpuMs: (ticks() - cpu) / rounds, bytes: (wire() - bytes) / rounds, megabytes: resident() },
  ]);
  prometheus.kill();
  exporter.kill();
  await sleep(500);
  rmSync(folder, { recursive: true, force: true });
} else console.log('prometheus and prometheus-node-exporter are not here: left out');

// A script: an ssh for each of four checks. Some of them, for all would take minutes; counted up.
const some = Math.min(20, count);
const options = [
  ...['-F', 'none', '-i', lead.keyFile, '-p', String(port), '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR'],
  ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'],
];
const checks = ['head -n 1 /proc/stat', 'cat /proc/meminfo', 'df -Pk /', 'cat /proc/loadavg'];
const childTicks = (): number => {
  const words = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(words[13]) + Number(words[14])) * 10;
};
const [cpu, bytes] = [childTicks(), wire()];
for (const address of addresses.slice(0, some))
  for (const check of checks) execFileSync('ssh', [...options, `${lead.user}@${address}`, check], { stdio: 'ignore' });
const share = count / some;
rows.push([
  `ssh a check (of ${some} hosts, counted up)`,
  { cpuMs: (childTicks() - cpu) * share, bytes: (wire() - bytes) * share, megabytes: Number.NaN },
]);

const ours = rows[0]?.[1] ?? { cpuMs: Number.NaN, bytes: Number.NaN, megabytes: Number.NaN };
printTable([
  [`${count} hosts once`, 'cpu ms', 'of a core', '×', 'wire KiB a host', '×', 'MiB'],
  ...rows.map(([name, { cpuMs, bytes: all, megabytes }]) => [
    name,
    cpuMs.toFixed(0),
    `${((100 * cpuMs) / everyMs).toFixed(1)} %`,
    (cpuMs / ours.cpuMs).toFixed(1),
    (all / 1_024 / count).toFixed(1),
    (all / ours.bytes).toFixed(1),
    Number.isFinite(megabytes) ? megabytes.toFixed(0) : '–',
  ]),
]);
await it.close();
await Promise.all([lead, ...daemons].map((daemon) => daemon.stop()));
process.exit(0);
