import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { alice, bob, botOnSlack, room } from './slack-world.ts';

async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const it = await botOnSlack();
  onTestFinished(() => it.close());
  await it.until(() => it.slack.links.ready());
  return {
    it,
    slack: it.slack,
    /** Words with a file of the same name. */
    put: (name: string) => {
      const path = join(it.folder, `${name}.log`);
      writeFileSync(path, `${name}\n`);
      return it.desk.store.outbox.put({
        key: name,
        conversation: { platform: 'slack', tenant: 'T1', space: room },
        kind: 'final',
        insist: true,
        message: {
          blocks: [
            { type: 'heading', text: outside(name) },
            { type: 'file', name: `${name}.log`, path, bytes: name.length + 1 },
          ],
        },
        atMs: it.clock.now(),
      });
    },
    seen: () => it.slack.shown(room).map(({ file, read }) => file?.name ?? read.split('\n')[0]),
  };
}

describe.concurrent('a file on Slack', () => {
  test.for([
    ['a reply that was lost', 'lost-reply'],
    ['a gateway that gave up after it was done', { gateway: 504, done: true }],
  ] as const)('%s: it is found below its words and not put there again', async ([, fault], context) => {
    const { it, slack, put, seen } = await open(context);
    slack.faults.next('files.completeUploadExternal', fault);
    await put('errors');
    await it.sent();
    expect(seen()).toEqual(['errors', 'errors.log']);
  });

  test('whose last step was not taken, once or with a broken gateway, is put there once', async (context) => {
    const { it, slack, put, seen } = await open(context);
    slack.faults.next('files.completeUploadExternal', 'cut');
    slack.faults.next('files.completeUploadExternal', { gateway: 502 });
    await put('errors');
    await it.sent();
    expect(seen()).toEqual(['errors', 'errors.log']);
  });

  test.for([
    ['files:write is missing', 'files.getUploadURLExternal', 'missing_scope'],
    ['Slack has no room for', 'files.completeUploadExternal', 'storage_limit_reached'],
  ] as const)('that %s is said to be missing, and holds up nothing', async ([, method, refuse], context) => {
    const { it, slack, put, seen } = await open(context);
    slack.faults.outage({ refuse }, method);
    await put('errors');
    await it.put('beside', 'beside', alice);
    await it.sent();
    slack.faults.outage(undefined);
    await put('more');
    await it.sent();
    expect(seen()).toEqual(['errors', `errors.log could not be sent: ${refuse}`, 'more', 'more.log']);
    expect(slack.shown(room)[1]?.thread).toBe(slack.shown(room)[0]?.ts);
    expect([it.texts(alice), it.texts(bob)]).toEqual([['beside'], []]);
  });
});
