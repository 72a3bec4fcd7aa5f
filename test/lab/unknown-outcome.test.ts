import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hosts } from '../../src/actions/ports.ts';
import type { Clock } from '../../src/handlers/clock.ts';
import { breakService, mend, net, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

/** How the restart goes over the wire; set by each test. */
let sendRestart: (send: () => ReturnType<Hosts['exec']>) => ReturnType<Hosts['exec']>;
let sent = 0;
/** How much faster than the watch on the wall the desk's own waits pass. */
let hurry = 1;
let it: LabDesk;

function hurrying(clock: Clock): Clock {
  let skippedMs = 0;
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic() + skippedMs,
    async sleep(ms, signal) {
      const realMs = ms / hurry;
      await clock.sleep(realMs, signal);
      skippedMs += ms - realMs;
    },
  };
}

beforeEach(async () => {
  sent = 0;
  hurry = 1;
  sendRestart = (send) => send();
  it = await labDesk(({ hosts, clock, ...desk }) => ({
    ...desk,
    clock: hurrying(clock),
    hosts: {
      batch: (...more) => hosts.batch(...more),
      request: (...more) => hosts.request(...more),
      exec(host, argv, options) {
        if (!(argv[0] === 'sudo' && argv.includes('restart'))) return hosts.exec(host, argv, options);
        sent += 1;
        return sendRestart(() => hosts.exec(host, argv, options));
      },
    },
  }));
  // Its stop takes 2 s: the connection breaks in the middle of the restart, never before nor after.
  breakService('h1', 'talentlens', 'ignore-term');
  const dropIn = '/run/systemd/system/talentlens.service.d';
  onHost(
    'h1',
    `mkdir -p ${dropIn}; printf '[Service]\\nTimeoutStopSec=2\\n' >${dropIn}/lab.conf; systemctl daemon-reload`,
  );
});
afterEach(async () => {
  net('h1', 'heal');
  await it.close();
  mend('h1');
});

const unit = (property: string): string => onHost('h1', `systemctl show -P ${property} talentlens`);
/** How often systemd started the unit since the test began, by its own journal. */
const starts = (since: string): number =>
  Number(onHost('h1', `journalctl -u talentlens --since=@${since} -o cat --no-pager | grep -c '^Started' || true`));
const hostSeconds = (): string => onHost('h1', 'date +%s');
const later = (ms: number, act: () => void): void => {
  setTimeout(act, ms);
};

/** In half a second the bot's own session is killed on the host, and no new one is let in. */
function breakConnection(): void {
  onHost('h1', "nohup sh -c 'sleep 0.5; pkill -KILL -u ops sshd' >/dev/null 2>&1 &");
  later(300, () => net('h1', 'reject22'));
}
const cable = (): void => later(400, () => net('h1', 'cut'));
const restarted = () => ({ pid: unit('MainPID'), invocation: unit('InvocationID') });

test.each([
  ['broken', breakConnection, 4_500],
  ['silent', cable, 5_000],
] as const)(
  'fault 26: the connection is %s right after the restart was sent: read back, told truly, done once',
  async (how, away, healAfterMs) => {
    const before = restarted();
    const since = hostSeconds();
    sendRestart = (send) => {
      away();
      if (how === 'broken') hurry = 5;
      later(healAfterMs, () => net('h1', 'heal'));
      return send();
    };
    const answer = await it.say('bob', '/restart talentlens', true);
    const text = said(answer);
    expect(sent).toBe(1);
    expect(answer.code, text).toBe('ok');
    const after = restarted();
    expect(after.invocation).not.toBe(before.invocation);
    expect(after.pid).not.toBe(before.pid);
    expect(starts(since)).toBe(1);
    expect(unit('NRestarts')).toBe('0');
    expect(text).toMatch(new RegExp(`^● api is back · away .* · pid ${after.pid} · run `));
    expect(onHost('h1', "curl -s -o /dev/null -m 3 -w '%{http_code}' http://localhost:9000/health")).toBe('200');
    if (how === 'broken') {
      // Meanwhile it said that it did not know.
      const progress = it.progress.map((message) => said({ message })).join('\n');
      expect(progress).toContain('I cannot tell yet whether it happened; I read h1 again every 5 s');
    }
  },
);

test('fault 26: the connection is gone before the restart is sent: nothing happened, and it says so', async () => {
  const before = restarted();
  const since = hostSeconds();
  sendRestart = (send) => {
    net('h1', 'reject22');
    hurry = 5;
    later(2_000, () => net('h1', 'heal'));
    return send();
  };
  const answer = await it.say('bob', '/restart talentlens', true);
  const text = said(answer);
  expect(sent).toBe(1);
  expect(answer.code, text).not.toBe('ok');
  expect(restarted()).toEqual(before);
  expect(starts(since)).toBe(0);
  expect(text.split('\n')[0]).toMatch(/^■ .* nothing (else )?was changed/);
});

test('fault 26: a host that stays away leaves the run interrupted; /resume reads it back and restarts nothing again', async () => {
  const before = restarted();
  const since = hostSeconds();
  sendRestart = (send) => {
    breakConnection();
    hurry = 100;
    return send();
  };
  const answer = await it.say('bob', '/restart talentlens', true);
  hurry = 1;
  expect(answer.code, said(answer)).toBe('unknown-outcome');
  expect(said(answer)).toMatch(/Nobody can tell whether step .*restart api.* took effect · run \d+ is interrupted/);
  expect((await it.say('bob', '/restart talentlens', true)).code).not.toBe('ok');
  expect(sent).toBe(1);

  net('h1', 'heal');
  const resumed = await it.say('bob', `/resume ${answer.runId}`, true);
  expect(resumed.code, said(resumed)).toBe('ok');
  expect(sent).toBe(1);
  expect(restarted().invocation).not.toBe(before.invocation);
  expect(starts(since)).toBe(1);
});
