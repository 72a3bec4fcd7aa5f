import { expect, test } from 'vitest';
import { makeSettling } from '../../../src/handlers/outbox/settling.ts';
import type { OutboxRow } from '../../../src/handlers/store/outbox.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';

const row = (atMs: number, more: Partial<OutboxRow> = {}): OutboxRow =>
  ({ key: 'a', kind: 'final', messageId: 'm1', atMs, revision: 2, ...more }) as OutboxRow; // what is looked at
const platform = fakePlatform({ now: () => 0, edits: false, limits: { silenceMs: 60_000 } });

test('words that still change are waited for, until they stay as they are or silence lasted too long', () => {
  const settling = makeSettling();
  expect(settling.waitFor(row(1_000), platform, 1_000)).toBe(3_500);
  expect(settling.waitFor(row(1_000), platform, 3_500)).toBeUndefined();
  for (let nowMs = 10_000; nowMs < 70_000; nowMs += 1_000)
    expect(settling.waitFor(row(nowMs), platform, nowMs)).toBe(nowMs + 2_500);
  expect(settling.waitFor(row(70_000), platform, 70_000)).toBeUndefined();
  expect(settling.waitFor(row(71_000), platform, 71_000)).toBe(73_500);
});

test('what stands nowhere yet, may stand there already, or can be edited, is never waited for', () => {
  const settling = makeSettling();
  const { messageId: _, ...unsaid } = row(0);
  expect(settling.waitFor(unsaid, platform, 0)).toBeUndefined();
  expect(settling.waitFor(row(0, { doubtful: 1 }), platform, 0)).toBeUndefined();
  expect(settling.waitFor(row(0), fakePlatform({ now: () => 0, limits: { silenceMs: 60_000 } }), 0)).toBeUndefined();
  expect(settling.waitFor(row(0), fakePlatform({ now: () => 0, edits: false }), 0)).toBeUndefined();
});
