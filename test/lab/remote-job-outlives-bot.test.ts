import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../src/handlers/store/runs.ts';
import { rotatingThird } from '../rotating-third.ts';
import { places, tidy } from './backup-lab.ts';
import { labEnv, net, onHost, stateFolder } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said, until } from './said.ts';

const root = join(import.meta.dirname, '../roots/desk-killed-at-a-write.ts');
const place = places.talentlens;
const held = '/run/lab-held';

/** While it is held nobody can read the database, so that copying it takes as long as a test wants. */
const hold = () =>
  onHost(
    place.host,
    `touch ${held}; setsid python3 -c '
import os, sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
open("${held}.taken", "w").close()
while os.path.exists("${held}"): time.sleep(0.05)
' ${place.database} >/dev/null 2>&1 </dev/null & while [ ! -e ${held}.taken ]; do sleep 0.05; done; rm ${held}.taken`,
  );
const release = () => onHost(place.host, `rm -f ${held}`);
const copying = () => onHost(place.host, "pgrep -u ops -f 'sqlite3 .*backup' || true");

/** Each waits for real hosts; the first is walked each time, of the others another third each day. */
const today = rotatingThird(5);

let state = stateFolder();
beforeEach(() => {
  state = stateFolder();
  tidy(place);
});
afterEach(() => {
  release();
  net(place.host, 'heal');
  state.remove();
});
afterAll(() => tidy(place));

/** A bot in a process of its own, told to back up and killed with -9 while the host works at it. */
async function botKilledAtWork(): Promise<void> {
  hold();
  const bot = spawn(process.execPath, [root, '0', 'bob', '/backup now talentlens'], {
    env: { ...process.env, ...labEnv, ZHIBAN_LAB_STATE: state.path, ZHIBAN_KIND: 'bot' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(bot, 'close');
  await until('the copy is being made', () => copying() !== '', 60_000);
  bot.kill('SIGKILL');
  await ended;
  expect(copying()).not.toBe('');
}
const newest = async (it: LabDesk): Promise<Run | undefined> => (await it.desk.store.runs.list({ limit: 1 }))[0];

/** Another process on the same state meanwhile, such as `zhiban run`: it finds the run, and is no bot. */
async function foundByAnotherFirst(): Promise<void> {
  const passing = await labDesk(undefined, { state: state.path, kind: 'cli' });
  try {
    expect((await newest(passing))?.state).toBe('interrupted');
  } finally {
    await passing.close();
  }
}

async function nextBotGoesOn(between: () => Promise<void> = async () => undefined): Promise<void> {
  await botKilledAtWork();
  await between();
  const interrupted: Run[] = [];
  const it = await labDesk(undefined, {
    state: state.path,
    kind: 'bot',
    interrupted: (runs) => interrupted.push(...runs),
  });
  try {
    await until('the run goes on', async () => (await newest(it))?.state === 'running', 60_000);
    release();
    await until('the run ends', async () => (await newest(it))?.state !== 'running', 60_000);
    expect((await newest(it))?.state).toBe('succeeded');
    expect(interrupted).toEqual([]);
    expect((await it.desk.backups.list({ system: 'talentlens', limit: 10 })).map((each) => each.state)).toEqual([
      'verified',
    ]);
    // The copy was made once.
    expect(onHost(place.host, 'ls -d ~ops/.zhiban/jobs/*.before 2>/dev/null | wc -l')).toBe('0');
  } finally {
    await it.close();
  }
}

test('T10: a bot killed with -9 in the middle finds its work again, and the run goes on to its end', () =>
  nextBotGoesOn());

test.runIf(today.includes(1))('T10: and so it does when `zhiban run` came between and found the run first', () =>
  nextBotGoesOn(foundByAnotherFirst),
);

test.runIf(today.includes(2))(
  'T10: taken up by hand, /undo first ends the work on the host, and that is looked at',
  async () => {
    await botKilledAtWork();
    const it = await labDesk(undefined, { state: state.path });
    try {
      const run = await newest(it);
      expect(run?.state).toBe('interrupted');
      const undone = await it.say('bob', `/undo ${run?.runId}`, true);
      expect(copying(), said(undone)).toBe('');
      expect((await newest(it))?.state).toBe('failed');
      expect(onHost(place.host, `ls -A ${place.backups}`)).toBe('');
    } finally {
      await it.close();
    }
  },
);

test.runIf(today.includes(3))(
  'T10: the connection cut in the middle: the work goes on, is found again, and the run never notices',
  async () => {
    hold();
    const it = await labDesk(undefined, { state: state.path });
    try {
      const going = it.say('bob', '/backup now talentlens', true);
      await until('the copy is being made', () => copying() !== '', 60_000);
      onHost(place.host, "pkill -KILL -u ops -x sshd || pkill -KILL -f 'sshd: ops'");
      expect(copying()).not.toBe('');
      release();
      const answer = await going;
      expect(answer.code, said(answer)).toBe('ok');
    } finally {
      await it.close();
    }
  },
);

test.runIf(today.includes(4))(
  'T10: /cancel in the middle ends the work on the host, and nothing is left of it',
  async () => {
    hold();
    const it = await labDesk(undefined, { state: state.path });
    try {
      const going = it.say('bob', '/backup now talentlens', true);
      await until('the copy is being made', () => copying() !== '', 60_000);
      const cancelled = await it.say('bob', `/cancel ${(await newest(it))?.runId}`);
      expect(cancelled.code, said(cancelled)).toBe('ok');
      expect((await going).code).toBe('cancelled');
      expect(copying()).toBe('');
      expect(onHost(place.host, `ls -A ${place.backups}`)).toBe('');
    } finally {
      await it.close();
    }
  },
);

test.runIf(today.includes(5))(
  'T10: the host rebooted in the middle: the work is told lost, not pretended, and nothing of it counts',
  async () => {
    hold();
    const it = await labDesk(undefined, { state: state.path });
    try {
      const going = it.say('bob', '/backup now talentlens', true);
      await until('the copy is being made', () => copying() !== '', 60_000);
      const boot = onHost(place.host, 'cat /proc/sys/kernel/random/boot_id');
      onHost(place.host, 'systemctl --no-block --force --force reboot >/dev/null 2>&1 || true');
      await until(
        'the host is back',
        () => {
          try {
            return (
              onHost(
                place.host,
                'cat /proc/sys/kernel/random/boot_id; systemctl is-system-running --wait >/dev/null',
              ) !== boot
            );
          } catch {
            return false;
          }
        },
        60_000,
      );
      const answer = await going;
      expect(answer.code, said(answer)).not.toBe('ok');
      expect(said(answer)).toContain('nobody wrote down how it ended, as after a reboot');
      expect((await newest(it))?.state).toBe('failed');
      expect((await it.desk.backups.list({ system: 'talentlens', limit: 1 }))[0]?.state).toBe('failed');
      expect(onHost(place.host, `ls -A ${place.backups}`)).toBe('');
    } finally {
      await it.close();
    }
  },
);
