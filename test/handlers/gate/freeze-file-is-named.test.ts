import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aDesk } from '../../fakes/a-desk.ts';

async function frozenByFile(words: string) {
  const it = await aDesk({ environment: 'lab' });
  onTestFinished(() => it.close());
  const file = join(it.folder, 'freeze');
  writeFileSync(file, words);
  return { it, file };
}

test.each([
  ['an empty one', '', ''],
  ['one with a reason', 'stolen phone\n', ': stolen phone'],
])('a freeze by a file tells where it lies, and offers no command that cannot end it: %s', async (_, words, reason) => {
  const { it, file } = await frozenByFile(words);
  const said = await it.read('alice', '/put demo values="a"');
  expect(said).toContain(`All systems are frozen by the file ${file} since `);
  expect(said).toContain(`${reason}. Reading works, nothing may be changed until that file is deleted`);
  expect(said).not.toMatch(/: \.|\/thaw/);
});

test('a thaw says what still freezes, and all is well once that is gone', async () => {
  const { it, file } = await frozenByFile('');
  await it.say('alice', '/freeze demo "the disk is being replaced"');
  await it.say('alice', '/freeze "the chat may be compromised"');
  const first = await it.read('alice', '/thaw');
  expect(first).toContain('still refused by another');
  expect(first).toContain(`frozen by the file ${file}`);
  expect(first).toMatch(/demo is frozen since .*: the disk is being replaced/);
  expect(first).toContain('/thaw demo');
  rmSync(file);
  expect(await it.read('alice', '/thaw demo')).toContain('Changes are allowed again for demo');
  writeFileSync(file, '');
  const none = await it.read('alice', '/thaw');
  expect(none).toContain('No command froze all systems');
  expect(none).toContain(file);
});
