import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import { log } from '../../../src/actions/monitors/kinds/log.ts';
import { monitorsOf } from '../../../src/actions/monitors/monitors-of.ts';
import { folder, thisMachine } from '../../actions/logs/this-machine.ts';

const room = folder();
afterAll(() => room.remove());

const errors = (count: number, at: string): string => `2026-11-21 ${at},000 - app - ERROR - no answer\n`.repeat(count);

test('another file in the place of a log, put back or mounted, is no news for the old errors it holds', async () => {
  const path = join(room.path, 'app.log');
  const spec = systemSpec.parse({
    title: 'Demo',
    environment: 'lab',
    folder: room.path,
    services: {},
    logs: { app: { host: 'here', path } },
    monitors: { logs: { kind: 'log' } },
  });
  const system = { ...spec, id: 'demo', services: [] };
  const [monitor] = monitorsOf(system);
  if (monitor === undefined) throw new Error('a monitor is wanted');
  const memo = new Map<string, unknown>();
  const hosts = thisMachine();
  let nowMs = Date.UTC(2026, 10, 21, 4);
  const look = async (): Promise<number | undefined> => {
    nowMs += 60_000;
    const context = { hosts, memo, now: () => nowMs, signal: AbortSignal.timeout(20_000), health: () => undefined };
    const begun = log.begin(monitor, system, { ...context, backups: { list: async () => [] } as never }); // not asked here
    const [measured] = await begun.finish(() => {
      throw new Error('it asks no questions');
    });
    return measured?.value;
  };
  const other = join(room.path, 'elsewhere.txt');
  writeFileSync(path, errors(1, '03:00:00'));
  expect(await look()).toBeUndefined();
  appendFileSync(path, errors(1, '04:01:30'));
  expect(await look()).toBe(1);
  writeFileSync(other, errors(12, '03:12:08') + errors(2, '04:02:30'));
  renameSync(other, path);
  expect(await look()).toBe(3);
  appendFileSync(path, errors(2, '04:03:30'));
  expect(await look()).toBe(5);
});
