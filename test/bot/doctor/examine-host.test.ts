import { describe, expect, test } from 'vitest';
import type { Argv } from '../../../src/actions/ports.ts';
import { type Failure, fail } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { examineHost } from '../../../src/bot/doctor/examine-host.ts';
import type { Finding } from '../../../src/bot/doctor/finding.ts';
import type { Patient } from '../../../src/bot/doctor/patient.ts';
import { FakeHosts } from '../../fakes/fake-hosts.ts';
import { lines, patientOf, systemOf } from './cast.ts';

const nowMs = Date.UTC(2025, 10, 21, 1);
const unit = (verb: string, name: string): string => `/usr/bin/systemctl ${verb} ${name}.service`;

const shop = systemOf('shop', {
  services: {
    web: {
      host: 'h1',
      runtime: { kind: 'systemd', unit: 'web.service' },
      port: 8080,
      health: { url: 'http://localhost:8080/' },
    },
    db: { host: 'h1', shared: true, runtime: { kind: 'systemd', unit: 'db.service' } },
  },
});
const needed = ['db', 'web'].flatMap((name) => ['start', 'stop', 'restart'].map((verb) => unit(verb, name)));

const is =
  (program: string, word = '') =>
  (argv: Argv): boolean => {
    const words = argv.join(' ');
    return words.includes(program) && words.includes(word);
  };
const listing = (...commands: string[]) => ({
  stdout: `User ops may run the following commands on h1:\n${commands.map((each) => `    (root) NOPW: ${each}`).join('\n')}\n`,
});
const running = { stdout: 'LoadState=loaded\nActiveState=active\nSubState=running\nMainPID=41\n' };

/** Everything as it should be; each test breaks one thing. */
const wellHost = (): FakeHosts =>
  new FakeHosts()
    .on(() => true, {})
    .on(['date', '-u', '+%s.%N'], () => ({ stdout: `${nowMs / 1_000}\n` }))
    .on(is('sudo -n -l'), listing(...needed))
    .on(['sudo', '-V'], { stdout: 'Sudo version 1.9.13p3\nSudoers policy plugin version 1.9.13p3\n' })
    .on(is('df -Pk'), {
      stdout: 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000000 400000 600000 40% /\n',
    })
    .on(is('above='), { stdout: 'folder -rx root root 755 /opt/shop\n' })
    .on(is('systemctl show'), running)
    .on(is('holders'), { stdout: '8080 unseen\n' })
    .page('http://localhost:8080/', { forwarding: 'tunnel' });

const examine = (hosts: FakeHosts, patient: Patient = patientOf({ systems: [shop] })): Promise<readonly Finding[]> =>
  examineHost(patient, { hosts, now: () => nowMs, signal: new AbortController().signal });
const wrong = async (hosts: FakeHosts, patient?: Patient): Promise<readonly string[]> =>
  lines((await examine(hosts, patient)).filter(({ mark }) => mark !== 'ok'));

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

describe('sudo', () => {
  test('each command that is missing is named, and the command that mends it', async () => {
    const hosts = wellHost().on(is('sudo -n -l'), listing(...needed.filter((each) => !/ (stop|start) web/.test(each))));
    expect(await wrong(hosts)).toEqual([
      `critical sudo does not let ops run ${unit('start', 'web')} and ${unit('stop', 'web')} → zhiban sudoers h1 --config config prints the file for /etc/sudoers.d/zhiban, and how to install it`,
    ]);
  });

  test('only of shared services is a warning', async () => {
    const hosts = wellHost().on(is('sudo -n -l'), listing(...needed.filter((each) => !each.includes('db'))));
    expect(await wrong(hosts)).toEqual([
      expect.stringMatching(/^warning sudo does not let ops run .*shared with others/),
    ]);
  });

  test('where the rules have patterns, sudo itself is asked about each command', async () => {
    const hosts = wellHost()
      .on(is('sudo -n -l'), listing('/usr/bin/systemctl * *'))
      .on(is('sudo -n -l', 'stop web.service'), { exitCode: 1 });
    expect(await wrong(hosts)).toEqual([
      expect.stringMatching(/^critical sudo does not let ops run \/usr\/bin\/systemctl stop web.service →/),
      expect.stringMatching(/^warning sudo lets ops run more than is needed: \/usr\/bin\/systemctl \* \*/),
    ]);
  });

  test('with a password it is of no use', async () => {
    const hosts = wellHost().on(is('sudo -n -l'), {
      stdout: 'User ops may run the following commands on h1:\n    (ALL) ALL\n',
    });
    expect((await wrong(hosts))[0]).toMatch(/^critical sudo asks ops for a password for/);
  });

  test('that is not there is said', async () => {
    const hosts = wellHost().on(is('sudo'), { exitCode: 127 });
    expect(await wrong(hosts)).toEqual([
      expect.stringMatching(/^critical there is no sudo on it.*apt-get install sudo/),
    ]);
  });

  test.each([
    ['1.9.13p3', []],
    ['1.9.10', []],
    ['2.0', []],
    ['1.10.0', []],
    ['1.9.9', ['warning']],
    ['1.8.31p2', ['warning']],
  ])('version %s', async (version, marks) => {
    const hosts = wellHost().on(['sudo', '-V'], { stdout: `Sudo version ${version}\n` });
    expect((await examine(hosts)).filter(({ mark }) => mark !== 'ok').map(({ mark }) => mark)).toEqual(marks);
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
