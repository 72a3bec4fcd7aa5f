import { expect, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

test('a stranger who is turned away is in the audit once an hour, without their words', async () => {
  const it = await aDesk();
  const rows = async () =>
    (await it.desk.store.audit.list({ limit: 100 })).filter(({ principal }) => principal.startsWith('stranger:'));
  for (const text of ['/health', '/restart llm', 'hello there'])
    expect((await it.say('mallory', text)).code).toBe('denied');
  expect(await rows()).toMatchObject([
    { principal: 'stranger:test:mallory', event: 'command.denied', via: 'test:mallory' },
  ]);
  expect(JSON.stringify(await rows())).not.toContain('restart');
  await it.say('trudy', '/health');
  expect(await rows()).toHaveLength(2);
  it.clock.advance(3_600_000);
  await it.say('mallory', '/health');
  expect(await rows()).toHaveLength(3);
  await it.close();
});
