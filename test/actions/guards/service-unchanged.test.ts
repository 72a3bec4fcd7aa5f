import { describe, expect, test } from 'vitest';
import { serviceUnchanged } from '../../../src/actions/guards/service-unchanged.ts';
import { fingerprint } from '../../../src/actions/runtimes/fingerprint.ts';
import { FakeMachines } from '../fake-machines.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, teaching } from '../systems.ts';

describe('a plan about a service', () => {
  const before = inventoryOf({ teaching });
  const llm = teaching.services.llm;
  const planned = before.service('teaching', 'llm');
  if (llm === undefined || planned === undefined) throw new Error('no llm');
  const params = { system: 'teaching', service: 'llm', fingerprint: fingerprint(planned) };
  const broken = (services: Partial<typeof llm> | undefined) => {
    const { llm: _, ...others } = teaching.services;
    const changed =
      services === undefined
        ? { backend: { ...others.backend, needs: [] } }
        : { ...others, llm: { ...llm, ...services } };
    const inventory = inventoryOf({ teaching: { ...teaching, services: changed as typeof teaching.services } });
    return serviceUnchanged.broken(params, new FakeMachines(inventory).context());
  };

  test('holds while the service is configured as before', async () => {
    expect(await broken({})).toBeUndefined();
  });

  test('holds when only a title or an alias changed', async () => {
    expect(await broken({ title: 'LLM', aliases: ['model'] })).toBeUndefined();
  });

  test.each([
    ['host', { host: 'h4' }],
    ['port', { port: 8002 }],
    ['runtime', { runtime: { kind: 'systemd', unit: 'llm.service' } as const }],
    ['startWithin', { startWithin: '90s' }],
  ])('is void when its %s changed, and says so', async (field, change) => {
    const found = await broken(change);
    expect(plain(found?.found ?? { outside: '' })).toBe(`configured otherwise since: ${field}`);
  });

  test('is void when the service is no longer configured', async () => {
    expect(await broken(undefined)).toMatchObject({ found: { key: 'service-unchanged.gone' } });
  });

  test('does not depend on the order of fields', () => {
    const turned = Object.fromEntries(Object.entries(planned).toReversed()) as unknown as typeof planned;
    expect(fingerprint(turned)).toBe(params.fingerprint);
  });
});
