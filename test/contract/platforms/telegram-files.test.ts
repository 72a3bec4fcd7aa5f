import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { bob, botOnTelegram } from './telegram-world.ts';

test('a file whose reply was lost says that it may be there twice; the words stand there once, what follows says nothing', async ({
  onTestFinished,
}) => {
  const it = await botOnTelegram();
  onTestFinished(() => it.close());
  const file = (name: string) => {
    const path = join(it.folder, name);
    writeFileSync(path, 'one\n');
    return { type: 'file', name, path, bytes: 4 } as const;
  };
  it.telegram.faults.next('sendDocument', 'lost-reply');
  await it.desk.store.outbox.put({
    key: 'a',
    conversation: { platform: 'telegram', tenant: '', space: String(bob) },
    person: 'bob',
    kind: 'final',
    insist: true,
    message: { blocks: [{ type: 'heading', text: outside('errors') }, file('errors.log'), file('more.log')] },
    atMs: it.clock.now(),
  });
  await it.until(async () => (await it.desk.store.outbox.waiting()) === 0);
  expect(it.telegram.shown(bob).map(({ text, document }) => [document?.name, text.split('\n')[0]])).toEqual([
    [undefined, 'errors'],
    ['errors.log', ''],
    ['errors.log', expect.stringMatching(/^\? You may have this file already/)],
    ['more.log', ''],
  ]);
});
