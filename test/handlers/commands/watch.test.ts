import { expect, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

test('one person has a few watches at once, and is told how to end one', async () => {
  const it = await aDesk();
  const stopped: string[] = [];
  for (const code of ['AAAAAA', 'BBBBBB', 'CCCCCC'])
    it.desk.watches.set(code, { requester: 'person:carol', stop: () => stopped.push(code) });
  const answer = await it.say('carol', '/watch demo 1s 30m');
  expect(answer.code).toBe('busy');
  expect(it.text(answer)).toContain('/cancel BBBBBB');
  expect((await it.say('bob', '/cancel BBBBBB')).code).toBe('not-found');
  expect((await it.say('carol', '/cancel BBBBBB')).code).toBe('ok');
  expect(stopped).toEqual(['BBBBBB']);
  await it.close();
});
