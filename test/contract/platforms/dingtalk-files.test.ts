import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Message } from '../../../src/handlers/message.ts';
import { errcode } from '../../emulators/dingtalk/refusal.ts';
import { unzipped } from '../../emulators/dingtalk/unzipped.ts';
import { alice, bob, botOnDingTalk, group } from './dingtalk-world.ts';

async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, cards = false) {
  const it = await botOnDingTalk({ cards });
  onTestFinished(() => it.close());
  await it.until(() => it.dingtalk.sockets.ready());
  const file = (name: string, content: string): Message['blocks'][number] => {
    const path = join(it.folder, name);
    writeFileSync(path, content);
    return { type: 'file', name, path, bytes: Buffer.byteLength(content) };
  };
  return {
    it,
    file,
    put: (key: string, blocks: Message['blocks']) =>
      it.desk.store.outbox.put({
        key,
        conversation: { platform: 'dingtalk', tenant: it.dingtalk.corp, space: group },
        kind: 'final',
        insist: true,
        message: { blocks },
        atMs: it.clock.now(),
      }),
    sent: () => it.until(async () => (await it.desk.store.outbox.waiting()) === 0),
  };
}
const heading = (text: string) => ({ type: 'heading', text: outside(text) }) as const;

describe.concurrent('on DingTalk', () => {
  test('a log comes as an archive, for DingTalk takes no text files; what it takes comes as it is', async (context) => {
    const { it, file, put, sent } = await open(context);
    await put('a', [heading('errors'), file('错误 errors.log', 'one\n二\n'), file('report.pdf', '%PDF-1.4')]);
    await sent();
    const [, log, report, ...more] = it.dingtalk.shown(group);
    expect(more).toEqual([]);
    expect(log).toMatchObject({ kind: 'file', title: '错误 errors.log.zip' });
    expect(unzipped(log?.media?.bytes ?? Buffer.alloc(0))).toEqual({ '错误 errors.log': 'one\n二\n' });
    expect([report?.title, report?.media?.bytes.toString()]).toEqual(['report.pdf', '%PDF-1.4']);
  });

  test('a file that will never be taken is said to be missing, and holds up nothing', async (context) => {
    const { it, file, put, sent } = await open(context);
    it.dingtalk.faults.next('upload', { refuse: errcode(60_011, 'no permission @all') });
    await put('a', [heading('errors'), file('errors.log', 'one\n'), file('more.log', 'two\n')]);
    await put('b', [heading('next')]);
    await sent();
    expect(it.dingtalk.shown(group).map(({ kind, title, drawn }) => (kind === 'file' ? title : drawn.seen))).toEqual([
      expect.stringMatching(/^errors/),
      'errors.log could not be sent: 200 60011 no permission @all',
      'more.log.zip',
      'next',
    ]);
    expect(it.dingtalk.shown(group)[1]?.raw).toContain('@\u2060all');
    expect(it.texts(`@${alice}`)).toEqual([]);
  });

  test('a card that was made and is shown nowhere is said in markdown', async (context) => {
    const { it, put, sent } = await open(context, true);
    it.dingtalk.faults.next('card', 'not-delivered');
    await put('a', [heading('llm is back')]);
    await sent();
    expect(it.dingtalk.shown(group)).toMatchObject([{ kind: 'markdown' }]);
    expect([it.texts(group), it.texts(`@${bob}`)]).toEqual([['llm is back'], []]);
  });
});
