// A composition root of the tests: a desk on config/lab that is told some things, killed with -9 at one write of a run.
// Arguments: the point (see killing.ts; 0: none), then person and words, in turn; `{approval}` stands for the code of the
// request before. What each said goes to stdout. ZHIBAN_KIND=bot: one that would go on with what another began.

import { hostname } from 'node:os';
import { identify } from '../../src/auth/identify.ts';
import { compose } from '../../src/bot/compose.ts';
import { receive } from '../../src/handlers/dispatch/receive.ts';
import { killing } from './killing.ts';

const [killAt = '0', ...words] = process.argv.slice(2);
const kill = killing(Number(killAt));
const composing = await compose({
  dir: 'config/lab',
  env: process.env,
  kind: process.env.ZHIBAN_KIND === 'bot' ? 'bot' : 'cli',
  logLevel: 'silent',
  interrupted: () => {},
  wrap: { store: (store) => ({ ...store, runs: kill.runs(store.runs) }) },
});
if (!composing.ok) throw new Error(JSON.stringify(composing));
const { desk, close } = composing.composed;
let approval = '';
for (let at = 0; at + 1 < words.length; at += 2) {
  const sender = { platform: 'terminal', id: words[at] ?? '' };
  const { answer } = await receive(desk, {
    message: {
      deliveryKey: `root:${process.pid}:${at}`,
      conversation: { platform: 'terminal', tenant: hostname(), space: sender.id },
      sender,
      private: true,
      text: (words[at + 1] ?? '').replace('{approval}', approval),
    },
    principal: identify(sender, desk.settings().policy),
    confirmed: true,
    signal: new AbortController().signal,
    progress: () => {},
  });
  const { code, runId, approvalId } = await answer;
  approval = approvalId ?? approval;
  console.log(JSON.stringify({ code, runId, approvalId }));
}
console.log(JSON.stringify({ points: kill.points() }));
await close();
process.exit(0);
