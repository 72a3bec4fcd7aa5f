import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { auditEvents, shove, tell } from './asked-in-chat.ts';

let it: ABot;
beforeEach(async () => {
  it = await aBot();
});
afterEach(() => it.close());

test.each(['alice', 'alice-phone'])('who asked may approve elsewhere, not here: %s', async (device) => {
  const code = await shove(it, 'alice');
  const said = await tell(it, device, `/approve ${code}`);
  expect(said).toMatch(/You asked for this yourself, and a second person must say yes.*Chen Wei may/);
  expect(said).not.toContain('You may not');
  expect(it.world.effects).toEqual([]);
  expect((await it.desk.store.approvals.get(code))?.state).toBe('open');
  expect(await auditEvents(it)).not.toContain('run.opened');
});

test('she is not asked and not named among those who may', async () => {
  await shove(it, 'alice');
  expect(it.reads('ops')[0]).toContain('Chen Wei may approve');
  expect(it.reads('ops')[0]).toContain('Told: Chen Wei.');
  expect(it.reads('alice')).toEqual([]);
  expect(it.reads('alice-phone')).toEqual([]);
});

test('somebody without the grant may not, and somebody unknown may not even see that there is one', async () => {
  const code = await shove(it);
  expect(await tell(it, 'carol', `/approve ${code}`)).toContain('You may not');
  expect(await tell(it, 'mallory', `/approve ${code}`)).toContain('I do not know you');
  expect(it.world.effects).toEqual([]);
});

test('after her own try another person still may', async () => {
  const code = await shove(it, 'alice');
  await tell(it, 'alice', `/approve ${code}`);
  expect(await tell(it, 'chenwei', `/approve ${code}`)).toContain('done in');
  expect(it.world.effects).toEqual(['put a']);
});
