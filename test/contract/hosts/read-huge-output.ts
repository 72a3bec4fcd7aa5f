import { hostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { openHosts } from '../../../src/bot/hosts/hosts.ts';

/**
 * Runs one command on one host and prints how it went and how much the resident memory grew at most.
 * Usage: node read-huge-output.ts '{ "spec": …, "argv": […], "floodBytes": … }'
 */
const task = JSON.parse(process.argv[2] ?? '') as { spec: unknown; argv: [string]; floodBytes: number }; // given by the test
const unmasked = { text: (words: string) => words, json: <T>(value: T) => value, stream: () => passing };
const passing = { push: (text: string) => text, end: () => '' };
const hosts = openHosts({
  specs: { h1: hostSpec.parse(task.spec) },
  masking: () => unmasked,
  env: process.env,
  floodBytes: task.floodBytes,
});
const options = { signal: new AbortController().signal, timeoutMs: 55_000 };
await hosts.exec('h1', ['true'], options);

const before = process.memoryUsage.rss();
let highest = before;
const timer = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage.rss());
}, 20);
const done = await hosts.exec('h1', task.argv, options);
clearInterval(timer);
await hosts.close();
if (!done.ok) throw new Error(JSON.stringify(done.failure));
const { exitCode, droppedBytes, stdout, tookMs } = done.value;
const grownMib = Math.round((highest - before) / 1024 / 1024);
process.stdout.write(JSON.stringify({ done: { exitCode, droppedBytes, tookMs, shown: stdout.length }, grownMib }));
