import type { HostSpec } from '../hosts/host-spec.ts';
import { dataLines } from './data-commands.ts';
import type { Privileged } from './privileged-commands.ts';
import { sudoersCommand, sudoersUser } from './sudoers-words.ts';

/**
 * The sudoers file of one host: exactly these commands as root, and those on data as the users whose data it is, without
 * a password. Ends with a line break.
 */
export function sudoersFile(host: string, spec: HostSpec, { root, asUser }: Privileged): string {
  if (spec.transport === 'local') return lines([`# ${host} is a local host: nothing is run as root there.`]);
  if (root.length + asUser.length === 0)
    return lines([
      `# Nothing is run as root on ${host}: its services are those of ${spec.user} itself. No sudoers file is needed.`,
    ]);
  const user = sudoersUser(spec.user);
  return lines([
    `# What Zhiban, logged in as ${spec.user}, can run as root on ${host}: these commands and no others.`,
    `# Printed by: zhiban sudoers ${host}`,
    '# To install it, as root on that host. A faulty file would take sudo from everybody, so it is checked first:',
    '#   visudo -cf zhiban.sudoers && install -o root -g root -m 0440 zhiban.sudoers /etc/sudoers.d/zhiban',
    '',
    `Defaults:${user} !requiretty`,
    '',
    ...root.map((argv) => `${user} ALL=(root) NOPASSWD: ${sudoersCommand(argv)}`),
    ...(asUser.length === 0
      ? []
      : ['', '# Backups and restores, as the user whose data it is. Needs sudo 1.9.10 or newer.']),
    ...dataLines(spec.user, asUser),
  ]);
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
