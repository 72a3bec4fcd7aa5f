import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { servicesWith } from './inventory-with.ts';
import { breakService, mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

let it: LabDesk;
beforeEach(async () => {
  mend('h1');
  // What does not get well is given up after 5 s instead of 60.
  it = await labDesk(servicesWith((service) => ({ ...service, startWithin: 5_000 })));
});
afterEach(async () => {
  await it.close();
  mend('h1');
});

const unit = (property: string): string => onHost('h1', `systemctl show -P ${property} talentlens`);
const state = () => ({ pid: unit('MainPID'), invocation: unit('InvocationID'), active: unit('ActiveState') });
const status = (): string =>
  onHost('h1', "curl -s -o /dev/null -m 3 -w '%{http_code}' http://localhost:9000/health || true");

describe('T4: /restart talentlens', () => {
  test('T4: asks the requester first, then another process answers, and nginx is left alone', async () => {
    const before = state();
    const nginx = onHost('h1', 'systemctl show -P InvocationID nginx');
    const asked = await it.say('bob', '/restart talentlens');
    expect(asked.code).toBe('needs-confirm');
    expect(said(asked)).toContain('sudo -n /usr/bin/systemctl restart talentlens.service');
    expect(state()).toEqual(before);

    const done = await it.say('bob', `/confirm ${asked.approvalId}`);
    expect(done.code, said(done)).toBe('ok');
    const after = state();
    expect(after).toMatchObject({ active: 'active' });
    expect(after.pid).not.toBe(before.pid);
    expect(after.invocation).not.toBe(before.invocation);
    expect(onHost('h1', `kill -0 ${before.pid} 2>/dev/null && echo alive || echo gone`)).toBe('gone');
    expect(status()).toBe('200');
    expect(said(done)).toMatch(
      new RegExp(`^● api is back · away [\\d.]+ m?s · healthy after [\\d.]+ m?s · pid ${after.pid} · run \\d+`),
    );
    expect(onHost('h1', 'systemctl show -P InvocationID nginx')).toBe(nginx);
  });

  test('T4: one that does not come up says so with the last lines of its journal', async () => {
    breakService('h1', 'talentlens', 'crash-on-start');
    const failed = await it.say('bob', '/restart talentlens', true);
    expect(failed.code).toBe('unhealthy');
    expect(unit('ActiveState')).toBe('failed');
    const text = said(failed);
    expect(text.split('\n')[0]).toMatch(/^■ .*api did not come up.* exit code 1/);
    const journal = onHost('h1', 'journalctl -u talentlens -n 4 -o cat --no-pager').split('\n');
    for (const line of journal) expect(text).toContain(line);
    expect(text).toContain('RuntimeError: Application startup failed');
    expect(text).toMatch(/✗ failed +wait until api/);
  });

  test('T4: one that crashed is started by it', async () => {
    breakService('h1', 'talentlens', 'crash');
    const done = await it.say('bob', '/restart api', true);
    expect(done.code).toBe('ok');
    expect(said(done)).toMatch(/is back · was down before, since .* CST · healthy after/);
    expect(status()).toBe('200');
  });

  test('T4: one that never answers fails within its time', async () => {
    breakService('h1', 'talentlens', 'wrong-body');
    const failed = await it.say('bob', '/restart talentlens', true);
    expect(failed.code).toBe('unhealthy');
    expect(said(failed).split('\n')[0]).toContain('database: disconnected');
    expect(unit('ActiveState')).toBe('active');
  });

  test('T4: the fourth restart within an hour is refused, and only a grant of its own sets that aside', async () => {
    for (let time = 1; time <= 3; time += 1) {
      onHost('h1', 'systemctl reset-failed talentlens'); // systemd's own limit is 5 starts in 10 s
      const done = await it.say('bob', '/restart talentlens', true);
      expect(done.code, said(done)).toBe('ok');
    }
    const before = state();
    const refused = await it.say('bob', '/restart talentlens', true);
    expect(refused.code).toBe('rate-limited');
    expect(said(refused)).toMatch(/api was restarted 3 times within the last hour.* is free at /);
    expect(said(refused)).not.toContain('/restart talentlens override');
    expect(said(await it.say('alice', '/restart talentlens', true))).toContain('/restart talentlens override="why"');
    expect(state()).toEqual(before);

    const notHis = await it.say('bob', '/restart talentlens override="new key in place"', true);
    expect(notHis.code).toBe('denied');
    expect(said(notHis)).toContain('restart:override');
    expect(state()).toEqual(before);

    const hers = await it.say('alice', '/restart talentlens override="new key in place"', true);
    expect(hers.code, said(hers)).toBe('ok');
    expect(state().invocation).not.toBe(before.invocation);
  });

  test('T4: who may not is refused before anything is asked of the host', async () => {
    const before = state();
    for (const [who, code] of [
      ['carol', 'denied'],
      ['mallory', 'denied'],
    ] as const) {
      expect((await it.say(who, '/restart talentlens', true)).code).toBe(code);
    }
    expect(state()).toEqual(before);
  });
});

describe('T4: /stop and /start talentlens', () => {
  test('T4: /stop in production needs a second person, and is undone by a run of its own', async () => {
    const before = state();
    const asked = await it.say('bob', '/stop talentlens', true);
    expect(asked.code).toBe('needs-approval');
    expect(said(asked)).toContain('Alice or Chen Wei may approve');
    expect((await it.say('bob', `/approve ${asked.approvalId}`)).code).toBe('denied');
    expect((await it.say('carol', `/approve ${asked.approvalId}`)).code).toBe('denied');
    expect(state()).toEqual(before);

    const stopped = await it.say('alice', `/approve ${asked.approvalId}`);
    expect(stopped.code, said(stopped)).toBe('ok');
    expect(state()).toMatchObject({ pid: '0', active: 'inactive' });
    expect(status()).toBe('000');
    expect(said(stopped)).toMatch(/^● api is stopped · took /);

    const undo = await it.say('bob', `/undo ${stopped.runId}`);
    expect(undo.code).toBe('needs-approval');
    expect(unit('ActiveState')).toBe('inactive');
    const undone = await it.say('alice', `/approve ${undo.approvalId}`);
    expect(undone.code, said(undone)).toBe('ok');
    expect(unit('ActiveState')).toBe('active');
  });

  test('T4: /stop of one that ignores TERM is ended by systemd within its time', async () => {
    breakService('h1', 'talentlens', 'ignore-term');
    const dropIn = '/run/systemd/system/talentlens.service.d';
    onHost(
      'h1',
      `mkdir -p ${dropIn}; printf '[Service]\\nTimeoutStopSec=2\\n' >${dropIn}/lab.conf; systemctl daemon-reload`,
    );
    const asked = await it.say('bob', '/stop api');
    const stopped = await it.say('alice', `/approve ${asked.approvalId}`);
    expect(stopped.code, said(stopped)).toBe('ok');
    expect(unit('MainPID')).toBe('0');
    expect(onHost('h1', 'pgrep -f "[u]vicorn main:app" || true')).toBe('');
  });

  test('T4: /start brings back what was stopped, and leaves alone what runs', async () => {
    onHost('h1', 'systemctl stop talentlens');
    const started = await it.say('bob', '/start talentlens', true);
    expect(started.code, said(started)).toBe('ok');
    const pid = unit('MainPID');
    expect(said(started)).toMatch(new RegExp(`^● api is up · healthy after [\\d.]+ m?s · pid ${pid} · run `));
    expect(status()).toBe('200');
    const before = state();
    expect((await it.say('bob', '/start talentlens', true)).code).toBe('ok');
    expect(state()).toEqual(before);
  });

  test('T4: a /start that fails leaves it stopped', async () => {
    onHost('h1', 'systemctl stop talentlens');
    breakService('h1', 'talentlens', 'crash-on-start');
    const failed = await it.say('bob', '/启动 人事系统', true);
    expect(failed.code).toBe('unhealthy');
    expect(said(failed, 'zh').split('\n')[0]).toMatch(/^■ .*接口服务未能启动/);
    expect(unit('MainPID')).toBe('0');
    expect(said(failed)).toContain('Application startup failed');
  });
});
