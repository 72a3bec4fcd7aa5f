import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../../../src/bot/config/configuration.ts';
import type { Finding } from '../../../../src/bot/doctor/finding.ts';
import { examineSlack } from '../../../../src/bot/platforms/slack/examine-slack.ts';
import { translate } from '../../../../src/handlers/language/translate.ts';
import { type SlackEmulator, startSlack } from '../../../emulators/slack/slack-emulator.ts';

let slack: SlackEmulator;
beforeEach(async () => {
  slack = await startSlack();
  slack.user('UBOB');
  slack.channel('C1');
});
afterEach(() => slack.close());

interface How {
  readonly botToken?: string;
  readonly appToken?: string;
  readonly apiUrl?: string;
  readonly aheadMs?: number;
}

async function examined(how: How = {}): Promise<readonly string[]> {
  const configuration = {
    platforms: { slack: { mode: 'socket', botToken: { env: 'B' }, apiUrl: how.apiUrl ?? slack.apiUrl } },
    secrets: [
      { name: 'platforms.slack.botToken', value: how.botToken ?? slack.world.botToken },
      { name: 'platforms.slack.appToken', value: how.appToken ?? slack.world.appToken },
    ],
    settings: {
      channels: [{ platform: 'slack', tenant: '', space: 'C1' }],
      policy: { people: { bob: { chat: { slack: ['T1:UBOB'] } }, carol: { chat: {} } } },
    },
  } as unknown as Configuration; // what is looked at
  const reader = { language: 'en', timeZone: 'UTC', nowMs: 0 } as const;
  const line = ({ mark, about, what, mend }: Finding): string =>
    [mark, translate(about, reader), translate(what, reader), ...(mend ? [translate(mend, reader)] : [])].join(' | ');
  return (await examineSlack(configuration, () => Date.now() + (how.aheadMs ?? 0))).map(line);
}

test('when all is well it names the bot, its scopes, its link, the clock, the channels and how many it may write to', async () => {
  expect(await examined()).toEqual([
    'ok | slack | the bot token is that of zhiban in Acme',
    'ok | slack | it has every scope it needs',
    expect.stringMatching(/^ok \| slack \| the clock is [0-9] s from that of Slack$/),
    'ok | slack | the app-level token opens connections',
    'ok | slack:C1 | the bot is in it',
    'ok | slack | one person can be written to',
  ]);
  expect(slack.calls.map(({ method }) => method)).not.toContain('chat.postMessage');
});

test.each<[string, () => void, How, RegExp]>([
  [
    'a wrong bot token',
    () => {},
    { botToken: 'xoxb-other' },
    /^critical .*bot token: invalid_auth.*OAuth & Permissions/,
  ],
  [
    'a wrong app-level token',
    () => {},
    { appToken: 'xapp-other' },
    /^critical .*app-level token: invalid_auth.*connections:write/,
  ],
  ['a Slack that does not answer', () => {}, { apiUrl: 'http://127.0.0.1:9/api/' }, /^critical .*no answer from http:/],
  ['a clock that is off', () => {}, { aheadMs: 90_000 }, /^warning .*the clock is (89|9\d) s from .*timedatectl/],
  [
    'a scope that is missing',
    () => {
      slack.world.scopes = slack.world.scopes.filter((scope) => scope !== 'im:history');
    },
    {},
    /^critical .*scopes are missing: im:history \| zhiban manifest slack/,
  ],
  [
    'a channel the bot is not in',
    () => slack.channel('C1', { member: false }),
    {},
    /^critical \| slack:C1 .*\/invite @zhiban/,
  ],
  ['a person who left', () => slack.user('UBOB', { reachable: false }), {}, /^warning \| bob .*not in this workspace/],
])('%s is named with its mend', async (_, spoil, how, line) => {
  spoil();
  const amiss = (await examined(how)).filter((each) => !each.startsWith('ok'));
  expect(amiss).toEqual([expect.stringMatching(line)]);
});
