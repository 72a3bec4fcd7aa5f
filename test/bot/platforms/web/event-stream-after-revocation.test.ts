import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { type APage, aPage } from './a-page.ts';

/** An open event stream, read as a browser would. */
async function follow(page: APage, cookie: string, room: string) {
  const response = await page.get(`/rooms/${encodeURIComponent(room)}/events?after=0`, { cookie });
  if (response.status !== 200) return { status: response.status, until: async () => '' };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    /** Everything up to these words, or to the end. */
    async until(words: string): Promise<string> {
      const limit = AbortSignal.timeout(5_000);
      while (!text.includes(words)) {
        const { done, value } = await Promise.race([
          reader?.read() ?? { done: true, value: undefined },
          new Promise<never>((_, reject) =>
            limit.addEventListener('abort', () => reject(new Error(`no "${words}" in ${text}`))),
          ),
        ]);
        if (done) break;
        text += value;
      }
      return text;
    },
  };
}

const post = (page: APage, space: string, key: string, words: string) =>
  page.platform.post(
    { platform: 'web', tenant: '', space },
    { key, message: { blocks: [{ type: 'text', text: outside(words) }] }, reader: { language: 'en', timeZone: 'UTC' } },
  );

type Revocation = readonly [string, (page: APage, cookie: string) => unknown];

const revocations: readonly Revocation[] = [
  ['signing out', (page, cookie) => page.post('/signout', {}, { cookie })],
  ['/logout said elsewhere', (page) => page.desk.signIn?.end('bob')],
  [
    'removing the person',
    (page) =>
      page.configure((settings) => {
        const { bob: _, ...people } = settings.policy.people;
        return { ...settings, policy: { ...settings.policy, people } };
      }),
  ],
  [
    'taking the grant away',
    (page) => page.configure((settings) => ({ ...settings, policy: { ...settings.policy, grants: [] } })),
  ],
  ['a new configuration', (page) => page.configure((settings) => ({ ...settings, version: 'next' }))],
  ['taking the room away', (page) => page.configure((settings) => ({ ...settings, channels: [] }))],
  ['an hour without doing anything', (page) => page.clock.advance(3_600_000)],
];

describe('an event stream', () => {
  test.each(revocations)('ends after %s, without another word of the room', async (_, revoke) => {
    const page = await aPage();
    const bob = await page.signIn('bob');
    const stream = await follow(page, bob, 'ops');
    await post(page, 'ops', 'one', 'seen by bob');
    expect(await stream.until('seen by bob')).toContain('event: message');
    await revoke(page, bob);
    await post(page, 'ops', 'two', 'not for bob');
    const rest = await stream.until('event: ended');
    expect(rest).toContain('event: ended');
    expect(rest).not.toContain('not for bob');
    const again = await follow(page, bob, 'ops');
    expect(again.status).not.toBe(200);
  });

  test('ends at once when one signs out, although nothing is said', async () => {
    const page = await aPage();
    const bob = await page.signIn('bob');
    const stream = await follow(page, bob, 'ops');
    await page.post('/signout', {}, { cookie: bob });
    expect(await stream.until('event: ended')).toContain('event: ended');
  });

  test("of another person's private room, or of a room of a system one may not see, is not there", async () => {
    const page = await aPage();
    page.configure((settings) => ({ ...settings, policy: { ...settings.policy, grants: [] } }));
    const bob = await page.signIn('bob');
    for (const room of ['@alice', 'ops', 'nowhere']) {
      expect((await follow(page, bob, room)).status, room).toBe(404);
      expect((await page.type(bob, '/whoami', room)).status, room).toBe(404);
    }
    expect((await follow(page, bob, '@bob')).status).toBe(200);
  });

  test('shows the newest state of an edited message once, and goes on where it broke off', async () => {
    const page = await aPage();
    const alice = await page.signIn('alice');
    const posted = await post(page, 'ops', 'one', 'first words');
    expect(await post(page, 'ops', 'one', 'the same key again')).toEqual(posted);
    const id = posted.posted ? posted.messageId : '';
    for (const words of ['second words', 'third words'])
      await page.platform.edit?.({ platform: 'web', tenant: '', space: 'ops' }, id, {
        key: 'one',
        message: { blocks: [{ type: 'text', text: outside(words) }] },
        reader: { language: 'en', timeZone: 'UTC' },
      });
    await post(page, 'ops', 'two', 'the end');
    const text = await (await follow(page, alice, 'ops')).until('the end');
    expect(text).toContain('third words');
    for (const words of ['first words', 'second words', 'the same key again']) expect(text).not.toContain(words);
    const version = /id: (\d+)\n(?=[\s\S]*the end)/.exec(text)?.[1] ?? '';
    const response = await page.get('/rooms/ops/events?after=0', { cookie: alice, 'last-event-id': version });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { value } = (await reader?.read()) ?? { value: '' };
    expect(value).not.toContain('third words');
  });
});
