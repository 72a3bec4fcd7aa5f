import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk({ environment: 'lab' });
});
afterEach(() => it.close());

test('a delivery that comes twice is done once, and the second gets the first one’s answer', async () => {
  const first = await it.say('bob', '/put demo values="a"', { key: 'slack:E1' });
  const second = await it.say('bob', '/put demo values="a"', { key: 'slack:E1' });
  expect(second).toEqual(first);
  expect(it.world.effects).toEqual(['put a']);
});

test('the same words sent as another delivery are another command', async () => {
  await it.say('bob', '/put demo values="a"', { key: 'slack:E1' });
  await it.say('bob', '/put demo values="a"', { key: 'slack:E2' });
  expect(it.world.effects).toEqual(['put a', 'put a']);
});

test('ten copies at once are done once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => it.say('bob', '/put demo values="a"', { key: 'tg:7' })),
  );
  expect(it.world.effects).toEqual(['put a']);
  expect(answers.filter(({ runId }) => runId !== undefined).length).toBeGreaterThanOrEqual(1);
});

test('a delivery whose process died before an answer is done by the one it is sent to again', async () => {
  const dead = { ...it.desk, instance: 'dead' };
  await dead.store.deliveries.accept({
    key: 'tg:8',
    atMs: it.clock.now(),
    conversation: { platform: 'test', tenant: '', space: 'bob' },
    sender: 'test:bob',
    text: '/put demo values="a"',
    owner: 'dead',
  });
  expect((await it.say('bob', '/put demo values="a"', { key: 'tg:8' })).code).toBe('ok');
  await it.say('bob', '/put demo values="a"', { key: 'tg:8' });
  expect(it.world.effects).toEqual(['put a']);
});

test('a message that cannot be kept is answered so, and nothing is done', async () => {
  const deaf = await aDesk({
    environment: 'lab',
    store: (store) => ({
      ...store,
      deliveries: { ...store.deliveries, accept: () => Promise.reject(new Error('the disk is full')) },
    }),
  });
  const answer = await deaf.say('bob', '/put demo values="a"');
  expect(answer.code).toBe('audit-unwritable');
  expect(deaf.text(answer)).toContain('the disk is full');
  expect(deaf.world.effects).toEqual([]);
  await deaf.close();
});
