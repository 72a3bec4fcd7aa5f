import { expect, test } from 'vitest';
import { meaningOf } from '../../../../src/bot/platforms/slack/payloads.ts';

const self = { team: 'T1', user: 'UBOT' };
const mention = (event: object) => ({
  team_id: 'T1',
  event: { type: 'app_mention', user: 'UBOB', text: '<@UBOT> whoami', channel: 'C1', ts: '1.1', ...event },
});
const press = (user: object) => ({
  type: 'block_actions',
  user: { id: 'UBOB', ...user },
  team: { id: 'T1' },
  trigger_id: 'T',
  channel: { id: 'C1' },
  message: { ts: '1.1' },
  actions: [{ action_id: 'do-0', value: '/confirm 7F3K' }],
});
const form = { ref: 'ref1', channel: 'C1' };
const submitted = (user: object) => ({
  type: 'view_submission',
  user: { id: 'UBOB', ...user },
  team: { id: 'T1' },
  view: {
    id: 'V1',
    callback_id: 'given',
    private_metadata: JSON.stringify(form),
    state: { values: { given: { value: { value: 'x' } } } },
  },
});
const slash = (more: object) => ({
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'UBOB',
  command: '/health',
  trigger_id: 'T',
  ...more,
});

test.each([
  ['a mention', 'events_api', mention({}), mention({ user_team: 'T2' })],
  ['a press', 'interactive', press({}), press({ team_id: 'T2' })],
  ['a form', 'interactive', submitted({}), submitted({ team_id: 'T2' })],
  ['a command', 'slash_commands', slash({}), slash({ team_id: 'T2' })],
])(
  '%s in a shared channel is of who has that id at home: another company’s person is nobody here',
  (_, kind, ours, theirs) => {
    for (const [body, id] of [
      [ours, 'T1:UBOB'],
      [theirs, 'T2:UBOB'],
    ] as const)
      expect(meaningOf(kind, body, self)).toMatchObject({
        message: { sender: { platform: 'slack', id }, conversation: { tenant: 'T1', space: 'C1' } },
      });
  },
);
