import { describe, expect, test } from 'vitest';
import { type Failure, fail } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { lines, patientOf } from './cast.ts';
import { examine, is, shop, wellHost, wrong } from './well-host.ts';

describe('a host', () => {
  test('that is well has nothing to mend', async () => {
    const findings = await examine(wellHost());
    expect(lines(findings).filter((line) => !line.startsWith('ok'))).toEqual([]);
    expect(new Set(findings.map(({ subject }) => subject))).toEqual(
      new Set([
        'login',
        'login-shell',
        'clock',
        'sudo',
        'sudo-version',
        'space',
        'path',
        'service',
        'log',
        'forwarding',
      ]),
    );
  });

  test('is asked everything in one batch, and changes nothing', async () => {
    const hosts = wellHost();
    await examine(hosts);
    const rounds = new Set(hosts.asked.map(({ round }) => round));
    expect(rounds.size).toBe(6); // login, three for the clock and the shell, the batch, one request
    expect(hosts.commands().filter((line) => /^sudo|systemctl (start|stop|restart)/.test(line))).toEqual(['sudo -V']);
  });

  test('that cannot be reached says why and how to mend it, and nothing else', async () => {
    const failure: Failure = fail('unreachable', outside('h1 refuses connections'), {
      detail: { problem: 'refused' },
    }).failure;
    const hosts = wellHost();
    const refusing = Object.assign(hosts, { exec: async () => ({ ok: false as const, failure }) });
    const findings = await examine(refusing);
    expect(lines(findings)).toEqual([
      expect.stringMatching(/^critical h1 refuses connections → .*systemctl status ssh/),
    ]);
  });

  test('that forwards nothing is named', async () => {
    const hosts = wellHost().page('http://localhost:8080/', { forwarding: 'exec' });
    expect(await wrong(hosts)).toEqual([
      expect.stringMatching(/^warning its sshd forwards no connections.*AllowTcpForwarding/),
    ]);
  });
});

describe('space', () => {
  const df = (free: number, percent: number, mount = '/') => ({
    stdout: `Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/my disk 1000000 1 ${free} ${percent}% ${mount}\n`,
  });
  test.each([
    [df(200_000, 89), undefined],
    [df(190_000, 91), /^warning \/ is 91 % full, 186 MB of 977 MB left \(limit 90 %\): \/opt\/shop → .*du -xh/],
    [df(10, 100, '/opt/HR 人事'), /^critical \/opt\/HR 人事 is full, 10 KB of 977 MB left/],
  ])('%j', async (answer, said) => {
    const found = await wrong(wellHost().on(is('df -Pk'), answer));
    expect(found).toEqual(said === undefined ? [] : [expect.stringMatching(said)]);
  });

  test('is critical where the system says its disk is', async () => {
    const strict = { ...shop, thresholds: { ...shop.thresholds, diskPercent: 90, critical: ['disk' as const] } };
    const hosts = wellHost().on(is('df -Pk'), df(190_000, 91));
    expect(await wrong(hosts, patientOf({ systems: [strict] }))).toEqual([
      expect.stringMatching(/^critical \/ is 91 %/),
    ]);
  });
});

describe('a service', () => {
  test('that runs and does not listen where it is said to is critical', async () => {
    expect(await wrong(wellHost().on(is('holders'), { stdout: '8080 none\n' }))).toEqual([
      expect.stringMatching(
        /^critical shop\/web runs, but nothing listens on port 8080 → .*services.web.port in config\/systems\/shop.yaml/,
      ),
    ]);
  });

  test('whose port another process holds is named with it', async () => {
    const hosts = wellHost().on(is('holders'), { stdout: '8080 held 99 1 99 python3 -m http.server 8080\n' });
    expect(await wrong(hosts)).toEqual([
      expect.stringMatching(
        /^warning shop\/web runs, but its port 8080 is held by another process: python3 -m http.server 8080 \(99\)/,
      ),
    ]);
  });

  test('whose unit is not there is critical, and says what to correct', async () => {
    const hosts = wellHost().on(is('systemctl show', 'web.service'), {
      stdout: 'LoadState=not-found\nActiveState=inactive\nSubState=dead\n',
    });
    expect((await wrong(hosts))[0]).toMatch(
      /^critical whether shop\/web runs cannot be told.*services.web.runtime in config/,
    );
  });

  test('that was stopped is a warning, with the command that starts it', async () => {
    const stopped = { stdout: 'LoadState=loaded\nActiveState=inactive\nSubState=dead\n' };
    const hosts = wellHost().on(is('systemctl show', 'db.service'), stopped);
    expect(await wrong(hosts)).toEqual(["warning shop/db does not run → zhiban run '/start shop db' --config config"]);
  });

  test('whose journal the user may not read is named', async () => {
    const hosts = wellHost().on(is('journalctl'), {
      stderr: 'Hint: You are currently not seeing messages from other users and the system.\n',
    });
    expect(await wrong(hosts)).toEqual([
      expect.stringMatching(/^warning ops may not read the journal.*usermod -aG systemd-journal ops/),
    ]);
  });
});
