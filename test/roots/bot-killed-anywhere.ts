// A composition root of the tests: a bot on a chat in another process, killed with -9 at one point of its work.
// Arguments: folder of the state, url of the chat, whether it tells repetitions, the point (0: none; `posted`: the
// first message is shown, and nobody wrote it down). Ends when the one message it was
// sent is answered. Points lie before and after each write and each call of the chat.

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderText } from '../../src/bot/platforms/terminal/render.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import type { ChatPlatform, Outgoing, Posted } from '../../src/handlers/platform.ts';
import { recoverRuns } from '../../src/handlers/recovery/recover-runs.ts';
import { keepAlive } from '../../src/handlers/runs/keep-alive.ts';
import { serve } from '../../src/handlers/serving/serve.ts';
import type { Store } from '../../src/handlers/store/store.ts';
import { aDesk } from '../fakes/a-desk.ts';
import { makeWorld } from '../fakes/world.ts';

const [folder = '', url = '', tells = '', killAt = '0'] = process.argv.slice(2);
let point = 0;
const pass = (): void => {
  point += 1;
  if (point === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};
async function between<T>(work: () => Promise<T>): Promise<T> {
  pass();
  const done = await work();
  pass();
  return done;
}

const killing = (store: Store): Store => ({
  ...store,
  deliveries: { ...store.deliveries, accept: (one) => between(() => store.deliveries.accept(one)) },
  runs: {
    ...store.runs,
    open: (one) => between(() => store.runs.open(one)),
    journal: (one) => between(() => store.runs.journal(one)),
    close: (one) => between(() => store.runs.close(one)),
  },
  outbox: {
    ...store.outbox,
    put: (one, more) => between(() => store.outbox.put(one, more)),
    sending: (key, posting) => between(() => store.outbox.sending(key, posting)),
    shown: (key, how) => between(() => store.outbox.shown(key, how)),
  },
});

/** A minute in three seconds: what waits for a platform to send again need not be waited for. */
const speed = 20;
const startedMs = Date.now();
const clock = {
  now: () => startedMs + (Date.now() - startedMs) * speed,
  monotonic: () => performance.now() * speed,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / speed, signal),
  advance: () => {},
};

async function call(
  route: string,
  body: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${url}${route}`, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Readonly<Record<string, string>>; // the test's own chat
}

const shown = ({ key, message, reader }: Outgoing) => ({
  key,
  text: renderText(message, { ...reader, colour: false }),
});
const posted = ({ id }: Readonly<Record<string, string>>): Posted =>
  id === undefined ? { posted: false, retry: 'never', why: 'no such message' } : { posted: true, messageId: id };
const platform: ChatPlatform = {
  name: 'test',
  limits: { textBytes: 4_096, editsPerMinute: 600, buttons: true, files: true },
  tellsRepeats: tells === 'true',
  start: async () => {},
  post: async (_to, outgoing) => {
    const answer = await between(() => call('/post', shown(outgoing)));
    if (killAt === 'posted') process.kill(process.pid, 'SIGKILL');
    return posted(answer);
  },
  edit: async (_to, id, outgoing) => posted(await between(() => call('/edit', { id, ...shown(outgoing) }))),
  privately: (space) => ({ platform: 'test', tenant: '', space }),
  stop: async () => {},
};

const world = makeWorld();
// What was done outlives the process, as it does on a host.
const remember = (effect: string) => appendFileSync(join(folder, 'effects'), `${effect}\n`);
Object.assign(world.effects, { push: (...all: string[]) => all.forEach(remember) });

const { desk, close } = await aDesk({
  folder,
  clock,
  world,
  kind: 'bot',
  environment: 'lab',
  instance: crypto.randomUUID(),
  store: killing,
});
const alive = await keepAlive(desk, (runs) => recoverRuns(desk, runs, { goOn: true, interrupted: () => undefined }));
const serving = serve(desk);
const receive = serving.connect(platform);
serving.begin();

const answered = async (): Promise<boolean> => {
  const row = await desk.store.outbox.get('answer:tg:1');
  return row?.kind === 'final' && row.state === 'shown';
};
while (!(await answered())) {
  const { key, text } = await call('/next');
  if (key !== undefined && text !== undefined) {
    const conversation = { platform: 'test', tenant: '', space: 'ops' };
    const sender = { platform: 'test', id: 'bob' };
    await receive({ message: { deliveryKey: key, conversation, sender, private: false, text } });
    await between(() => call('/ack'));
  }
  await systemClock.sleep(10);
}
await serving.stop();
await alive.stop();
await close();
process.stdout.write(`points ${point}\n`);
