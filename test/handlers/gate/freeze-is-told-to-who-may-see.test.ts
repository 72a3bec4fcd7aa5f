import { expect, onTestFinished, test } from 'vitest';
import { aDesk, cast } from '../../fakes/a-desk.ts';

/** Bob may look at another system alone. */
async function frozen(text: string) {
  const grants = cast.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, systems: ['shop'] } : grant));
  const it = await aDesk({ environment: 'lab', policy: { ...cast, grants } });
  onTestFinished(() => it.close());
  await it.say('alice', text);
  return it;
}

test.each(['/whoami', '/help'])(
  'that a system is frozen, and why, is not told with %s to who may not see it',
  async (text) => {
    const it = await frozen('/freeze demo "salaries of all were copied"');
    expect(await it.read('bob', text)).not.toMatch(/demo|salaries/);
    expect(await it.read('carol', text)).toContain('salaries');
  },
);

test('a freeze of everything is told to everybody the bot knows', async () => {
  const it = await frozen('/freeze "the chat may be compromised"');
  expect(await it.read('bob', '/help')).toContain('the chat may be compromised');
});

test.each(['/freeze demo "salaries of all were copied"', '/freeze "salaries of all were copied"'])(
  'a stranger is told of no freeze: %s',
  async (text) => {
    const it = await frozen(text);
    const said = await it.read('mallory', '/help');
    expect(said).toContain('I do not know you');
    expect(said).not.toMatch(/frozen|salaries/);
  },
);
