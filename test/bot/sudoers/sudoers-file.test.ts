import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { privilegedCommands } from '../../../src/bot/sudoers/privileged-commands.ts';
import { sudoersFile } from '../../../src/bot/sudoers/sudoers-file.ts';
import { configurationFolder, env, type Files, known, wellFormed } from '../config/configuration-folder.ts';

function load(files: Files): Configuration {
  const loaded = loadConfiguration(configurationFolder(files), env, known);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.configuration;
}

function fileOf(host: string, { hosts, settings }: Configuration): string {
  const spec = hosts[host];
  if (spec === undefined) throw new Error(`no host ${host}`);
  return sudoersFile(host, spec, privilegedCommands(host, settings.systems));
}

const rulesOf = (file: string): readonly string[] => file.split('\n').filter((line) => /^[^#]/.test(line));

/** A second system on the same host, with the same shared unit. */
const beside = `title: Beside
environment: staging
folder: /opt/beside
services:
  db: { host: h1, shared: true, runtime: { kind: systemd, unit: db.service } }
  job: { host: h1, runtime: { kind: systemd, unit: "job@1.service" } }
`;

describe('the sudoers file of a host', () => {
  test('holds one full command per line, each once, in order, and none of other hosts', () => {
    expect(rulesOf(fileOf('h1', load({ ...wellFormed, 'systems/beside.yaml': beside })))).toEqual([
      'Defaults:ops !requiretty',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl reload web.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl restart db.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl restart job@1.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl restart web.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl start db.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl start job@1.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl start web.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl stop db.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl stop job@1.service',
      'ops ALL=(root) NOPASSWD: /usr/bin/systemctl stop web.service',
    ]);
  });

  test('says how it is installed, checked before and readable by root alone', () => {
    const comments = fileOf('h1', load(wellFormed))
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    expect(comments).toContain('visudo -cf');
    expect(comments).toContain('-m 0440');
    expect(comments).toContain('/etc/sudoers.d/zhiban');
  });

  test('is only a comment for a local host', () => {
    const file = fileOf('here', load(wellFormed));
    expect(rulesOf(file)).toEqual([]);
    expect(file).toMatch(/^# here is a local host/);
  });

  test('is only a comment where services are run by PID files as the user itself', () => {
    const spec = load(wellFormed).hosts.h1;
    if (spec === undefined) throw new Error('no host h1');
    const file = sudoersFile('h1', spec, { root: [], asUser: [] });
    expect(rulesOf(file)).toEqual([]);
    expect(file).toContain('Nothing is run as root on h1');
  });

  test('ends with a line break, or sudo would ignore its last line', () => {
    expect(fileOf('h1', load(wellFormed))).toMatch(/[^\n]\n$/);
  });

  // Where this machine has none, the lab's host reads it: sudoers-is-exact.
  if (spawnSync('visudo', ['-V']).error === undefined)
    test('is accepted by visudo', () => {
      const parsed = spawnSync('visudo', ['-cf', '-'], { input: fileOf('h1', load(wellFormed)), encoding: 'utf8' });
      expect(parsed.status, parsed.stdout + parsed.stderr).toBe(0);
    });
});
