import { expect, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

test('the rate limit is of a person, not of each of their chats', async () => {
  const it = await aDesk({ commandsPerMinute: 3 });
  for (const chat of ['bob', 'bob-phone', 'bob']) expect((await it.say(chat, '/whoami')).code).toBe('ok');
  expect((await it.say('bob-phone', '/whoami')).code).toBe('rate-limited');
  expect((await it.say('alice', '/whoami')).code).toBe('ok');
  it.clock.advance(60_001);
  expect((await it.say('bob-phone', '/whoami')).code).toBe('ok');
  await it.close();
});

test('a stranger has a limit too, and uses up nobody else’s', async () => {
  const it = await aDesk({ commandsPerMinute: 3 });
  for (let i = 0; i < 3; i += 1) expect((await it.say('mallory', '/whoami')).code).toBe('denied');
  expect((await it.say('mallory', '/whoami')).code).toBe('rate-limited');
  expect((await it.say('carol', '/whoami')).code).toBe('ok');
  await it.close();
});
