import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AlertmanagerWorld, alertmanagerWorld } from './alertmanager-world.ts';

const run = promisify(execFile);

const all = process.env.TEST_ALL === '1';
/** A minute in the whole run. */
const seconds = all ? 60 : 2;
const aSecond = 1_000;
const systems = Array.from({ length: 30 }, (_, at) => `s${at}`);
/** Until what was taken is worked in, on a busy machine too. */
const patienceMs = all ? 400_000 : 50_000;
const limitMs = all ? 900_000 : 100_000;

/** Messages of a storm over all systems (fifteen alerts, those folded of a system, one over all), or of one. */
const mostOfAll = 18;
const mostOfOne = 6;

let world: AlertmanagerWorld;
beforeEach(async () => {
  world = await alertmanagerWorld({
    // As shipped: what does not change is not sent again within it.
    groupInterval: '30s',
    channels: ['everybody', 'demo', 's3'].map((space) => ({
      platform: 'test',
      tenant: '',
      space,
      ...(space === 'everybody' ? {} : { system: space }),
    })),
    people: ['bob'],
    systems,
  });
});
afterEach(() => world.close());

const kept = async (): Promise<number> => {
  const alerts = await world.it.desk.store.alerts.list({ limit: 1_000 });
  return alerts.reduce((sum, { firing, ended }) => sum + firing + ended, 0);
};
const shownAll = async (): Promise<void> => {
  const { alerts, outbox } = world.it.desk.store;
  await expect.poll(async () => (await alerts.unshown(1)).length, { timeout: patienceMs, interval: 100 }).toBe(0);
  await expect.poll(() => outbox.waiting(), { timeout: patienceMs, interval: 100 }).toBe(0);
};

const edits = (space: string): number => world.it.chat.in(space).reduce((sum, each) => sum + each.edits, 0);

describe(`A2: ${aSecond} alerts a second for ${seconds} s`, () => {
  test(
    'over HTTP from a loader: each is kept, and people get a bounded number of messages with the counts',
    async () => {
      const loader = join(import.meta.dirname, 'storm-loader.ts');
      const words = [world.intakePort, world.token, aSecond, seconds, systems.length].map(String);
      const { stdout } = await run(process.execPath, [loader, ...words], { timeout: limitMs });
      const { taken } = JSON.parse(stdout) as { readonly taken: number }; // as the loader prints it
      expect(taken).toBe(aSecond * seconds);
      await expect.poll(kept, { timeout: patienceMs, interval: 200 }).toBe(aSecond * seconds);
      await shownAll();
      // The one over all systems; the rooms of each have it, and those of their own that came first.
      const room = world.it.reads('everybody');
      expect(room).toHaveLength(1);
      expect(room[0]).toMatch(/30 systems · \d+ alerts at once/);
      expect(room[0]).toMatch(/by system: s\d+ × \d+, /);
      expect(world.it.reads('s3').length).toBeLessThanOrEqual(mostOfOne);
      expect(world.it.reads('bob').length).toBeLessThanOrEqual(mostOfAll);
      expect(edits('everybody')).toBeLessThan(seconds * 3 + 120);
    },
    limitMs,
  );

  test(
    'from a real Alertmanager: each is kept, and the room of the system gets a bounded number of messages',
    async () => {
      for (let second = 0; second < seconds; second++) {
        const alerts = Array.from({ length: aSecond }, (_, at) => ({
          labels: {
            alertname: `Storm${at % 250}`,
            system: 'demo',
            instance: `10.${second}.${at >> 8}.${at & 255}`,
            severity: 'critical',
          },
        }));
        const begunMs = performance.now();
        const posted = await fetch(`${world.api}/api/v2/alerts`, {
          method: 'POST',
          body: JSON.stringify(alerts),
          headers: { 'Content-Type': 'application/json' },
        });
        expect(posted.status).toBe(200);
        const restMs = aSecond - (performance.now() - begunMs);
        if (second < seconds - 1) await new Promise((resolve) => setTimeout(resolve, Math.max(0, restMs)));
      }
      await expect.poll(kept, { timeout: patienceMs, interval: 200 }).toBe(aSecond * seconds);
      await shownAll();
      const room = world.it.reads('demo');
      expect(room.length).toBeLessThanOrEqual(mostOfOne);
      expect(room.at(-1)).toMatch(/Storm\d+ × \d+/);
      expect(world.it.reads('bob').length).toBeLessThanOrEqual(mostOfOne);
      expect(edits('demo')).toBeLessThan(seconds * 3 + 120);
    },
    limitMs,
  );
});
