import { expect, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

const broken = () => Promise.reject(new Error('the audit log cannot be written'));

test('where the trail cannot be written no change runs and no query answers', async () => {
  const it = await aDesk({
    environment: 'lab',
    store: (store) => ({
      ...store,
      audit: { ...store.audit, append: broken, close: broken },
      runs: { ...store.runs, open: broken },
    }),
  });
  expect((await it.say('bob', '/put demo values="a"')).code).toBe('audit-unwritable');
  expect((await it.say('bob', '/look demo')).code).toBe('audit-unwritable');
  expect(it.world.effects).toEqual([]);
  await it.close();
});

test('with audit.readsWhenUnwritable queries answer and say that they are not recorded; changes still do not run', async () => {
  const it = await aDesk({
    environment: 'lab',
    readsWhenUnwritable: true,
    store: (store) => ({
      ...store,
      audit: { ...store.audit, append: broken, close: broken },
      runs: { ...store.runs, open: broken },
    }),
  });
  const answer = await it.say('bob', '/look demo');
  expect(answer.code).toBe('ok');
  expect(it.text(answer)).toContain('not in it');
  expect((await it.say('bob', '/put demo values="a"')).code).toBe('audit-unwritable');
  expect(it.world.effects).toEqual([]);
  await it.close();
});

test('what was asked stands in the trail before the step is done, and how it ended after', async () => {
  const it = await aDesk({ environment: 'lab' });
  await it.say('bob', '/put demo values="a"');
  await it.say('bob', '/look demo');
  const events = (await it.desk.store.audit.list({ limit: 10 }))
    .map(({ event, outcome }) => `${event} ${outcome ?? ''}`)
    .reverse();
  expect(events).toEqual(['run.opened ', 'run.closed ok', 'command.opened ', 'command.closed ok']);
  expect((await it.desk.store.audit.verify()).faults).toEqual([]);
  await it.close();
});
