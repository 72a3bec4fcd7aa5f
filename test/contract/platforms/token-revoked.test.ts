import { expect, type TestContext, test } from 'vitest';
import { refused } from '../../emulators/dingtalk/refusal.ts';
import { Refusal } from '../../emulators/telegram/refusal.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { botOnDingTalk } from './dingtalk-world.ts';
import { botOnSlack } from './slack-world.ts';
import { botOnTelegram } from './telegram-world.ts';

type Web = ReturnType<typeof fakePlatform>;

/** Connected, and then not known any more; how often it asked since. */
const revoked = {
  async slack(web: Web) {
    const it = await botOnSlack({ also: web });
    await it.until(() => it.slack.links.count() === 2);
    const before = it.slack.calls.length;
    it.slack.faults.outage({ refuse: 'token_revoked' }, 'apps.connections.open');
    it.slack.links.kill();
    return { it, key: 'slack.wrongAppToken', asked: () => it.slack.calls.length - before };
  },
  async dingtalk(web: Web) {
    const it = await botOnDingTalk({ also: web });
    await it.until(() => it.dingtalk.sockets.ready());
    it.later(10_000);
    const before = it.dingtalk.calls.length;
    it.dingtalk.faults.outage({ refuse: refused(401, 'authFailed', 'no such app') }, 'gateway');
    it.dingtalk.sockets.kill();
    return { it, key: 'dingtalk.wrongApp', asked: () => it.dingtalk.calls.length - before };
  },
  async telegram(web: Web) {
    const it = await botOnTelegram({ also: web });
    await it.until(() => it.telegram.world.updates.polled());
    const before = it.telegram.calls.length;
    it.telegram.faults.outage({ refuse: new Refusal(401, 'Unauthorized') }, 'getUpdates');
    it.telegram.type(1002, '/whoami'); // ends the request that is being held
    return { it, key: 'telegram.wrongToken', asked: () => it.telegram.calls.length - before };
  },
};

test.concurrent.for(Object.entries(revoked))(
  '%s: what is revoked while it works is told where somebody can read it, once, and asked about rarely; the rest goes on',
  async ([, revoke], { onTestFinished }: TestContext) => {
    const web = fakePlatform({ name: 'web', now: Date.now });
    const { it, key, asked } = await revoke(web);
    onTestFinished(() => it.close());
    await it.until(() => web.in('alice').length === 1);
    expect(JSON.stringify(web.in('alice')[0]?.message)).toContain(key);
    await web.hear('alice', '/whoami');
    await it.until(() => web.in('alice').length === 2);
    await it.until(() => asked() > 0);
    expect(asked()).toBeLessThan(12);
  },
);
