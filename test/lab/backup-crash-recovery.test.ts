import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotatingThird } from '../rotating-third.ts';
import { addRow, backUp, dataOf, healthy, places, rowsOf, tidy } from './backup-lab.ts';
import { labEnv, onHost, stateFolder } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const root = join(import.meta.dirname, '../roots/desk-killed-at-a-write.ts');
const place = places.talentlens;
const lying = () => onHost(place.host, `ls -A ${place.backups}`).split('\n').filter(Boolean);

/** Tells a desk in a process of its own, which dies on the way; whether it did. */
async function killedAt(point: number, state: string, ...words: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [root, String(point), ...words], {
    env: { ...process.env, ...labEnv, ZHIBAN_LAB_STATE: state },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'close');
  return signal === 'SIGKILL';
}

/** What another process finds, and brings to its end. */
async function takenUp(it: LabDesk, who: string): Promise<{ readonly state: string; readonly resumed: boolean }> {
  const [run] = await it.desk.store.runs.list({ limit: 1 });
  if (run === undefined) return { state: 'none', resumed: false };
  const listed = said(await it.say('alice', '/runs 1'));
  expect(listed).toContain(run.state);
  if (run.state !== 'interrupted') return { state: run.state, resumed: false };
  const answer = await it.say(who, `/resume ${run.runId}`);
  expect(answer.code, said(answer)).toBe('ok');
  return { state: (await it.desk.store.runs.get(run.runId))?.state ?? 'gone', resumed: true };
}

/** No job of the newest plan was begun twice. */
const begunTwice = () => onHost(place.host, 'ls -d ~ops/.zhiban/jobs/*.before 2>/dev/null | wc -l');

beforeAll(() => {
  tidy(place);
  onHost(place.host, 'rm -rf ~ops/.zhiban');
});
afterAll(() => tidy(place));

/** Each takes the time of two: of the third every other (third) one is walked, the first and the last always. */
const someOf = (points: number, every: number): readonly number[] =>
  rotatingThird(points).filter(
    (_, at, all) =>
      process.env.TEST_ALL === '1' ||
      (at + Math.floor(Date.now() / 259_200_000)) % every === 0 ||
      at === all.length - 1,
  );

/** open, snapshot, pack, verify: four journal writes each but for `open` and `close` of the run. */
const makingPoints = 4 * 4 + 4;

describe(`T10: kill -9 at each of ${makingPoints} points of /backup now`, () => {
  test.each(someOf(makingPoints, 3))('point %i: one backup, verified once, the state told truly', async (point) => {
    const state = stateFolder();
    tidy(place);
    expect(await killedAt(point, state.path, 'bob', '/backup now talentlens')).toBe(true);
    const it = await labDesk(undefined, { state: state.path });
    try {
      const found = await takenUp(it, 'bob');
      expect(found.resumed).toBe(point > 1 && point < makingPoints);
      expect(found.state).toBe(point === 1 ? 'none' : 'succeeded');
      const all = await it.desk.backups.list({ system: 'talentlens', limit: 10 });
      expect(all.map((backup) => backup.state)).toEqual(point === 1 ? [] : ['verified']);
      expect(lying().length).toBe(point === 1 ? 0 : 1);
      if (point > 1) {
        expect(lying()[0]).toMatch(/^\d{8}T\d{6}Z-/);
        expect((await it.say('carol', '/backup verify talentlens latest')).verdict).toBe('ok');
      }
      expect(begunTwice()).toBe('0');
    } finally {
      await it.close();
      state.remove();
    }
  });
});

/** check, stop, set aside twice, put in place twice, start, wait, look. */
const restoringPoints = 4 * 9 + 4;
describe(`B2: kill -9 at each of ${restoringPoints} points of /restore`, () => {
  const template = stateFolder();
  let rowsThen = 0;
  beforeAll(async () => {
    tidy(place);
    const it = await labDesk(undefined, { state: template.path });
    await backUp(it, 'talentlens');
    await it.close();
    rowsThen = rowsOf(place);
  });
  afterAll(() => template.remove());

  test.each(someOf(restoringPoints, 6))(
    'point %i: put back once, nothing lost, the state told truly',
    async (point) => {
      onHost(
        place.host,
        'systemctl reset-failed talentlens 2>/dev/null; rm -rf /opt/HR人事/backend/*.zhiban-* /opt/HR人事/backend/.env.zhiban-*',
      );
      addRow(place);
      // Where the point before ended without a restore, its own row is there too.
      const [rowsNow, now] = [rowsOf(place), dataOf(place)];
      const state = stateFolder();
      cpSync(template.path, state.path, { recursive: true });
      const words = ['alice', '/restore talentlens latest all', 'chenwei', '/approve {approval}'];
      expect(await killedAt(point, state.path, ...words)).toBe(true);
      const it = await labDesk(undefined, { state: state.path });
      try {
        const found = await takenUp(it, 'alice');
        expect(found.resumed).toBe(point > 1 && point < restoringPoints);
        if (point === 1) {
          expect(dataOf(place)).toBe(now);
        } else {
          expect(found.state).toBe('succeeded');
          expect(rowsOf(place)).toBe(rowsThen);
          // What was there lies set aside, whole, and once.
          const aside = onHost(place.host, `ls -d ${place.database}.zhiban-??????`);
          expect(onHost(place.host, `sqlite3 ${aside} 'SELECT count(*) FROM people'`)).toBe(String(rowsNow));
          expect(onHost(place.host, `stat -c '%U %a' ${place.database}`)).toBe(
            onHost(place.host, `stat -c '%U %a' ${aside}`),
          );
        }
        await healthy('talentlens');
        expect(begunTwice()).toBe('0');
      } finally {
        await it.close();
        state.remove();
      }
    },
  );
});
