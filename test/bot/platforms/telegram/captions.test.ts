import { expect, test } from 'vitest';
import type { Attachment } from '../../../../src/bot/platforms/attachments/attachments-of.ts';
import { attach } from '../../../../src/bot/platforms/telegram/attaching.ts';
import type { PlatformMemory } from '../../../../src/bot/storage/platform-memory.ts';

type Parts = Parameters<typeof attach>[0];

test('what a picture is captioned with, put or replaced, calls nobody and links nowhere', async () => {
  const said: string[] = [];
  const kept = new Map<string, string>();
  const memory: PlatformMemory = {
    get: async (key) => kept.get(key),
    put: async (all) => {
      for (const [key, value] of all) kept.set(key, value);
    },
    list: async () => [],
  };
  const api = {
    sendPhoto: async (_chat: unknown, _file: unknown, { caption = '' }: { readonly caption?: string }) => {
      said.push(caption);
      return { message_id: 7 };
    },
    editMessageMedia: async (_chat: unknown, _id: unknown, { caption = '' }: { readonly caption?: string }) => {
      said.push(caption);
      return true;
    },
  };
  const parts: Parts = {
    api: api as unknown as Parts['api'], // the two calls a picture takes
    memory,
    now: () => 1,
    reader: { language: 'en', timeZone: 'UTC' },
    doubtful: false,
    held: () => undefined,
    reach: async (call) => call({ chat: 1, thread: {} } as unknown as Parameters<typeof call>[0]), // where does not matter
  };
  const picture = (stamp: string): Attachment => ({
    slot: 'chart:0',
    stamp,
    name: 'chart.png',
    caption: 'value of @alice /restart https://evil.example, last 1 h',
    bytes: 1,
    content: async () => new Uint8Array([1]),
  });
  await attach(parts, 'a', 1, [picture('one')]);
  await attach(parts, 'a', 1, [picture('two')]);
  expect(said).toHaveLength(2);
  for (const caption of said) {
    expect(caption).not.toMatch(/@\w|\/\w|:\/\/|\w\.example/);
    expect(caption.replaceAll('\u2060', '')).toBe(picture('x').caption);
  }
});
