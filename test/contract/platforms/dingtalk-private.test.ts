import { expect, type TestContext, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { bob, botOnDingTalk, type DingTalkOptions, group } from './dingtalk-world.ts';

const home = `@${bob}`;

async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, options: DingTalkOptions = {}) {
  const it = await botOnDingTalk(options);
  onTestFinished(() => it.close());
  await it.until(() => it.dingtalk.sockets.ready());
  return it;
}

test('a secret is never asked for there: nothing said can be taken back, so the page is named', async (context) => {
  const it = await open(context);
  it.dingtalk.type(bob, '/give key demo');
  await it.until(() => it.texts(home).length === 1);
  expect(it.texts(home)[0]).toContain('Sign in to the page with /login');
  const { asked } = await it.desk.store.audit
    .list({ limit: 50 })
    .then((rows) => ({ asked: rows.filter(({ event }) => event === 'secret.asked') }));
  expect(asked).toEqual([]);
});

test('what is for one alone is said in the private chat, never in a group', async (context) => {
  const it = await open(context);
  const url = 'https://bot.example.org/signin/of-bob';
  Object.assign(it.desk, { signIn: { link: async () => ({ url, validMs: 60_000 }) } });
  it.dingtalk.type(bob, '/login', { group });
  await it.until(() => it.texts(group).some((text) => text.includes('private chat with me')));
  it.dingtalk.type(bob, '/login');
  await it.until(() => it.texts(home).some((text) => text.includes('Open this within')));
  expect(
    it.dingtalk
      .shown(home)
      .map(({ raw }) => raw.replaceAll('\u2060', ''))
      .join(),
  ).toContain(url);
  expect(
    it.dingtalk
      .shown(group)
      .map(({ raw }) => raw.replaceAll('\u2060', ''))
      .join(),
  ).not.toContain(url);
});

test('a chart comes as a picture after the words that say its figures', async (context) => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const it = await open(context, { draw: async () => png });
  const points = [
    [0, 3],
    [60_000, 11.8],
  ] as const;
  const chart = {
    type: 'chart',
    alt: outside('API errors, 1 h'),
    unit: '%',
    series: [{ name: 'errors', points }],
  } as const;
  await it.put('report', { blocks: [chart] }, group);
  await it.until(() => it.dingtalk.shown(group).length === 2);
  const [words, picture] = it.dingtalk.shown(group);
  expect([words?.drawn.seen, picture?.kind, picture?.media?.bytes]).toEqual([
    expect.stringContaining('11.8 %'),
    'image',
    png,
  ]);
});
