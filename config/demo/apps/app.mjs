// A stand-in service of the demo: `node app.mjs NAME PORT [URL of the service it needs]`.
// Breaks on purpose: the words in ../faults/NAME are read again at each request, and by a timer for `crash`.
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [name, port, needed] = process.argv.slice(2);
const faultFile = join(import.meta.dirname, '..', 'faults', name);
const slowMs = 2_500;

const isFaulty = (fault) => {
  try {
    return readFileSync(faultFile, 'utf8').split(/\s+/).includes(fault);
  } catch {
    return false;
  }
};

// As Python's logging writes: local time, milliseconds after a comma.
const log = (level, message) => {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  process.stdout.write(
    `${local.slice(0, 19).replace('T', ' ')},${local.slice(20, 23)} - ${name} - ${level} - ${message}\n`,
  );
};

const isNeededWell = async () => {
  try {
    const answer = await fetch(needed, { signal: AbortSignal.timeout(1_500) });
    return answer.ok && (await answer.json()).status === 'healthy';
  } catch (error) {
    log('ERROR', `${needed}: ${error.cause?.code ?? error.name}`);
    return false;
  }
};

const bodies = {
  llm: (wrong) => ({ status: wrong ? 'degraded' : 'healthy', model: wrong ? 'not loaded' : 'loaded' }),
  backend: async (wrong) => {
    const connected = !wrong && (await isNeededWell());
    return { status: connected ? 'healthy' : 'degraded', llm: connected ? 'connected' : 'disconnected' };
  },
  frontend: (wrong) => `<!doctype html><title>Demo</title><h1>${wrong ? 'Under construction' : 'Demo assistant'}</h1>`,
};

const server = createServer(async (request, response) => {
  while (isFaulty('hang') && !request.socket.destroyed) await wait(200);
  if (isFaulty('slow')) await wait(slowMs);
  const isWrong = isFaulty('body');
  if (isWrong) log('WARNING', 'answering with a body nobody expects');
  const body = request.url === '/health' || request.url === '/' ? await bodies[name](isWrong) : undefined;
  // The frontend's page carries no fields to judge, so its status tells.
  const status = body === undefined ? 404 : typeof body === 'string' && isWrong ? 503 : 200;
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type });
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? { detail: 'Not Found' }));
  log('INFO', `${request.socket.remoteAddress} - "${request.method} ${request.url} HTTP/1.1" ${status}`);
});

const crash = (reason, code) => {
  log('CRITICAL', reason);
  process.exit(code);
};

if (isFaulty('crash-on-start')) crash('DEMO_API_KEY is not set', 1);
server.on('error', (error) => crash(`port ${port}: ${error.code}`, 1));
server.listen(Number(port), '127.0.0.1', () => log('INFO', `${name} listens on port ${port}`));
setInterval(() => {
  if (!isFaulty('crash')) return;
  rmSync(faultFile, { force: true }); // once: the next start is well
  crash('out of memory: the model wanted 8192 MiB', 137);
}, 200);
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    log('INFO', 'Shutting down');
    process.exit(0);
  });
