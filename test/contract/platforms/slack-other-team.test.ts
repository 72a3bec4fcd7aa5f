import { expect, test } from 'vitest';
import { botOnSlack } from './slack-world.ts';

test('a person of another workspace is not written to: whoever has that id here is somebody else', async ({
  onTestFinished,
}) => {
  const it = await botOnSlack();
  onTestFinished(() => it.close());
  await it.until(() => it.slack.links.ready());
  expect(it.desk.places?.('bob')).toEqual([{ platform: 'slack', tenant: 'T1', space: 'UBOB' }]);
  const settings = it.desk.settings();
  const { bob } = settings.policy.people;
  const people = { ...settings.policy.people, bob: { ...bob, chat: { slack: ['T2:UBOB'] } } };
  Object.assign(it.desk, { settings: () => ({ ...settings, policy: { ...settings.policy, people } }) });
  expect(it.desk.places?.('bob')).toEqual([]);
});
