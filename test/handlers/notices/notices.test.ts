import { afterEach, describe, expect, test } from 'vitest';
import { notify } from '../../../src/handlers/notices/notify.ts';
import { tellInterrupted } from '../../../src/handlers/recovery/interrupted.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { type FakePlatform, fakePlatform } from '../../fakes/fake-platform.ts';
import { makeWorld } from '../../fakes/world.ts';

const channels = [
  { platform: 'test', tenant: '', space: 'demo-room', system: 'demo' },
  { platform: 'test', tenant: '', space: 'lobby' },
];
const words = { blocks: [{ type: 'heading' as const, text: { outside: 'look here' } }] };

let it: ABot;
afterEach(() => it.close());

/** With the page beside the chat: everybody has a private room there. */
async function withPage(): Promise<FakePlatform> {
  let page: FakePlatform | undefined;
  it = await aBot({
    channels,
    platforms: (clock) => {
      page = { ...fakePlatform({ name: 'web', now: clock.now }) };
      return [fakePlatform({ now: clock.now }), page];
    },
  });
  if (page === undefined) throw new Error('there is no page');
  return page;
}

describe('a notice', () => {
  test('finds people in all their chats and on the page, each once', async () => {
    const page = await withPage();
    await notify(it.desk, { key: 'n', people: ['alice', 'carol', 'alice'], message: words });
    await it.sent();
    for (const space of ['alice', 'alice-phone', 'carol']) expect(it.reads(space)).toEqual(['look here']);
    for (const space of ['alice', 'carol']) expect(it.reads(space, page)).toEqual(['look here']);
    expect(page.shown).toHaveLength(2);
  });

  test('that is given again is an edit of all its copies', async () => {
    const page = await withPage();
    await notify(it.desk, { key: 'n', people: ['alice'], message: words });
    await it.sent();
    const done = { blocks: [{ type: 'heading' as const, text: { outside: 'it is over' } }] };
    await notify(it.desk, { key: 'n', people: ['alice'], message: done });
    await it.pass(2_000);
    await it.sent();
    expect([...it.reads('alice'), ...it.reads('alice-phone'), ...it.reads('alice', page)]).toEqual(
      Array.from({ length: 3 }, () => 'it is over'),
    );
  });

  test('that one of their chats does not take is no reason to go to the admins', async () => {
    await withPage();
    it.chat.closed.set('alice-phone', { posted: false, retry: 'never', why: 'blocked' });
    await notify(it.desk, { key: 'n', people: ['alice'], message: words });
    await it.sent();
    expect(it.reads('alice')).toEqual(['look here']);
  });

  test('that only the page shows goes to the admins: it calls nobody', async () => {
    await withPage();
    it.chat.closed.set('carol', { posted: false, retry: 'never', why: 'blocked' });
    await notify(it.desk, { key: 'n', people: ['carol'], message: words });
    await it.sent();
    expect(it.reads('alice')[0]).toContain('This was for Carol');
  });

  test('that none of their chats takes goes to the admins', async () => {
    const page = await withPage();
    for (const platform of [it.chat, page])
      platform.closed.set('carol', { posted: false, retry: 'never', why: 'blocked' });
    await notify(it.desk, { key: 'n', people: ['carol'], message: words });
    await it.sent();
    expect(it.reads('alice')[0]).toContain('This was for Carol');
  });

  test('shows and keeps no secret, whatever it tells of', async () => {
    it = await aBot({ secrets: [{ name: 'db', value: 'hunter2hunter2' }] });
    const leak = { blocks: [{ type: 'code' as const, text: 'connect with hunter2hunter2' }] };
    await notify(it.desk, { key: 'n', people: ['carol'], message: leak });
    await it.sent();
    expect(it.reads('carol')).toEqual([expect.stringContaining('connect with [masked:db]')]);
    expect(JSON.stringify(await it.desk.store.outbox.get('n:carol'))).not.toContain('hunter2');
  });

  test('that cannot be kept fails nothing', async () => {
    it = await aBot();
    Object.assign(it.desk.store.outbox, { put: () => Promise.reject(new Error('the disk is full')) });
    await notify(it.desk, { key: 'n', people: ['carol'], message: words });
    expect(it.logged.join()).toContain('a notice could not be kept');
  });
});

describe('who hears of what', () => {
  test('a freeze and a thaw: the rooms of the system and the other admins', async () => {
    it = await aBot({ channels });
    await it.say('alice', '/freeze demo "the disk is being replaced"');
    await it.sent();
    for (const space of ['demo-room', 'chenwei'])
      expect(it.reads(space)[0]).toMatch(/frozen for demo: the disk is being replaced · by Alice/);
    for (const space of ['lobby', 'alice', 'bob']) expect(it.reads(space)).toEqual([]);
    await it.say('alice', '/thaw demo');
    await it.sent();
    expect(it.reads('demo-room')[1]).toContain('Changes are allowed again for demo. By Alice.');
  });

  test('where a freeze was typed it is said once: who, since when, why', async () => {
    it = await aBot({ channels });
    await it.chat.hear('alice', '/freeze "the disk is being replaced"', { room: 'demo-room' });
    await it.until(() => it.reads('demo-room').some((text) => text.includes('/thaw')));
    await it.sent();
    const [said = '', ...more] = it.reads('demo-room');
    expect(more).toEqual([]);
    expect(said).toMatch(/^▲ demo is frozen since .* by Alice: the disk is being replaced\. .*\nNext: {2}\/thaw$/);
    expect((await it.read('alice', '/whoami')).match(/the disk is being replaced/g)).toHaveLength(1);
  });

  test('a freeze of everything: every room', async () => {
    it = await aBot({ channels });
    await it.say('alice', '/freeze "the chat may be compromised"');
    await it.sent();
    for (const space of ['demo-room', 'lobby', 'chenwei']) expect(it.reads(space)).toHaveLength(1);
  });

  test('what could not be put back: all admins, with the commands to do it by hand', async () => {
    const world = makeWorld();
    it = await aBot({ environment: 'lab', world, channels });
    world.behaviour.set('a', 'undo-fails');
    world.behaviour.set('b', 'fails');
    await it.say('bob', '/put demo values="a,b"');
    await it.sent();
    for (const space of ['alice', 'chenwei', 'demo-room']) {
      expect(it.reads(space)[0]).toContain('could not be put back');
      expect(it.reads(space)[0]).toContain('take a');
      expect(it.reads(space)[0]).toContain('Asked by Bob on demo.');
    }
  });

  test('an interrupted run: the message that asked for it, with what can be done; else who asked', async () => {
    const world = makeWorld();
    it = await aBot({ environment: 'lab', world });
    world.behaviour.set('a', 'throws');
    await it.chat.hear('bob', '/put demo values="a"', { room: 'ops' });
    await it.until(() =>
      it.pass(250).then(() => it.reads('ops').some((text) => text.includes('stopped where it was'))),
    );
    const run = await it.desk.store.runs.get(1);
    if (run === undefined) throw new Error('there is no run');
    await tellInterrupted(it.desk, [run]);
    await it.sent();
    expect(it.reads('bob')[0]).toMatch(/Run 1 .* was interrupted.*\/resume 1.*\/undo 1/s);
  });
});
