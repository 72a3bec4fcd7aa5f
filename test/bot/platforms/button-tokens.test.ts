import { expect, test } from 'vitest';
import { buttonTokens, tokenOf } from '../../../src/bot/platforms/button-tokens.ts';
import type { PlatformMemory } from '../../../src/bot/storage/platform-memory.ts';

function inMemory() {
  const entries = new Map<string, string>();
  const puts: string[][] = [];
  const memory: PlatformMemory = {
    get: async (key) => entries.get(key),
    async put(all) {
      puts.push(all.map(([, value]) => value));
      for (const [key, value] of all) entries.set(key, value);
    },
    list: async () => [],
  };
  return { memory, puts };
}

test('a press is understood after a restart, and one that nobody gave out is not', async () => {
  const { memory } = inMemory();
  await buttonTokens(memory, () => 0).keep(['/restart llm']);
  const next = buttonTokens(memory, () => 1);
  expect(await next.commandOf(tokenOf('/restart llm'))).toBe('/restart llm');
  expect(await next.commandOf(tokenOf('/stop llm'))).toBeUndefined();
});

test('what is in use is written once a day, all new ones of a message together, nothing when there is none', async () => {
  const { memory, puts } = inMemory();
  let nowMs = 0;
  const tokens = buttonTokens(memory, () => nowMs);
  await tokens.keep([]);
  await tokens.keep(['/health', '/logs', '/health']);
  await tokens.keep(['/health', '/top']);
  expect(puts).toEqual([['/health', '/logs'], ['/top']]);
  nowMs = 86_400_001;
  await tokens.keep(['/health']);
  expect(puts).toEqual([['/health', '/logs'], ['/top'], ['/health']]);
});

test('a token finds room in the 64 bytes of a Telegram button', () => {
  for (const command of ['/x', `/logs search "${'长'.repeat(500)}"`])
    expect(Buffer.byteLength(tokenOf(command))).toBe(22);
});
