import { expect, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

test('a query costs at most three commits that wait for the disk, whoever asks and however often', async () => {
  const it = await aDesk();
  await it.say('bob', '/look demo');
  const before = it.commits();
  await it.say('bob', '/look demo');
  expect(it.commits() - before).toBeLessThanOrEqual(3);
  expect(it.commits() - before).toBeGreaterThan(0);
  await it.close();
});

test('a change of N steps costs one commit per journal line, and no more than five around them', async () => {
  const it = await aDesk({ environment: 'lab' });
  const before = it.commits();
  await it.say('bob', '/put demo values="a,b,c"');
  expect(it.commits() - before).toBeLessThanOrEqual(2 * 3 + 5);
  await it.close();
});
