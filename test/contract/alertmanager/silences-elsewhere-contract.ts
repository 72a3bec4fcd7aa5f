import { describe, expect, test } from 'vitest';
import type { SilencesElsewhere } from '../../../src/handlers/desk.ts';
import type { Alert, AlertMember } from '../../../src/handlers/store/alerts.ts';
import { firing } from '../../handlers/alerts/an-alert-bot.ts';

type Labels = Readonly<Record<string, string>>;

/** One with a source called `am`, and how something is made to fire there. */
export interface InTest {
  readonly elsewhere: SilencesElsewhere;
  fires(labels: Labels): Promise<void>;
}

/** Of the one alert of `am` that is silenced. */
const silencedLabels: Labels = { alertname: 'Raid', system: 'demo', instance: 'h1', severity: 'critical' };
export const members = async (): Promise<readonly AlertMember[]> => [
  { signal: firing('raid', { labels: silencedLabels }), state: 'firing', startsAtMs: 1 },
];
const alert = (source: string): Alert => ({
  id: 1,
  key: 'am:raid',
  source,
  system: 'demo',
  systems: [],
  name: 'Raid',
  state: 'firing',
  level: 'critical',
  openedAtMs: 1,
  chain: [],
  told: 0,
  folds: false,
  flaps: 0,
  evidence: [],
  firing: 1,
  ended: 0,
  revision: 1,
  shown: 0,
});

/** What everything that silences alerts where they come from must do. */
export function describeSilencesElsewhere(name: string, open: () => Promise<InTest>): void {
  describe(`${name}: silences where alerts come from`, () => {
    const until = () => ({ untilMs: Date.now() + 600_000, by: 'person:bob', reason: 'new disk' });
    const names = (body: unknown): readonly string[] =>
      (body as { alerts: readonly { labels: Labels }[] }).alerts.map(({ labels }) => labels.alertname ?? '').toSorted(); // as its source posts it
    const patient = { timeout: 20_000, interval: 100 };

    test('of a system: what fires of it is kept quiet and told when asked, what is of another one is not; ended, nothing is', async () => {
      const { elsewhere, fires } = await open();
      const [made] = await elsewhere.makeFor('demo', until());
      if (made?.ok !== true) throw new Error('no silence was made');
      for (const system of ['demo', 'other'])
        for (const alertname of ['Disk', 'Fan']) await fires({ alertname: `${alertname}-${system}`, system });
      const asked = async () => {
        const silenced = await elsewhere.silenced(made.value);
        if (silenced?.ok !== true) throw new Error('it does not hold');
        return silenced.value;
      };
      await expect.poll(async () => names((await asked()).body), patient).toEqual(['Disk-demo', 'Fan-demo']);
      const { covers, fingerprints } = await asked();
      expect(new Set(fingerprints).size).toBe(2);
      expect(covers({ alertname: 'Any', system: 'demo' })).toBe(true);
      expect(covers({ alertname: 'Any', system: 'other' })).toBe(false);
      expect(covers({ alertname: 'Any' })).toBe(false);
      expect(await elsewhere.end(made.value)).toMatchObject({ ok: true });
      await expect.poll(() => elsewhere.silenced(made.value), patient).toBeUndefined();
    });

    test('of an alert: that is quiet, and others of its system are not', async () => {
      const { elsewhere, fires } = await open();
      const made = await elsewhere.make(alert('am'), until());
      if (made?.ok !== true) throw new Error('no silence was made');
      await fires(silencedLabels);
      await fires({ ...silencedLabels, alertname: 'Load' });
      await expect
        .poll(async () => {
          const silenced = await elsewhere.silenced(made.value);
          return silenced?.ok === true ? names(silenced.value.body) : [];
        }, patient)
        .toEqual(['Raid']);
    });

    test('what comes from nowhere that can be asked is silenced nowhere, and ending nothing is no fault', async () => {
      const { elsewhere } = await open();
      expect(await elsewhere.make(alert('monitor'), until())).toBeUndefined();
      expect(await elsewhere.silenced({ source: 'gone', id: 's1' })).toBeUndefined();
      expect(await elsewhere.end({ source: 'gone', id: 's1' })).toMatchObject({ ok: true });
    });
  });
}
