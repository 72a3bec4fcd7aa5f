import type { Argv } from '../../../src/actions/ports.ts';
import { examineHost } from '../../../src/bot/doctor/examine-host.ts';
import type { Finding } from '../../../src/bot/doctor/finding.ts';
import type { Patient } from '../../../src/bot/doctor/patient.ts';
import { FakeHosts } from '../../fakes/fake-hosts.ts';
import { lines, patientOf, systemOf } from './cast.ts';

export const nowMs = Date.UTC(2025, 10, 21, 1);
export const unit = (verb: string, name: string): string => `/usr/bin/systemctl ${verb} ${name}.service`;

/** One service of its own, one that serves others too. */
export const shop = systemOf('shop', {
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
/** What sudo must allow for it. */
export const needed = ['db', 'web'].flatMap((name) => ['start', 'stop', 'restart'].map((verb) => unit(verb, name)));

/** Of an argv, that it holds these words. */
export const is =
  (program: string, word = '') =>
  (argv: Argv): boolean => {
    const words = argv.join(' ');
    return words.includes(program) && words.includes(word);
  };
export const listing = (...commands: string[]) => ({
  stdout: `User ops may run the following commands on h1:\n${commands.map((each) => `    (root) NOPW: ${each}`).join('\n')}\n`,
});
const running = { stdout: 'LoadState=loaded\nActiveState=active\nSubState=running\nMainPID=41\n' };

/** Everything as it should be; each test breaks one thing. */
export const wellHost = (): FakeHosts =>
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

export const examine = (
  hosts: FakeHosts,
  patient: Patient = patientOf({ systems: [shop] }),
): Promise<readonly Finding[]> =>
  examineHost(patient, { hosts, now: () => nowMs, signal: new AbortController().signal });
/** What is not as it should be. */
export const wrong = async (hosts: FakeHosts, patient?: Patient): Promise<readonly string[]> =>
  lines((await examine(hosts, patient)).filter(({ mark }) => mark !== 'ok'));
