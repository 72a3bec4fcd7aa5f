import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aDesk } from '../fakes/a-desk.ts';

const secret = 'correct-horse-battery-staple';

test('a secret typed into a chat is refused, kept nowhere, and the sender is told to rotate it', async () => {
  const it = await aDesk({ environment: 'lab', secrets: [{ name: 'DB', value: secret }] });
  for (const form of [secret, Buffer.from(secret).toString('base64'), `password=${'hunter2'.repeat(2)}`]) {
    const answer = await it.say('bob', `/put demo values="${form}"`);
    expect(answer.code).toBe('bad-input');
    expect(it.text(answer)).toContain('rotate');
    expect(it.text(answer)).not.toContain(form);
  }
  expect(it.world.effects).toEqual([]);
  const trail = JSON.stringify(await it.desk.store.audit.list({ limit: 20 }));
  for (const shown of [trail, ...it.logged, JSON.stringify(it.progress)]) expect(shown).not.toContain(secret);
  for (const file of readdirSync(it.folder)) {
    expect(readFileSync(join(it.folder, file)).includes(secret), `${file} holds the secret`).toBe(false);
  }
  await it.close();
});

test.each([
  ['an invisible character', 'correct-horse\u200b-battery-staple'],
  ['a colour', 'correct-\u009b1mhorse-battery-staple'],
  ['full-width letters', 'ｃｏｒｒｅｃｔ－horse－battery－staple'],
  ['a full-width equals sign', 'password＝hunter2hunter2'],
])('%s does not hide a typed secret', async (_, form) => {
  const it = await aDesk({ environment: 'lab', secrets: [{ name: 'DB', value: secret }] });
  const answer = await it.say('alice', `/freeze "the key ${form} leaked"`);
  expect(it.text(answer)).toContain('rotate');
  expect(await it.desk.store.freezes.current()).toEqual([]);
  expect(JSON.stringify(await it.desk.store.audit.list({ limit: 5 }))).toContain('[masked');
  await it.close();
});
