import { describe, expect, test } from 'vitest';
import { dataLines } from '../../../src/bot/sudoers/data-commands.ts';
import { privilegedCommands } from '../../../src/bot/sudoers/privileged-commands.ts';
import type { FakeHosts } from '../../fakes/fake-hosts.ts';
import { lines, patientOf, systemOf } from './cast.ts';
import { examine, is, listing, needed, unit, wellHost, wrong } from './well-host.ts';

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

  describe('on data', () => {
    const ofOthers = systemOf('shop', {
      databases: { main: { engine: 'sqlite', host: 'h1', path: '/opt/shop/shop.db', user: 'shop' } },
    });
    const rules = dataLines('ops', privilegedCommands('h1', [ofOthers]).asUser)
      .map((line) => line.replace('ops ALL=', '').replace('NOPASSWD', 'NOPW'))
      .join('\n    ');
    const listed = (...lines: string[]) => ({
      stdout: `User ops may run the following commands on h1:\n    ${lines.join('\n    ')}\n`,
    });
    /** Answers `sudo -l` with these lines, and says yes to what it is asked about. */
    const hostWith = (...lines: string[]): FakeHosts =>
      wellHost()
        .on(is('sudo -n -l'), listed(...lines))
        .on(is('sudo -n -l', '-u shop'), {});
    const sudoOf = async (hosts: FakeHosts): Promise<readonly string[]> =>
      lines((await examine(hosts, patientOf({ systems: [ofOthers] }))).filter(({ subject }) => subject === 'sudo'));

    test('all that the printed file allows is enough', async () => {
      const hosts = hostWith(rules);
      expect(await sudoOf(hosts)).toEqual([expect.stringMatching(/^ok sudo allows all \d+ commands needed$/)]);
      expect(hosts.commands().filter((line) => line.includes('-u shop'))).toContainEqual(
        expect.stringContaining('-u shop /usr/bin/mv -nT /opt/shop/shop.db /opt/shop/shop.db.zhiban-7F3KQ2'),
      );
    });

    test('a rule that is missing is named, and whom it is for', async () => {
      expect(await sudoOf(hostWith('(root) NOPW: /usr/bin/systemctl stop web.service'))).toContainEqual(
        expect.stringMatching(/^critical sudo does not let ops run \/usr\/bin\/tar .* as shop → zhiban sudoers h1/),
      );
    });

    test('where sudo says no to a single one, that one is named', async () => {
      const hosts = hostWith(rules).on(is('sudo -n -l', '/usr/bin/rm -rf -- /opt/shop/shop.db-wal.zhiban-7F3KQ2-out'), {
        exitCode: 1,
      });
      expect(await sudoOf(hosts)).toEqual([
        expect.stringMatching(
          /^critical sudo does not let ops run \/usr\/bin\/rm -rf -- \/opt\/shop\/shop.db-wal.zhiban-<plan>-out as shop →/,
        ),
      ]);
    });

    test('a sudo that knows no regular expressions is critical', async () => {
      const hosts = hostWith(rules).on(['sudo', '-V'], { stdout: 'Sudo version 1.8.31p2\n' });
      const findings = await examine(hosts, patientOf({ systems: [ofOthers] }));
      expect(lines(findings)).toContainEqual(
        expect.stringMatching(/^critical sudo 1.8.31p2 is older than 1.9.10 .* which the rules on data need/),
      );
    });
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
