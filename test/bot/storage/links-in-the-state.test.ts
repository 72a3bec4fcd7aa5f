import { chownSync, existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { entry } from '../../contract/storage/rows.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

const opening = async (folder: string) => {
  const opened = await openStore({ folder, now: () => 0 });
  onTestFinished(() => opened.close());
  return opened;
};

/** Whoever owns the state may put links into it; root, who runs `zhiban run` on it, must not be led by them. */
describe('a link in the state folder', () => {
  let folder: string;
  let elsewhere: string;
  beforeEach(() => {
    folder = tempFolder();
    elsewhere = join(tempFolder(), 'precious');
  });

  test('in the place of the database has no file made where it points, nor given away', async () => {
    if (process.geteuid?.() === 0) chownSync(folder, 1000, 1000);
    symlinkSync(elsewhere, join(folder, 'zhiban.db'));
    await expect(opening(folder)).rejects.toThrow(/symbolic link/);
    expect(existsSync(elsewhere)).toBe(false);
  });

  test.each(['zhiban.db', 'zhiban.db-wal', 'zhiban.db-shm'])(
    'in the place of %s to a real file is refused',
    async (name) => {
      const { close } = await openStore({ folder, now: () => 0 });
      await close();
      const words = readFileSync(join(folder, 'zhiban.db'));
      writeFileSync(elsewhere, words);
      rmSync(join(folder, name), { force: true });
      symlinkSync(elsewhere, join(folder, name));
      await expect(opening(folder)).rejects.toThrow(/symbolic link/);
      expect(readFileSync(elsewhere).equals(words)).toBe(true);
    },
  );

  test('in the place of the audit head leaves the file it points to as it was', async () => {
    const { store, close } = await openStore({ folder, now: () => 0 });
    await store.audit.append(entry());
    await close();
    const words = 'precious\n'.repeat(100);
    writeFileSync(elsewhere, words);
    rmSync(join(folder, 'audit.head'));
    symlinkSync(elsewhere, join(folder, 'audit.head'));
    const again = await opening(folder);
    await again.store.audit.append(entry());
    expect(readFileSync(elsewhere, 'utf8')).toBe(words);
    expect(lstatSync(join(folder, 'audit.head')).isSymbolicLink()).toBe(false);
    expect((await again.store.audit.verify()).faults).toMatchObject([{ fault: 'head-missing' }]);
  });

  test('in the place of the freeze file freezes everything and shows nothing of what it points to', async () => {
    writeFileSync(elsewhere, 'root:$6$precious:19000:0:99999:7:::\n');
    symlinkSync(elsewhere, join(folder, 'freeze'));
    const { store } = await opening(folder);
    const freezes = await store.freezes.current();
    expect(freezes).toMatchObject([{ scope: '*', by: 'file' }]);
    expect(JSON.stringify(freezes)).not.toContain('precious');
  });
});
