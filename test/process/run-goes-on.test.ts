import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { runJob } from '../../src/actions/jobs/run-job.ts';
import { ok } from '../../src/actions/result.ts';
import { defineStep, type StepKind } from '../../src/actions/step.ts';
import { type OpenHosts, openHosts } from '../../src/bot/hosts/hosts.ts';
import { recoverRuns } from '../../src/handlers/recovery/recover-runs.ts';
import { makeRedactor } from '../../src/handlers/redaction/redactor.ts';
import { keepAlive } from '../../src/handlers/runs/keep-alive.ts';
import type { Run } from '../../src/handlers/store/runs.ts';
import { type ABot, aBot } from '../fakes/a-bot.ts';
import { aDesk } from '../fakes/a-desk.ts';
import { fakePlatform } from '../fakes/fake-platform.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { makeWorld } from '../fakes/world.ts';

let folder = '';
let hosts: OpenHosts;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-goes-on-')));
  hosts = openHosts({
    specs: { h1: { transport: 'local', folder } },
    masking: () => makeRedactor([]),
    env: process.env,
  });
  execFileSync('mkfifo', [join(folder, 'gate')]);
});
afterEach(async () => {
  await hosts.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Work that counts its beginnings and waits at a gate. */
const toil = (): StepKind =>
  defineStep({
    kind: 'put',
    params: z.strictObject({ value: z.union([z.string(), z.number()]) }),
    memo: z.strictObject({}),
    outputs: z.strictObject({}),
    repeatable: false,
    reattachable: true,
    cancellable: 'now',
    describe: () => ['toil'],
    prepare: async () => ok({}),
    async perform(_params, _memo, context) {
      const script = 'echo begun >>"$1/count"; read -r word <"$1/gate"; echo "$word" >>"$1/count"';
      const done = await runJob(['sh', '-c', script, 'sh', folder], context, { timeoutMs: 60_000 });
      return done.ok ? ok({}) : done;
    },
    readBack: async () => 'not-done',
  }) as unknown as StepKind; // parameters are parsed by its own schema

const jobBegun = () =>
  existsSync(join(folder, '.zhiban/jobs')) &&
  readdirSync(join(folder, '.zhiban/jobs')).some((id) => existsSync(join(folder, '.zhiban/jobs', id, 'pid')));

async function when(bots: readonly ABot[], what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within 30 s: ${what}`);
    for (const bot of bots) await bot.pass(500);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test.each([
  ['a run whose bot died is gone on with by the next one, and its one message is edited to the end', []],
  ['also when `zhiban run` came between and found it first, twice', ['passing-1', 'passing-2']],
])('%s', async (_, passing) => {
  const clock = manualClock();
  const chat = fakePlatform({ now: clock.now });
  const world = { ...makeWorld(), stepKinds: new Map([['put', toil()]]) };
  const state = join(folder, 'state');
  const never = new Promise<never>(() => {});
  let dead = false;
  const first = await aBot({
    folder: state,
    clock,
    world,
    hosts: { ...hosts, exec: (...of) => (dead ? never : hosts.exec(...of)) },
    environment: 'lab',
    instance: 'first',
    platforms: () => [chat],
    store: (store) => ({
      ...store,
      runs: { ...store.runs, journal: (one) => (dead ? never : store.runs.journal(one)) },
    }),
  });
  await chat.hear('alice', '/put demo values="a"');
  await when([first], 'the work is begun and shown', () => jobBegun() && chat.in('alice').length > 0);
  dead = true;
  await first.stopServing();
  await first.desk.store.instances.leave('first');

  for (const instance of passing) {
    const cli = await aDesk({ folder: state, clock, world, hosts, environment: 'lab', instance });
    const alive = await keepAlive(cli.desk, (runs) =>
      recoverRuns(cli.desk, runs, { goOn: false, interrupted: () => undefined }),
    );
    expect((await cli.desk.store.runs.get(1))?.state).toBe('interrupted');
    await alive.stop();
    await cli.close();
  }
  const second = await aBot({
    folder: state,
    clock,
    world,
    hosts,
    environment: 'lab',
    instance: 'second',
    platforms: () => [chat],
  });
  const interrupted: Run[] = [];
  const alive = await keepAlive(second.desk, (runs) =>
    recoverRuns(second.desk, runs, { goOn: true, interrupted: (left) => interrupted.push(...left) }),
  );
  const state2 = async () => (await second.desk.store.runs.get(1))?.state;
  await when([second], 'the run goes on', async () => (await state2()) === 'running');
  expect(interrupted).toEqual([]);
  writeFileSync(join(folder, 'gate'), 'through\n');
  await when([second], 'the run ends', async () => (await state2()) !== 'running');
  expect(await state2()).toBe('succeeded');
  await when([second], 'it is said', () => second.reads('alice').some((text) => text.includes('done in')));
  expect(second.reads('alice')).toHaveLength(1);
  expect(chat.in('alice')[0]?.edits).toBeGreaterThan(0);
  expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('begun\nthrough\n');
  const closing = alive.stop();
  await second.pass(10_000);
  await closing;
  await second.close();
  await first.close();
});
