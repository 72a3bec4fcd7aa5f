import { beforeEach, describe, expect, test } from 'vitest';
import { type AskedForASecret, askedForASecret, value } from './asked-for-a-secret.ts';

let it: AskedForASecret;
beforeEach(async () => {
  it = await askedForASecret();
});

describe('a secret typed in a chat', () => {
  test.each([
    `/give key demo ${value}`,
    `/give key ${value} demo`,
    `/give key demo value=${value}`,
    `/give key demo "${value}"`,
    `/give_key demo ${value}`,
    `give key demo ${value}`,
    `/giv key demo ${value}`,
    `/give kee demo ${value}`,
    `/交密钥 demo ${value}`,
  ])('"%s" is refused, blanked before the first row, and to be rotated', async (text) => {
    for (const more of [{}, { room: 'ops' }]) {
      const said = await it.say('bob', text, more);
      expect(said.code).toBe('bad-input');
      expect(it.text(said)).toMatch(/rotate it now/);
    }
    expect(it.traces()).not.toContain(value);
    expect(it.world.effects).toEqual([]);
  });

  test('is no reason to type it again: the command without it is offered', async () => {
    expect(await it.read('bob', `/give key demo ${value}`)).toMatch(/\nNext: {2}\/give key demo$/);
    expect(await it.read('bob', `/give key demo value="${value}"`)).toMatch(/\nNext: {2}\/give key demo$/);
  });

  test('as an answer to the question is too', async () => {
    await it.say('bob', '/give key demo');
    const said = await it.say('bob', value);
    expect(it.text(said)).toMatch(/rotate it now/);
    expect(it.traces()).not.toContain(value);
    expect(it.text(await it.say('alice', 'something else entirely'))).not.toMatch(/rotate/);
  });

  test('within more words than a command has is blanked too', async () => {
    const said = await it.say('bob', `/give key demo ${'and '.repeat(1_000)}${value}`);
    expect(it.text(said)).toMatch(/rotate it now/);
    expect(it.traces()).not.toContain(value);
  });

  test('a name that was mistyped is not taken for one', async () => {
    const said = await it.say('bob', '/give key dmeo');
    expect(it.text(said)).toContain('"dmeo"');
    expect(it.text(said)).not.toMatch(/rotate/);
  });
});
