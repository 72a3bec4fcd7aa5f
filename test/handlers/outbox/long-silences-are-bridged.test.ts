import { expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Message } from '../../../src/handlers/message.ts';
import { sparsePosting } from '../../../src/handlers/outbox/sparse-posting.ts';
import { aDesk } from '../../fakes/a-desk.ts';

const words = (text: string): Message => ({ blocks: [{ type: 'text', text: outside(text) }] });
const posting = {
  key: 'answer:x',
  conversation: { platform: 'dingtalk', tenant: '', space: '@bob' },
  kind: 'progress',
  insist: true,
} as const;

/** Each sleep ends when it is told to. */
function steppedClock() {
  const naps: { readonly ms: number; readonly wake: () => void }[] = [];
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      naps.push({ ms, wake: resolve });
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  return { naps, sleep };
}

test('where nothing can be edited: nothing for what ends soon, the newest words once it takes long, and after each silence', async () => {
  const it = await aDesk();
  try {
    const { naps, sleep } = steppedClock();
    const desk = { ...it.desk, clock: { ...it.clock, sleep } };
    const said = async () =>
      (await desk.store.outbox.heads({ nowMs: 1e15, limit: 9, exceptLanes: [], exceptPlatforms: [] })).rows;
    const next = async () => {
      await expect.poll(() => naps.length).toBeGreaterThan(0);
      const nap = naps.shift();
      nap?.wake();
      await expect.poll(() => naps.length).toBe(1);
      return nap?.ms;
    };
    const long = sparsePosting(desk, posting, 60_000);
    long.show(words('step 1'));
    long.show(words('step 2'));
    expect(await next()).toBe(4_000);
    expect(JSON.stringify(await said())).toContain('step 2');
    expect((await said()).map(({ key }) => key)).toEqual(['answer:x~1']);
    long.show(words('step 3'));
    expect(await next()).toBe(60_000);
    await long.end();
    expect((await desk.store.outbox.get('answer:x~2'))?.message).toEqual(words('step 3'));
    const short = sparsePosting(desk, { ...posting, key: 'answer:y' }, 60_000);
    short.show(words('step 1'));
    await short.end();
    short.show(words('late'));
    expect(await desk.store.outbox.get('answer:y~1')).toBeUndefined();
  } finally {
    await it.close();
  }
});
