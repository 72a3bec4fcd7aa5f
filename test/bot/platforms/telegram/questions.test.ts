import { expect, test } from 'vitest';
import { makeQuestions } from '../../../../src/bot/platforms/telegram/questions.ts';
import type { PlatformMemory } from '../../../../src/bot/storage/platform-memory.ts';

const memory: PlatformMemory = {
  get: async () => undefined,
  list: async () => [],
  put: async () => undefined,
} as Partial<PlatformMemory> as PlatformMemory; // no more of it is used here

test.each([
  ['/whoami', undefined],
  ['/token set teaching openai', undefined],
  ['/help@zhiban_bot', undefined],
  ['/更换密钥 教学', undefined],
  ['/Kx8+3bQ==', 'ref1'],
  ['/abcDEFghi/jkl', 'ref1'],
  ['sk-123456789', 'ref1'],
])('while a key is asked for, %j is its answer or a command', async (text, ref) => {
  const questions = makeQuestions(memory, () => 1_000);
  const to = { platform: 'telegram', tenant: '', space: '12345' };
  await questions.shown(to, '7', {
    blocks: [{ type: 'private-input', label: { outside: 'the new key' }, ref: 'ref1' }],
  });
  expect(questions.answeredBy({ space: '12345', text, repliedTo: undefined })).toBe(ref);
});
