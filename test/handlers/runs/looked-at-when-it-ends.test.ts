import { expect, onTestFinished, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

test('the system of a run that ended is to be looked at by its monitors, one that was only asked about is not', async () => {
  const it = await aDesk();
  onTestFinished(it.close);
  expect((await it.say('alice', '/put values="a"', { confirmed: false })).code).toBe('needs-confirm');
  expect([...it.desk.workedOn]).toEqual([]);
  const { code, runId } = await it.say('alice', '/put values="a"', { confirmed: true, key: 'again' });
  expect([code, runId]).toEqual(['ok', 1]);
  expect([...it.desk.workedOn]).toEqual(['demo']);
});
