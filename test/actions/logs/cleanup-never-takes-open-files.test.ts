import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logs } from '../../../src/actions/cleanup/logs.ts';
import { rotatedFrom } from '../../../src/actions/logs/rotating/rotated-files.ts';
import type { PlanContext } from '../../../src/actions/ports.ts';
import type { StepContext } from '../../../src/actions/step.ts';
import { purgeLogs, setAsideLogs } from '../../../src/actions/steps/logs/set-aside-logs.ts';
import { examples } from '../../examples.ts';
import { exec, FakeHosts } from '../../fakes/fake-hosts.ts';
import { inventoryOf } from '../systems.ts';
import { folder, thisMachine } from './this-machine.ts';

let room: ReturnType<typeof folder>;
beforeEach(() => {
  room = folder();
});
afterEach(() => room.remove());

const context = {
  hosts: thisMachine(),
  host: 'here',
  signal: AbortSignal.timeout(60_000),
} as unknown as StepContext; // all these steps use

const suffix = '.zhiban-7F3KQ2';
const aside = (names: string[]) => setAsideLogs.perform({ folder: room.path, suffix, names }, {}, context);
const put = (name: string): string => {
  const path = join(room.path, name);
  writeFileSync(path, 'x'.repeat(100));
  return path;
};
const there = (): readonly string[] => readdirSync(room.path).toSorted();

/** A process that has a file open, as another user when told. */
async function holding(path: string, how: string, uid?: number): Promise<() => void> {
  const program = `${how}; $| = 1; print "open\\n"; sleep 60;`;
  const child = spawn('perl', ['-e', program, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  await new Promise((ready) => child.stdout.once('data', ready));
  return () => child.kill('SIGKILL');
}

describe('a file that somebody has open stays', () => {
  test.each([
    ['for reading', 'open(F, "<", $ARGV[0]) or die'],
    ['for writing', 'open(F, ">>", $ARGV[0]) or die'],
    ['under another name', 'link($ARGV[0], "$ARGV[0].other") or die; open(F, "<", "$ARGV[0].other") or die'],
  ])('%s', async (_how, how) => {
    const path = put('app.log.15');
    put('app.log.16');
    const release = await holding(path, how);
    try {
      expect(await aside(['app.log.15', 'app.log.16'])).toEqual({ ok: true, value: { moved: 1, bytes: 100, open: 1 } });
      expect(there()).toContain('app.log.15');
      expect(there()).toContain(`app.log.16${suffix}`);
    } finally {
      release();
    }
  });

  // Only root can be two users.
  test.skipIf(process.getuid?.() !== 0)('by a process of another user, which cannot be seen', async () => {
    const path = put('app.log.15');
    chmodSync(room.path, 0o777);
    chownSync(path, 65_534, 65_534);
    chmodSync(path, 0o644);
    const release = await holding(path, 'open(F, "<", $ARGV[0]) or die', 12_345);
    try {
      const hosts = {
        ...thisMachine(),
        exec: (
          host: string,
          argv: readonly [string, ...string[]],
          options: Parameters<StepContext['hosts']['exec']>[2],
        ) =>
          thisMachine().exec(
            host,
            ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', ...argv],
            options,
          ),
      };
      const done = await setAsideLogs.perform(
        { folder: room.path, suffix, names: ['app.log.15'] },
        {},
        { ...context, hosts },
      );
      expect(done).toEqual({ ok: true, value: { moved: 0, bytes: 0, open: 1 } });
      expect(existsSync(path)).toBe(true);
    } finally {
      release();
    }
  });

  test('and is not deleted for good either', async () => {
    const path = put(`app.log.15${suffix}`);
    put(`app.log.16${suffix}`);
    const release = await holding(path, 'open(F, "<", $ARGV[0]) or die');
    const names = [`app.log.15${suffix}`, `app.log.16${suffix}`];
    try {
      const done = await purgeLogs.perform({ folder: room.path, suffix: '', names }, {}, context);
      expect(done).toMatchObject({ ok: true, value: { moved: 1, open: 1 } });
      expect(there()).toEqual([`app.log.15${suffix}`]);
    } finally {
      release();
    }
  });

  test('when nobody can tell what is open, nothing is taken', async () => {
    put('app.log.15');
    const done = await setAsideLogs.perform(
      { folder: room.path, user: 'www-data', suffix, names: ['app.log.15'] },
      {},
      context,
    );
    expect(done.ok).toBe(false);
    expect(there()).toEqual(['app.log.15']);
  });
});

describe('nothing else is ever taken', () => {
  test('links, folders, and what is not in the folder', async () => {
    put('app.log');
    symlinkSync(put('target'), join(room.path, 'app.log.1'));
    mkdirSync(join(room.path, 'app.log.2'));
    expect(await aside(['app.log.1', 'app.log.2', 'app.log.3'])).toMatchObject({ value: { moved: 0 } });
    expect((await aside(['../x'])).ok).toBe(false);
    expect((await aside(['..'])).ok).toBe(false);
    expect(there()).toEqual(['app.log', 'app.log.1', 'app.log.2', 'target']);
  });

  test('a file in the way is not overwritten', async () => {
    put('app.log.15');
    writeFileSync(join(room.path, `app.log.15${suffix}`), 'older');
    expect((await aside(['app.log.15'])).ok).toBe(false);
    expect(there()).toEqual(['app.log.15', `app.log.15${suffix}`]);
  });

  test('what was taken can be put back, whatever its name', async () => {
    const names = ['app.log.15', 'app.log-20260101.gz', "app.log.'$(x)'"];
    for (const name of names) put(name);
    linkSync(join(room.path, 'app.log.15'), join(room.path, 'kept'));
    expect(await aside(names)).toMatchObject({ value: { moved: 3 } });
    await setAsideLogs.undo?.({ folder: room.path, suffix, names }, {}, context);
    expect(there()).toEqual([...names, 'kept'].toSorted());
  });

  test('only what was rotated away from the log is recognised, by any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'app.log-0123gz/bak~ '), maxLength: 20 }), (name) => {
        if (rotatedFrom('/var/log/app.log', name) === undefined) return;
        expect(name).toMatch(/^app(\.log)?[.-][0-9-]+(\.log)?(\.(gz|bz2|xz|zst))?$/);
        expect(name).not.toBe('app.log');
      }),
      { numRuns: examples(20_000) },
    );
    for (const name of [
      'app.log',
      'app.log.bak',
      'app.log.1.tmp',
      'myapp.log.1',
      'app.log.1~',
      'app.logs.1',
      'app.log.',
    ])
      expect(rotatedFrom('/var/log/app.log', name), name).toBeUndefined();
    for (const name of ['app.log.1', 'app.log-20261122', 'app-2026-11-22.log'])
      expect(rotatedFrom('/var/log/app.log', name), name).toBe('rotated');
    expect(rotatedFrom('/var/log/app.log', 'app.log.3.gz')).toBe('packed');
    expect(rotatedFrom('/var/log/app.log', 'app.log.3.gz.zhiban-7F3KQ2')).toBe('aside');
  });
});

describe('the plan', () => {
  const nowMs = Date.UTC(2026, 10, 21);
  const days = (age: number): string => `${(nowMs - age * 86_400_000) / 1_000}.0`;
  const line = (name: string, written: number, changed = written): string =>
    `100 ${days(written)} ${days(changed)} 640 www-data ${name}`;
  const planned = async (...lines: readonly string[]) => plannedFor({}, {}, ...lines);
  const plannedFor = async (cleanup: object, words: object, ...lines: readonly string[]) => {
    const hosts = new FakeHosts().on(([program]) => program === 'find', exec({ stdout: `${lines.join('\n')}\n` }));
    const inventory = inventoryOf({
      demo: {
        title: 'Demo',
        environment: 'production',
        folder: '/opt/demo',
        services: {},
        logs: { app: { host: 'h1', path: '/var/log/demo/app.log', cleanup } },
      },
    });
    const at = {
      hosts,
      inventory,
      planId: '7F3KQ2',
      now: () => nowMs,
      signal: AbortSignal.timeout(1_000),
    } as unknown as PlanContext; // all it asks for
    return logs.kind === 'change' ? logs.plan({ system: 'demo', ...words }, at) : undefined;
  };

  test('takes rotated files from 14 days, packed ones from 30, and deletes what was set aside a day ago', async () => {
    const plan = await planned(
      line('app.log', 90),
      line('app.log.13', 13.9),
      line('app.log.15', 14.1),
      line('app.log.20.gz', 29.9),
      line('app.log.31.gz', 30.1),
      line('app.log.40.zhiban-ABCDEF', 60, 1.1),
      line('app.log.41.zhiban-ABCDEF', 60, 0.9),
      line('stranger.log.99', 99),
    );
    expect(
      plan?.ok === true
        ? plan.value.steps.map(({ kind, params }) => [kind, (params as { names: string[] }).names])
        : plan,
    ).toEqual([
      ['set-aside-logs', ['app.log.15', 'app.log.31.gz']],
      ['purge-logs', ['app.log.40.zhiban-ABCDEF']],
    ]);
    expect(plan?.ok === true && plan.value.risk).toBe('dangerous');
  });

  const stepsOf = (plan: Awaited<ReturnType<typeof planned>>) =>
    plan?.ok === true
      ? plan.value.steps.map(({ kind, params }) => [kind, (params as { names: string[] }).names])
      : plan;

  test('T9: deletes at once when told to, after all that could still be put back', async () => {
    const plan = await plannedFor(
      {},
      { now: 'now' },
      line('app.log.15', 14.1),
      line('app.log.40.zhiban-ABCDEF', 60, 2),
    );
    expect(stepsOf(plan)).toEqual([
      ['set-aside-logs', ['app.log.15']],
      ['purge-logs', ['app.log.15.zhiban-7F3KQ2']],
      ['purge-logs', ['app.log.40.zhiban-ABCDEF']],
    ]);
  });

  test('T9: keeps 30 days of everything where the manual says so, as for Uplifted', async () => {
    const cleanup = { rotatedAfter: '30d', packedAfter: '30d' };
    const lines = [line('app.log.20251001', 29.9), line('app.log.20250901', 30.1), line('app.log.2.gz', 29.9)];
    expect(stepsOf(await plannedFor(cleanup, {}, ...lines))).toEqual([['set-aside-logs', ['app.log.20250901']]]);
  });

  test('is none when there is nothing to do', async () => {
    expect(await planned(line('app.log', 90))).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });
});
