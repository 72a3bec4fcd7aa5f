import { systemClock } from '../../src/bot/system-clock.ts';
import type { ChatPlatform } from '../../src/handlers/platform.ts';
import { serve } from '../../src/handlers/serving/serve.ts';
import { aDesk } from '../../test/fakes/a-desk.ts';

/** Milliseconds from a message put into the outbox until its platform has it in hand, each durable by then. */
export async function handOff(rounds: number): Promise<readonly number[]> {
  const it = await aDesk({ kind: 'bot', clock: { ...systemClock, advance: () => {} } });
  const serving = serve(it.desk);
  let arrived: () => void = () => {};
  const platform: ChatPlatform = {
    name: 'test',
    limits: { textBytes: 4_096, editsPerMinute: 60, buttons: true, files: true },
    start: async () => {},
    async post() {
      arrived();
      return { posted: true, messageId: '1' };
    },
    privately: (space) => ({ platform: 'test', tenant: '', space }),
    stop: async () => {},
  };
  serving.connect(platform);
  serving.begin();
  const taken: number[] = [];
  for (let round = -30; round < rounds; round += 1) {
    const there = new Promise<void>((done) => {
      arrived = done;
    });
    const startedAt = performance.now();
    const put = it.desk.store.outbox.put({
      key: `row ${round}`,
      conversation: { platform: 'test', tenant: '', space: `room ${round % 50}` },
      kind: 'final',
      insist: true,
      message: { blocks: [{ type: 'text', text: { outside: 'a message' } }] },
      atMs: it.clock.now(),
    });
    await there;
    if (round >= 0) taken.push(performance.now() - startedAt);
    await put;
    await it.clock.sleep(5);
  }
  await serving.stop();
  await it.close();
  return taken;
}
