import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databaseName, openStore } from '../../../src/bot/storage/open-store.ts';
import { delivery, entry, openRun } from '../../contract/storage/rows.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

/** A bot that registered at 1,000 from this living process, and left its row as `sql` makes it. */
async function stateWithBot(sql: string) {
  const folder = tempFolder();
  let nowMs = 2_000;
  const opened = await openStore({ folder, now: () => nowMs });
  onTestFinished(() => opened.close());
  const { store } = opened;
  await store.instances.register({ id: 'bot-1', kind: 'bot', pid: process.pid, atMs: 1_000 });
  await store.deliveries.accept(delivery());
  await store.runs.open(openRun());
  const database = new Sqlite(join(folder, databaseName));
  database.exec(sql);
  database.close();
  const look = async (atMs: number) => {
    nowMs = atMs;
    return {
      holdsLease: (await store.instances.bot()) !== undefined,
      delivery: (await store.deliveries.accept(delivery({ owner: 'cli-1', atMs }))).state,
      interrupted: (await store.instances.reap({ nowMs, silentForMs: 60_000, audit: () => entry() })).length,
      free: await store.instances.register({ id: 'bot-2', kind: 'bot', pid: process.pid, atMs }),
    };
  };
  return look;
}

const dead = { holdsLease: false, delivery: 'orphaned', interrupted: 1, free: true };
const alive = { holdsLease: true, delivery: 'seen', interrupted: 0, free: false };

describe('a bot whose process', () => {
  test('lives and beats is alive', async () => {
    expect(await (await stateWithBot(''))(20_000)).toEqual(alive);
  });

  test('lives and is silent keeps its lease, but not its run', async () => {
    expect(await (await stateWithBot(''))(200_000)).toEqual({ ...alive, interrupted: 1 });
  });

  test.skipIf(process.platform !== 'linux')('ended, and whose number another process got, is dead', async () => {
    expect(await (await stateWithBot(`UPDATE instances SET process_start = '1'`))(2_000)).toEqual(dead);
  });

  test('ran before the machine was restarted is dead', async () => {
    expect(await (await stateWithBot(`UPDATE instances SET boot = 'an earlier one'`))(2_000)).toEqual(dead);
  });

  test.each([
    [20_000, alive],
    [40_000, dead],
  ])('runs in another container is judged by its heartbeat: at %i', async (atMs, wanted) => {
    expect(await (await stateWithBot(`UPDATE instances SET pid_namespace = 'pid:[1]'`))(atMs)).toEqual(wanted);
  });
});
