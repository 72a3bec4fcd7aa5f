import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AnAlertBot, anAlertBot, firing } from './an-alert-bot.ts';

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot({ people: ['bob', 'alice'] });
});
afterEach(() => it.close());

describe('who is told', () => {
  test('the first person at once; once more; then the next one, and nobody after an acknowledgement', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    await it.until(() => it.reads('bob').length === 1);
    expect(it.reads('alice')).toEqual([]);
    await it.later(601_000);
    await it.until(() => it.reads('bob').length === 2);
    expect(it.reads('bob')[1]).toContain('alert 1 is not acknowledged: demo · llm: not running');
    expect(it.shows()).toHaveLength(2);
    expect(it.reads('alice')).toEqual([]);
    await it.later(601_000);
    await it.until(() => it.reads('alice').length > 0);
    await it.later(1_300_000);
    expect(it.shows()).toHaveLength(2);
    expect(it.reads('bob')).toHaveLength(2);
    expect(await it.say1('alice', '/ack 1')).toContain('is yours');
    await it.shown(2);
    expect(it.shows()[1]).toContain('acknowledged by Alice');
  });

  test('nobody in person of a warning', async () => {
    await it.take(firing('cpu', { level: 'warning' }));
    await it.shown(1);
    await it.later(2_000_000);
    expect(it.reads('bob')).toEqual([]);
    expect(it.shows()).toHaveLength(1);
  });

  test('nobody after it was acknowledged in time', async () => {
    await it.take(firing('llm'));
    await it.shown(1);
    await it.say1('bob', '/ack 1');
    await it.later(2_000_000);
    expect(it.shows()).toHaveLength(1);
    expect(it.reads('alice')).toEqual([]);
  });
});
