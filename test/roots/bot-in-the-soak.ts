// A composition root of the tests: the whole bot on its platforms, with one more command, whose effect lies outside of
// all the bot keeps: `/note shop line=w17` appends a line to a file on a host, and is not to be repeated.
// Arguments: folder of the configuration, how much faster its clock runs, since when (epoch milliseconds).

import { join } from 'node:path';
import * as z from 'zod';
import { defineChange } from '../../src/actions/action.ts';
import type { Argv } from '../../src/actions/ports.ts';
import { fail, ok } from '../../src/actions/result.ts';
import { defineStep, type StepContext, type StepKind } from '../../src/actions/step.ts';
import { outside, texts } from '../../src/actions/text.ts';
import { compose } from '../../src/bot/compose.ts';
import { openPlatforms } from '../../src/bot/platforms/open-platforms.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import { fasterClock } from './faster-clock.ts';

const [dir = '', speed = '1', since = '0'] = process.argv.slice(2);
Object.assign(systemClock, fasterClock(Number(speed), Number(since)));

const say = texts('test-soak', {
  summary: { en: 'A test.', zh: '测试。' },
  note: { en: 'note {line}', zh: '记录 {line}' },
  noted: { en: 'noted {line}.', zh: '已记录 {line}。' },
  failed: { en: 'could not write {line}', zh: '无法写入 {line}' },
});

const run = async (program: string, line: string, { hosts, host, signal }: StepContext) => {
  const argv: Argv = ['sh', '-c', program, 'soak', line];
  return hosts.exec(host, argv, { signal, timeoutMs: 20_000 });
};
const append = defineStep({
  kind: 'append-line',
  params: z.strictObject({ line: z.string() }),
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: false,
  cancellable: 'after-step',
  describe: ({ line }) => [`append ${line}`],
  prepare: async () => ok({}),
  async perform({ line }, _memo, context) {
    const done = await run('echo "$1" >> lines', line, context);
    if (!done.ok) return done;
    return done.value.exitCode === 0 ? ok({}) : fail('command-failed', say.failed({ line: outside(line) }));
  },
  async readBack({ line }, _memo, context) {
    const found = await run('touch lines && grep -qx "$1" lines', line, context);
    if (!found.ok) return 'unknown';
    return found.value.exitCode === 0 ? 'done' : 'not-done';
  },
});

const note = defineChange({
  name: 'note',
  aliases: [],
  summary: say.summary(),
  examples: ['/note shop line=w17'],
  takes: { system: { word: 'system', optional: false }, line: { word: 'option', optional: false } },
  input: z.strictObject({ system: z.string(), line: z.string() }),
  permission: 'service:note',
  risk: 'changes',
  timeoutMs: 20_000,
  plan: async ({ system, line }, { planId, now }) =>
    ok({
      action: 'note',
      input: { system, line },
      system,
      environment: 'lab',
      planId,
      plannedAtMs: now(),
      risk: 'changes',
      locks: [{ resource: `service:${system}/${line}`, mode: 'exclusive' }],
      guards: [],
      summary: say.note({ line: outside(line) }),
      facts: [],
      steps: [
        {
          kind: 'append-line',
          host: 'here',
          title: say.note({ line: outside(line) }),
          timeoutMs: 20_000,
          onFailure: 'undo',
          params: { line },
        },
      ],
    }),
  outcome: ({ plan }) => say.noted({ line: outside(String((plan.input as { readonly line: string }).line)) }), // as planned above
});

const started = await compose({
  dir,
  env: process.env,
  kind: 'bot',
  logLevel: process.env.ZHIBAN_LOG ?? 'silent',
  interrupted: () => {},
});
if (!started.ok) throw new Error(JSON.stringify(started));
const { composed } = started;
Object.assign(composed.desk, {
  commands: [...composed.desk.commands, note],
  // Parameters are parsed by its own schema.
  stepKinds: new Map([...composed.desk.stepKinds, ['append-line', append as unknown as StepKind]]),
});
const platforms = await openPlatforms({
  desk: composed.desk,
  configuration: composed.configuration(),
  memoryOf: composed.platformMemory,
  files: join(composed.configuration().state.dir, 'files'),
  connect: composed.serving.connect,
});
platforms.start();
composed.serving.begin();
await new Promise((resolve) => process.once('SIGTERM', resolve));
await composed.serving.stop();
await platforms.stop();
await composed.close();
