import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Loop } from '../../src/handlers/loop.ts';
import { startSchedules } from '../../src/handlers/schedules/schedule-loop.ts';
import { hasTurn } from '../rotating-third.ts';
import { shiftedClock } from './another-time.ts';
import { backUp, type Place, places } from './backup-lab.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said, until } from './said.ts';

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;
const clock = shiftedClock();
let it: LabDesk;
let loop: Loop;

/** Shortly before a time of the day in Shanghai, the next one there is. */
function shortlyBefore(hour: number, minute: number): void {
  const now = clock.now() + shanghaiMs;
  const at = Math.floor(now / dayMs) * dayMs + (hour * 60 + minute) * 60_000;
  clock.shift((at > now ? at : at + dayMs) - now - 1_500);
}

/** Backups are all that it leaves. */
const forget = ({ host, backups }: Place): string =>
  onHost(host, `find ${backups} -mindepth 1 -maxdepth 1 -name '*Z-*' -exec rm -rf {} +`);

const backupsOn = (host: string, folder: string): readonly string[] =>
  onHost(host, `find ${folder} -mindepth 1 -maxdepth 1 -name '*Z-*'`).split('\n').filter(Boolean);

beforeAll(async () => {
  for (const place of Object.values(places)) forget(place);
  shortlyBefore(2, 0);
  it = await labDesk((desk) => ({ ...desk, clock }));
  loop = startSchedules(it.desk);
});
afterAll(async () => {
  await loop.stop();
  await it.close();
  for (const place of Object.values(places)) forget(place);
});

test.each([
  ['T10: at 02:00 the backup of talentlens', 'talentlens', [2, 0]],
  ['S5: at 02:30 the backup of teaching', 'teaching', [2, 30]],
] as const)(
  '%s is made by the scheduler’s own rights, verified on the host, and read in the room',
  async (_, system, at) => {
    const { host, backups, table } = places[system];
    const { schedules, runs, outbox } = it.desk.store;
    if (system === 'teaching') shortlyBefore(...at);
    expect(backupsOn(host, backups)).toEqual([]);
    const turn = async () => (await schedules.turns({ schedule: `${system}-backup`, limit: 1 }))[0];
    await until('the turn is over', async () => ![undefined, 'running'].includes((await turn())?.outcome), 60_000);
    expect(await turn()).toMatchObject({ outcome: 'ok', by: 'scheduler', verdict: 'ok', count: 1 });
    const [folder = '', ...more] = backupsOn(host, backups);
    expect(more).toEqual([]);
    const copy = onHost(host, `find ${folder} -name '*.db' -o -name '*.sqlite' -o -name '*main*' | head -1`);
    expect(Number(onHost(host, `sqlite3 '${copy}' 'SELECT count(*) FROM ${table}'`))).toBeGreaterThan(0);
    expect((await it.desk.backups.newestVerified(system))?.folder).toBe(folder);
    const number = (await turn())?.number;
    const posted = await outbox.get(`answer:schedule:${system}-backup:${number}`);
    expect(posted?.conversation).toMatchObject({ platform: 'web', space: system });
    expect(said(posted ?? { message: { blocks: [] } })).toMatch(
      new RegExp(`verified.*by schedule ${system}-backup`, 's'),
    );
    expect((await runs.list({ limit: 1 }))[0]).toMatchObject({ requester: 'scheduler', state: 'succeeded' });
  },
);

test.runIf(hasTurn(2))(
  'B3: the drill of the calendar needs nobody, says RTO and RPO in the room, and leaves nothing',
  async () => {
    const [id, { host, backups }] = ['talentlens-drill', places.talentlens];
    const drills = await labDesk((desk) => ({
      ...desk,
      clock,
      settings() {
        const settings = desk.settings();
        // On the first of the month by the configuration; here on any day.
        const ofDay = settings.schedules
          .filter((each) => each.id === id)
          .map((each) => ({ ...each, cron: '30 3 * * *' }));
        return { ...settings, schedules: ofDay };
      },
    }));
    const { schedules, outbox } = drills.desk.store;
    await backUp(drills, 'talentlens');
    shortlyBefore(3, 30);
    const calendar = startSchedules(drills.desk);
    try {
      const turn = async () => (await schedules.turns({ schedule: id, limit: 1 }))[0];
      await until('the turn is over', async () => ![undefined, 'running'].includes((await turn())?.outcome), 60_000);
      expect(await turn()).toMatchObject({ outcome: 'ok', by: 'scheduler', verdict: 'ok' });
      const posted = await outbox.get(`answer:schedule:${id}:${(await turn())?.number}`);
      expect(said(posted ?? { message: { blocks: [] } })).toMatch(/sound · .* \(RTO, .* old \(RPO\)/);
      expect(await drills.desk.backups.lastDrill('talentlens')).toMatchObject({ state: 'sound' });
      expect(onHost(host, `ls -A ${backups} | grep -c drill || true`)).toBe('0');
    } finally {
      await calendar.stop();
      await drills.close();
    }
  },
);
