import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotOnSlack, bob, botOnSlack, mallory, room } from './slack-world.ts';

const value = 'Zq7-correct.horse~battery';
let it: BotOnSlack;
beforeEach(async () => {
  it = await botOnSlack();
  await it.until(() => it.slack.links.ready());
});
afterEach(() => it.close());

const asks = () => it.slack.shown(bob).find(({ keys }) => keys.some(({ actionId }) => actionId.startsWith('ask-')));
const labelOf = () => asks()?.keys[0]?.label ?? '';
/** Whatever the bot wrote anywhere, said or logged. */
const traces = (): string => {
  const files = readdirSync(it.folder).filter((name) => statSync(join(it.folder, name)).isFile());
  const said = it.slack.calls.map(({ params }) => JSON.stringify(params));
  return [...files.map((name) => readFileSync(join(it.folder, name)).toString('latin1')), ...it.logged, ...said].join(
    '\n',
  );
};

test('a value asked for in a channel is given in a form in private, reaches the host, and is nowhere else', async () => {
  const { slack } = it;
  slack.slash(bob, '/give key demo', { channel: room });
  await it.until(() => asks() !== undefined);
  expect(it.texts(room).join()).not.toContain('Enter');
  slack.press(bob, labelOf());
  await it.until(() => slack.world.views.length === 1);
  slack.submit(bob, value);
  await it.until(() => slack.shown(bob).some(({ keys }) => keys.some(({ label }) => label === 'Confirm')));
  await it.until(() => asks() === undefined);
  slack.press(bob, 'Confirm');
  await it.until(() => it.world.effects.length === 1);
  expect(it.world.effects).toEqual([`put secret of ${value.length}`]);
  await it.sent();
  expect(traces()).not.toContain(value);
});

test('a form that could not be kept stays open and says so; given again it is taken', async () => {
  const { slack } = it;
  slack.slash(bob, '/give key demo');
  await it.until(() => asks() !== undefined);
  slack.press(bob, labelOf());
  await it.until(() => slack.world.views.length === 1);
  const { deliveries } = it.desk.store;
  const { accept } = deliveries;
  Object.assign(deliveries, { accept: () => Promise.reject(new Error('the disk is full')) });
  slack.faults.outage('cut', 'chat.postMessage');
  const sent = slack.submit(bob, value);
  await it.until(() => slack.links.acks.some(({ envelopeId }) => envelopeId === sent.envelopeId));
  expect(slack.links.acks.find(({ envelopeId }) => envelopeId === sent.envelopeId)?.payload).toMatchObject({
    response_action: 'errors',
    errors: { given: expect.stringContaining('nothing was done') },
  });
  Object.assign(deliveries, { accept });
  slack.faults.outage(undefined);
  slack.submit(bob, value);
  await it.until(() => slack.shown(bob).some(({ keys }) => keys.some(({ label }) => label === 'Confirm')));
  expect(traces()).not.toContain(value);
});

test('a form Slack does not open is said to who pressed, to them alone; somebody else gives nothing', async () => {
  const { slack } = it;
  slack.slash(bob, '/give key demo');
  await it.until(() => asks() !== undefined);
  slack.faults.next('views.open', { refuse: 'expired_trigger_id' });
  slack.press(bob, labelOf());
  await it.until(() => slack.shown(bob).some(({ onlyFor, read }) => onlyFor === bob && read.includes('Press again')));
  const ref = asks()?.keys[0]?.value ?? '';
  const state = { values: { given: { value: { type: 'plain_text_input', value } } } };
  slack.links.deliver('interactive', {
    type: 'view_submission',
    user: { id: mallory, team_id: 'T1' },
    view: {
      id: 'V9',
      hash: 'h',
      callback_id: 'given',
      private_metadata: JSON.stringify({ ref, channel: 'DMALLORY' }),
      state,
    },
  });
  await it.until(() => it.texts(mallory).length === 1);
  expect(it.texts(mallory)[0]).toContain('I do not know you');
  expect(asks()).toBeDefined();
  expect(it.world.effects).toEqual([]);
});
