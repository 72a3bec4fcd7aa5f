import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../../../src/bot/config/configuration.ts';
import type { Finding } from '../../../../src/bot/doctor/finding.ts';
import { examineDingTalk } from '../../../../src/bot/platforms/dingtalk/examine-dingtalk.ts';
import { translate } from '../../../../src/handlers/language/translate.ts';
import { type DingTalkEmulator, startDingTalk } from '../../../emulators/dingtalk/dingtalk-emulator.ts';
import { noScope } from '../../../emulators/dingtalk/refusal.ts';

let dingtalk: DingTalkEmulator;
beforeEach(async () => {
  dingtalk = await startDingTalk();
});
afterEach(() => dingtalk.close());

const examined = async (
  more: {
    readonly secret?: string;
    readonly apiUrl?: string;
    readonly robotCode?: string;
    readonly groups?: readonly string[];
  } = {},
) => {
  const { clientId, clientSecret, cardTemplateId } = dingtalk.world;
  const { secret = clientSecret, apiUrl = dingtalk.base, robotCode, groups = [] } = more;
  const configuration = {
    platforms: {
      dingtalk: {
        clientId,
        clientSecret: { env: 'S' },
        cardTemplateId,
        apiUrl,
        oapiUrl: dingtalk.base,
        ...(robotCode === undefined ? {} : { robotCode }),
      },
    },
    secrets: [{ name: 'platforms.dingtalk.clientSecret', value: secret }],
    settings: {
      policy: { people: { bob: { chat: { dingtalk: [`${dingtalk.corp}:bob`] } }, carol: { chat: {} } } },
      channels: [...groups, '@bob', 'robot:ops'].map((space) => ({ platform: 'dingtalk', tenant: '', space })),
    },
  } as unknown as Configuration; // what is looked at
  const reader = { language: 'en', timeZone: 'UTC', nowMs: 0 } as const;
  const line = ({ mark, about, what, mend }: Finding): string =>
    [mark, translate(about, reader), translate(what, reader), ...(mend ? [translate(mend, reader)] : [])].join(' | ');
  return (await examineDingTalk(configuration)).map(line);
};

test('when all is well it names the app, what it may do, and how many it may write to; nobody is sent anything', async () => {
  expect(await examined()).toEqual([
    'ok | dingzhiban0robot | the app is known, and its stream can be opened',
    'ok | dingtalk | the robot may write first',
    'ok | dingtalk | cards may be sent',
    'ok | dingtalk | one person can be written to',
  ]);
  expect(dingtalk.world.shown).toEqual([]);
});

test('a wrong secret is named, and not shown', async () => {
  const [line = '', ...more] = await examined({ secret: 'guessed-secret' });
  expect(line).toMatch(/^critical .*does not know the app .*clientSecret/);
  expect(line).not.toContain('guessed-secret');
  expect(more).toEqual([]);
});

test('a DingTalk that is not there', async () => {
  expect((await examined({ apiUrl: 'http://127.0.0.1:9' }))[0]).toMatch(/^critical .*no answer from http:\/\/127/);
});

test('what it may not do says what to apply for', async () => {
  dingtalk.faults.next('update', { refuse: noScope });
  expect((await examined())[2]).toMatch(/^warning .*cards may not be sent.*Card\.Instance\.Write$/);
  dingtalk.faults.next('private', { refuse: noScope });
  expect((await examined())[1]).toMatch(/^critical .*may not write first.*publish a version$/);
  expect((await examined({ robotCode: 'another' }))[1]).toMatch(/^critical .*may not write first/);
});

test('each group of the configuration is asked for, and says how to bring the robot in', async () => {
  for (const space of ['cidIn==', 'cidOut==']) dingtalk.group(space);
  dingtalk.world.groups.delete('cidOut==');
  dingtalk.world.left.add('cidOut==');
  const lines = await examined({ groups: ['cidIn==', 'cidOut==', 'cidNone=='] });
  expect(lines.filter((line) => line.includes('dingtalk:cid'))).toEqual([
    'ok | dingtalk:cidIn== | the robot is in the group',
    expect.stringMatching(/^critical \| dingtalk:cidOut== \| the robot is not in the group \| .*Add/),
    expect.stringMatching(/^critical \| dingtalk:cidNone== \| DingTalk knows no such group: .* \| mention the robot/),
  ]);
  expect(dingtalk.world.shown).toEqual([]);
});

test('without the permission to see groups it says once that it cannot tell, and what to do instead', async () => {
  for (const space of ['cidA==', 'cidB==']) dingtalk.group(space);
  dingtalk.faults.next('robots-of-group', { refuse: noScope });
  const lines = await examined({ groups: ['cidA==', 'cidB=='] });
  expect(lines.filter((line) => /group/.test(line))).toEqual([
    expect.stringMatching(
      /^unknown \| dingtalk \| whether the robot is in its 2 groups cannot be told: .*qyapi_chat_manage/,
    ),
  ]);
});
