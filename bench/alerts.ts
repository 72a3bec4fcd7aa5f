// Alerts over HTTP: bodies of ten, validated, against the same with bare node and zod, turn and turn about (goal: at least 0.9 of
// it); then with one durable row each (goal: at least 2,000 a second); then how fast what was kept becomes alerts.
//   npm run bench -- alerts [SECONDS] [ROUNDS]
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemsToInventory } from '../src/bot/config/systems-to-inventory.ts';
import { intakeHandler } from '../src/bot/http/intake/intake-server.ts';
import { openStore } from '../src/bot/storage/open-store.ts';
import { alertmanagerSource } from '../src/handlers/alerts/alert-settings.ts';
import { alertmanagerBody } from '../src/handlers/alerts/sources/alertmanager.ts';
import { takeIn } from '../src/handlers/alerts/take-in.ts';
import type { Intake } from '../src/handlers/store/intake.ts';
import { anAlertBot } from '../test/handlers/alerts/an-alert-bot.ts';
import { median, printMachine, printTable } from './peers/table.ts';

const milliseconds = 1_000 * Number(process.argv[2] ?? '4');
const rounds = Number(process.argv[3] ?? '5');
const connections = 64;
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-alerts-'));
const bodyFile = join(folder, 'body.json');
const token = 'a-token-of-a-benchmark';
const alert = (at: number, more: object = {}) => ({
  status: 'firing',
  labels: {
    alertname: 'NginxDown',
    instance: `10.0.0.${at}:9115`,
    job: 'nginx',
    service: 'nginx',
    severity: 'critical',
  },
  annotations: { summary: 'nginx does not answer', description: 'Probe of nginx failed, value 0' },
  startsAt: '2026-11-21T22:29:55.158Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://vm:9090/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1',
  fingerprint: `9ddf7ca97d40c7${at}`,
  ...more,
});
const delivery = (alerts: readonly object[]) => ({
  receiver: 'bot',
  status: 'firing',
  alerts,
  groupLabels: { alertname: 'NginxDown' },
  commonLabels: { job: 'nginx' },
  commonAnnotations: {},
  externalURL: 'http://vm:9093',
  version: '4',
  groupKey: '{}:{alertname="NginxDown"}',
  truncatedAlerts: 0,
});
writeFileSync(bodyFile, JSON.stringify(delivery(Array.from({ length: 10 }, (_, at) => alert(at)))));

const store = await openStore({ folder: join(folder, 'state'), now: Date.now });
const nowhere: Intake = {
  put: async () => {},
  waiting: async () => [],
  drop: async () => {},
  count: async () => 0,
  backlog: async () => ({ deliveries: 0, bytes: 0 }),
  seen: async () => [],
};
const from = { source: alertmanagerSource.parse({ kind: 'alertmanager' }), token };
const ours = (intake: Intake): RequestListener => {
  const handle = intakeHandler({
    intake,
    source: () => from,
    inventory: () => systemsToInventory([]),
    now: Date.now,
    log: () => {},
    limits: { backlog: 10_000_000, backlogBytes: Number.POSITIVE_INFINITY },
  });
  return (request, response) => void (handle(request, response) || response.writeHead(404).end());
};
/** What anybody would write: no secret, no limits. */
const bare: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    alertmanagerBody.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 3 });
    response.end('ok\n');
  });
};

async function perSecond(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens
  const load = join(import.meta.dirname, 'peers', 'post-load.ts');
  const words = [load, String(port), '/intake/am', token, bodyFile, String(milliseconds), String(connections)];
  const { stdout } = await run(process.execPath, words);
  const { ok, other } = JSON.parse(stdout) as { readonly ok: number; readonly other: number }; // as post-load prints it
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  if (other > 0) throw new Error(`${other} were refused`);
  return (1_000 * ok) / milliseconds;
}

printMachine();
const ways = {
  'bare node and zod': bare,
  'ours, kept nowhere': ours(nowhere),
  'ours, durable': ours(store.store.intake),
};
const found = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
for (let round = 0; round <= rounds; round++)
  for (const [name, listener] of Object.entries(ways)) {
    const rate = await perSecond(listener);
    if (round > 0) found.get(name)?.push(rate); // the first warms up
  }
const base = median(found.get('bare node and zod') ?? []);
printTable([
  ['deliveries of ten alerts', 'a second', 'of bare'],
  ...[...found].map(([name, rates]) => [name, median(rates).toFixed(0), (median(rates) / base).toFixed(2)]),
]);
await store.close();

const it = await anAlertBot({ intake: { am: alertmanagerSource.parse({ kind: 'alertmanager', system: 'demo' }) } });
await it.stopServing();
const many = 10_000;
for (let at = 0; at < many; at++)
  void it.desk.store.intake
    .put('am', JSON.stringify({ ...delivery([alert(at)]), groupKey: `g${at}` }), at)
    .catch(() => {});
while ((await it.desk.store.intake.count()) < many) await new Promise((resolve) => setTimeout(resolve, 10));
const beganMs = performance.now();
while ((await it.desk.store.intake.count()) > 0) await takeIn(it.desk);
const tookMs = performance.now() - beganMs;
const alerts = await it.desk.store.alerts.list({ limit: 100 });
console.log(
  `\n${many} ungrouped alerts worked in within ${tookMs.toFixed(0)} ms (${((1_000 * many) / tookMs).toFixed(0)} a second), as ${alerts.length} messages`,
);
await it.close();
rmSync(folder, { recursive: true, force: true });
