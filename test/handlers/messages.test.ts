import { describe, expect, test } from 'vitest';
import { failureCodes } from '../../src/actions/result.ts';
import { outside } from '../../src/actions/text.ts';
import { failureMessage, isNext, reportMessage } from '../../src/handlers/messages.ts';

const headline = outside('teaching');
const blocks = [{ type: 'code', text: 'x' }] as const;

describe('a report as a message', () => {
  test('begins with verdict and headline, says when it was measured, ends with what to type next', () => {
    const message = reportMessage({ verdict: 'critical', headline, measuredAtMs: 5, blocks, next: ['/restart llm'] });
    expect(message.blocks).toEqual([
      {
        type: 'heading',
        text: headline,
        mark: 'critical',
        aside: { key: 'messages.measured', params: { at: { atMs: 5 } } },
      },
      { type: 'code', text: 'x' },
      { type: 'buttons', buttons: [{ label: outside('/restart llm'), command: '/restart llm' }] },
    ]);
  });

  test('says what to type next beside what it offers already', () => {
    const done = { label: outside('Done by me'), command: '/checklist done teaching daily drill' };
    const message = reportMessage({
      verdict: 'warning',
      headline,
      measuredAtMs: 5,
      blocks: [...blocks, { type: 'buttons', buttons: [done] }],
      next: ['/health teaching'],
    });
    expect(message.blocks.slice(2)).toEqual([
      { type: 'buttons', buttons: [done, { label: outside('/health teaching'), command: '/health teaching' }] },
    ]);
  });

  test('is one line when there is nothing more to say', () => {
    const message = reportMessage({ verdict: 'ok', headline, measuredAtMs: 5, blocks: [], next: [] });
    expect(message.blocks).toMatchObject([{ type: 'heading', mark: 'ok', aside: { key: 'messages.at' } }]);
  });
});

describe('a failure as a message', () => {
  test('shows evidence and what to type next, and keeps the detail for the log', () => {
    const message = failureMessage({
      code: 'unhealthy',
      message: headline,
      evidence: blocks,
      next: ['/logs llm 5m'],
      detail: { stack: 'secret' },
    });
    expect(message.blocks.map(({ type }) => type)).toEqual(['text', 'code', 'buttons']);
    expect(JSON.stringify(message)).not.toContain('secret');
  });

  test.each(failureCodes)('%s is marked by what it means', (code) => {
    const refusals = ['bad-input', 'denied', 'not-found', 'busy', 'stale', 'frozen', 'rate-limited', 'cancelled'];
    const expected = refusals.includes(code) ? undefined : code === 'unknown-outcome' ? 'unknown' : 'critical';
    const [first] = failureMessage({ code, message: headline }).blocks;
    expect(first).toEqual({ type: 'text', text: headline, ...(expected && { mark: expected }) });
  });
});

test('only a button that is its own command is a hint', () => {
  expect(isNext({ label: outside('/health'), command: '/health' })).toBe(true);
  expect(isNext({ label: outside('Health'), command: '/health' })).toBe(false);
});
