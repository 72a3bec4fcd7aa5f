import { expect, test } from 'vitest';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { jsonSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { foreignSystems, signalsOf } from '../../../src/handlers/alerts/sources/signals-of.ts';
import { labSettings } from '../../fakes/lab-settings.ts';

const inventory = systemsToInventory(labSettings().systems);
const source = jsonSource.parse({
  kind: 'json',
  systems: ['talentlens'],
  map: {
    alerts: 'items',
    name: 'n',
    id: 'i',
    text: 'text',
    severity: 'severity',
    startsAt: 'at',
    event: 'event',
    link: 'link',
    labels: { system: 'system', more: 'more' },
  },
});

test('words that stand once around thousands of alerts are not kept thousands of times', () => {
  const long = 'x'.repeat(500_000);
  const around = { text: long, severity: long, at: long, event: long, link: long, more: long, system: 'talentlens' };
  const body = { ...around, items: Array.from({ length: 5_000 }, (_, at) => ({ n: 'a', i: at })) };
  const from = { source, name: 'src', inventory, nowMs: 1, digest: 'd' };
  const begun = performance.now();
  expect(foreignSystems(body, from)).toEqual({ foreign: [], allowed: 5_000 });
  const signals = signalsOf(body, from);
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(signals).toHaveLength(5_000);
  for (const signal of signals.slice(0, 10)) expect(JSON.stringify(signal).length).toBeLessThan(10_000);
});

test('a link of an ordinary length is kept whole', () => {
  const link = `https://example.org/${'x'.repeat(1_000)}`;
  const [signal] = signalsOf(
    { link, system: 'talentlens', items: [{ n: 'a' }] },
    { source, name: 'src', inventory, nowMs: 1, digest: 'd' },
  );
  expect(signal?.link).toBe(link);
});
