// Posts alerts of their own at a steady rate, each until it is taken, as Alertmanager does:
//   node storm-loader.ts PORT TOKEN PER-SECOND SECONDS SYSTEMS
// prints how many were taken, how many were sent again, and over how many milliseconds.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const [port, token, perSecond, seconds, systems] = process.argv.slice(2);
const total = Number(perSecond) * Number(seconds);
const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const againAfterMs = 500;

const bodyOf = (at: number): string =>
  JSON.stringify({
    version: '4',
    groupKey: `{}:{alertname="Load${at}"}`,
    receiver: 'bot',
    alerts: [
      {
        status: 'firing',
        labels: {
          alertname: `Load${at % 50}`,
          instance: `h${at}`,
          severity: 'critical',
          system: `s${at % Number(systems)}`,
        },
        annotations: { summary: `number ${at}` },
        startsAt: '2026-11-21T03:12:00Z',
        fingerprint: `load${at}`,
      },
    ],
  });

const post = (body: string): Promise<number> =>
  new Promise((resolve) => {
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    };
    request({ host: '127.0.0.1', port, path: '/intake/am', method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    })
      .on('error', () => resolve(0))
      .end(body);
  });

let taken = 0;
let again = 0;
async function deliver(at: number): Promise<void> {
  const body = bodyOf(at);
  while ((await post(body)) !== 200) {
    again += 1;
    await sleep(againAfterMs);
  }
  taken += 1;
}

const beganMs = performance.now();
const going = new Set<Promise<void>>();
for (let at = 0; at < total; ) {
  const due = Math.min(total, Math.ceil(((performance.now() - beganMs) / 1_000) * Number(perSecond)));
  for (; at < due; at++) {
    const one: Promise<void> = deliver(at).finally(() => going.delete(one));
    going.add(one);
  }
  await sleep(5);
}
await Promise.all(going);
agent.destroy();
console.log(JSON.stringify({ taken, again, tookMs: Math.round(performance.now() - beganMs) }));
