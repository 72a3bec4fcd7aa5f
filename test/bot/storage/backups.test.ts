import { describe, expect, test } from 'vitest';
import type { BackupCatalogue } from '../../../src/actions/ports.ts';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';
import { fakeBackups } from '../../fakes/fake-backups.ts';

const row = { id: 'AAAAAA', system: 'talentlens', host: 'h1', folder: '/backup/x', runId: 7, startedAtMs: 1_000 };
const parts = [
  {
    name: 'main',
    kind: 'sqlite' as const,
    file: 'main.db',
    sources: [],
    bytes: 20,
    sha256: 'ab',
    counts: { people: 3 },
  },
];
const sound = { parts, sha256: 'cd', atMs: 2_000 };

describe.each<readonly [string, () => Promise<BackupCatalogue>]>([
  ['SQLite', async () => (await openStore({ folder: tempFolder(), now: () => 0 })).backups],
  ['the fake', async () => fakeBackups()],
])('the backup catalogue of %s', (_, open) => {
  test('counts a backup only once it is verified', async () => {
    const backups = await open();
    await backups.begin(row);
    expect(await backups.newestVerified('talentlens')).toBeUndefined();
    await backups.verified('AAAAAA', sound);
    expect(await backups.newestVerified('talentlens')).toEqual({
      ...row,
      state: 'verified',
      endedAtMs: 2_000,
      checkedAtMs: 2_000,
      sha256: 'cd',
      bytes: 20,
      parts,
      encrypted: false,
      checkedBy: 'opened',
      copies: [],
    });
    expect(await backups.newestVerified('teaching')).toBeUndefined();
  });

  test('a second begin changes nothing, and what is verified cannot fail any more', async () => {
    const backups = await open();
    await backups.begin(row);
    await backups.verified('AAAAAA', sound);
    await backups.begin({ ...row, folder: '/elsewhere' });
    await backups.failed('AAAAAA', 9);
    expect(await backups.get('AAAAAA')).toMatchObject({ state: 'verified', folder: '/backup/x' });
  });

  test('the newest verified one is by time, not by name, and never a damaged, failed or pruned one', async () => {
    const backups = await open();
    for (const [id, startedAtMs] of [
      ['AAAAAA', 300],
      ['ZZZZZZ', 100],
      ['MMMMMM', 200],
    ] as const) {
      await backups.begin({ ...row, id, startedAtMs });
      await backups.verified(id, sound);
    }
    await backups.begin({ ...row, id: 'FFFFFF', startedAtMs: 400 });
    await backups.failed('FFFFFF', 401);
    expect((await backups.newestVerified('talentlens'))?.id).toBe('AAAAAA');
    await backups.checked('AAAAAA', { sound: false, atMs: 500 });
    expect((await backups.newestVerified('talentlens'))?.id).toBe('MMMMMM');
    await backups.pruned('MMMMMM', 501);
    expect((await backups.newestVerified('talentlens'))?.id).toBe('ZZZZZZ');
    expect((await backups.list({ system: 'talentlens', limit: 9 })).map(({ id, state }) => `${id} ${state}`)).toEqual([
      'FFFFFF failed',
      'AAAAAA damaged',
      'ZZZZZZ verified',
    ]);
    await backups.checked('FFFFFF', { sound: true, atMs: 502 });
    expect((await backups.get('FFFFFF'))?.state).toBe('failed');
  });

  test('T10: remembers copies on other hosts, the newest word about each, also of what is gone here', async () => {
    const backups = await open();
    await backups.begin(row);
    await backups.verified('AAAAAA', { ...sound, encrypted: true });
    await backups.begin({ ...row, id: 'BBBBBB', startedAtMs: 2_000 });
    const copy = { host: 'h3', folder: '/far/A', state: 'failed' as const, atMs: 5 };
    await backups.copied('AAAAAA', copy);
    await backups.copied('AAAAAA', { ...copy, state: 'sound', atMs: 6 });
    expect(await backups.get('AAAAAA')).toMatchObject({
      encrypted: true,
      copies: [{ ...copy, state: 'sound', atMs: 6 }],
    });
    await backups.checked('AAAAAA', { sound: true, atMs: 7, by: 'hash' });
    expect((await backups.get('AAAAAA'))?.checkedBy).toBe('hash');
    await backups.pruned('AAAAAA', 8);
    expect((await backups.withCopies('talentlens')).map(({ id }) => id)).toEqual(['AAAAAA']);
    await backups.copied('AAAAAA', { ...copy, state: 'pruned', atMs: 9 });
    expect(await backups.withCopies('talentlens')).toEqual([]);
  });

  test('B3: keeps the newest drill of each system, with how it ended', async () => {
    const backups = await open();
    expect(await backups.lastDrill('talentlens')).toBeUndefined();
    const drill = { id: 'DDDDDD', system: 'talentlens', backupId: 'AAAAAA', runId: 9, startedAtMs: 5_000 };
    await backups.drillBegun(drill);
    await backups.drillBegun({ ...drill, runId: 10 });
    expect(await backups.lastDrill('talentlens')).toEqual({ ...drill, state: 'running' });
    await backups.drillEnded('DDDDDD', { sound: true, atMs: 6_000, rtoMs: 400, rpoMs: 4_000 });
    // What ended has ended: putting back afterwards calls no sound drill failed.
    await backups.drillEnded('DDDDDD', { sound: false, atMs: 7_000 });
    const sound = { ...drill, state: 'sound', endedAtMs: 6_000, rtoMs: 400, rpoMs: 4_000 };
    expect(await backups.lastDrill('talentlens')).toEqual(sound);
    await backups.drillBegun({ ...drill, id: 'EEEEEE', startedAtMs: 8_000 });
    await backups.drillEnded('EEEEEE', { sound: false, atMs: 9_000 });
    expect(await backups.lastDrill('talentlens')).toMatchObject({ id: 'EEEEEE', state: 'failed' });
    expect(await backups.lastDrill('teaching')).toBeUndefined();
  });
});
